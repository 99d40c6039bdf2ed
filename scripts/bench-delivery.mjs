// npm run bench:delivery: our whole pipeline and Postfix to the same sink. This half uses Node built-ins only.
import { ensureInstalled, handOver } from './bootstrap.mjs';

ensureInstalled();
handOver('scripts/bench/delivery-run.mjs');
