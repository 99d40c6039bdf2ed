// npm start: from a bare machine to a running service. This half uses Node built-ins only.
import { ensureInstalled, handOver } from './bootstrap.mjs';

ensureInstalled();
handOver('scripts/supervise.mjs');
