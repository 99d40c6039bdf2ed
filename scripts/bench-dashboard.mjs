// npm run bench:dashboard: how fast the dashboard is on a large year. This half uses Node built-ins only.
import { ensureInstalled, handOver } from './bootstrap.mjs';

ensureInstalled();
handOver('scripts/bench/dashboard-run.mjs');
