// npm run demo: the whole main job unattended, on fresh temporary data. This half uses Node built-ins only.
import { ensureInstalled, handOver } from './bootstrap.mjs';

ensureInstalled();
handOver('scripts/demo-run.mjs');
