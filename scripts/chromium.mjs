// Finds a Chromium for the browser tests; on Debian, as root, installs it when there is none.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { say } from './bootstrap.mjs';

const PLACES = [
  '/usr/lib/chromium/chromium',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** @returns {{ path: string } | { path: undefined, reason: string }} */
export function ensureChromium() {
  const found = () => [process.env.DOORSTEP_CHROMIUM, ...PLACES].find((file) => file && existsSync(file));
  const path = found();
  if (path) return { path };
  const hint =
    'The browser tests need Chromium. Debian: apt-get install chromium fonts-liberation. Elsewhere: install Chrome, or set DOORSTEP_CHROMIUM to its program.';
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return { path: undefined, reason: hint };
  say('• Installing Chromium for the browser tests (apt-get) …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
  const isInstalled =
    apt('update', '-qq') && apt('install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation');
  const now = found();
  return isInstalled && now
    ? { path: now }
    : { path: undefined, reason: `apt-get could not install Chromium. ${hint}` };
}
