// npm run bench:import: how fast a large list is checked and imported, beside a bare COPY and upsert. This half uses Node built-ins only.
import { ensureInstalled, handOver } from './bootstrap.mjs';

ensureInstalled();
handOver('scripts/bench/import-run.mjs');
