// npm run test:screens: photographs every screen anew and holds it against the picture in docs/screens.
import { ensureInstalled, handOver } from './bootstrap.mjs';

ensureInstalled();
handOver('scripts/screens/run.mjs', ['--compare', ...process.argv.slice(2)]);
