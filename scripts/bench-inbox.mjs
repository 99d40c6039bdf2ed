// npm run bench:inbox: ten thousand bounces in a mailbox, read, matched and applied by one worker. This half uses Node built-ins only.
import { ensureInstalled, handOver } from './bootstrap.mjs';

ensureInstalled();
handOver('scripts/bench/inbox-run.mjs');
