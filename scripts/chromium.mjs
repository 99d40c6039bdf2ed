// Finds a Chromium for the browser tests; on Debian, as root, installs it when there is none.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { say } from './bootstrap.mjs';

/** Chromium without windows: the same engine, and every page opens in two thirds of the time. */
const SHELL = ['/usr/lib/chromium/chromium-headless-shell', '/usr/bin/chromium-headless-shell'];
const PLACES = [
  '/usr/lib/chromium/chromium',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * @param options.isShellEnough what is looked at is the page alone, not pictures that another machine compares
 * @returns {{ path: string } | { path: undefined, reason: string }}
 */
export function ensureChromium({ isShellEnough = false } = {}) {
  const places = [process.env.DOORSTEP_CHROMIUM, ...(isShellEnough ? SHELL : []), ...PLACES];
  const found = () => places.find((file) => file && existsSync(file));
  const path = found();
  if (path) return { path };
  const hint =
    'The browser tests need Chromium. Debian: apt-get install chromium fonts-liberation. Elsewhere: install Chrome, or set DOORSTEP_CHROMIUM to its program.';
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return { path: undefined, reason: hint };
  say('• Installing Chromium for the browser tests (apt-get) …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
  const install = (name) => apt('install', '-y', '-qq', '--no-install-recommends', name, 'fonts-liberation');
  // Older releases have no package of the shell.
  const isInstalled =
    apt('update', '-qq') && ((isShellEnough && install('chromium-headless-shell')) || install('chromium'));
  const now = found();
  return isInstalled && now
    ? { path: now }
    : { path: undefined, reason: `apt-get could not install Chromium. ${hint}` };
}
