// npm run screens: photographs every screen for docs/screens; with --record it first makes the answers the screens are shown with.
import { ensureInstalled, handOver } from './bootstrap.mjs';

ensureInstalled();
handOver('scripts/screens/run.mjs');
