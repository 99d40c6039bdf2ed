// npm run bench:queue: how long planning and claiming take when there are many. This half uses Node built-ins only.
import { ensureInstalled, handOver } from './bootstrap.mjs';

ensureInstalled();
handOver('scripts/bench/queue-run.mjs');
