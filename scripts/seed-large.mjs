// npm run seed:large: a database as large as a busy year leaves it, for measuring. This half uses Node built-ins only.
import { ensureInstalled, handOver } from './bootstrap.mjs';

ensureInstalled();
handOver('scripts/seed/seed-run.mjs');
