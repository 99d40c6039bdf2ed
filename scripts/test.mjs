// npm test: from a bare machine to the closing line "N passed, N failed". This half uses Node built-ins only.
import { ensureInstalled, handOver } from './bootstrap.mjs';

ensureInstalled();
handOver('scripts/test-all.mjs');
