// The server of the pages as it is shipped, with a clock that stands still.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../bootstrap.mjs';
import { runService } from '../services.mjs';
import { waitFor } from '../wait.mjs';

const clock = pathToFileURL(path.join(root, 'scripts', 'screens', 'preload-clock.mjs')).href;

/** @param options.apiUrl where it asks for what a page shows first · options.now milliseconds since 1970 */
export async function startWeb({ port, apiUrl, now, print }) {
  const next = path.join(root, 'node_modules', 'next', 'dist', 'bin', 'next');
  const args = [
    '--import',
    clock,
    next,
    'start',
    path.join(root, 'apps', 'web'),
    '-p',
    String(port),
    '-H',
    '127.0.0.1',
  ];
  const env = { DOORSTEP_API_URL: apiUrl, DOORSTEP_SCREENS_NOW: String(now) };
  const service = runService({ name: 'web', args, env, print });
  // A page that needs nothing of the API.
  await waitFor(`http://127.0.0.1:${port}/icon.svg`, { timeoutMs: 60_000, isReady: (answer) => answer.ok });
  return service;
}
