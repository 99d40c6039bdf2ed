// Builds what changed since the last time: Turbo decides, its cache makes a second start a matter of seconds.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { childEnvironment, fail, pinnedNode, root } from './bootstrap.mjs';

/** @param {{ isQuiet?: boolean, only?: string }} options quiet: output only when it fails; only: this room and its needs */
export function buildAll({ isQuiet = true, only } = {}) {
  const turbo = path.join(root, 'node_modules', 'turbo', 'bin', 'turbo');
  const args = [turbo, 'run', 'build', '--ui=stream', '--output-logs=errors-only', '--no-update-notifier'];
  if (only) args.push(`--filter=${only}`);
  const result = spawnSync(pinnedNode(), args, {
    cwd: root,
    env: childEnvironment(),
    stdio: ['ignore', isQuiet ? 'pipe' : 'inherit', isQuiet ? 'pipe' : 'inherit'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.status === 0) return;
  fail(
    `The build failed.\n${`${result.stdout ?? ''}\n${result.stderr ?? ''}`.trim().split('\n').slice(-40).join('\n')}`,
    'If packages were changed by hand, delete node_modules and start again. About 2 GB of free memory is needed.',
  );
}
