// Worker processes of the benchmark, as built, with the settings of production apart from ports and name server.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { childEnvironment, pinnedNode, root } from '../bootstrap.mjs';
import { pause, until } from '../wait.mjs';

const guard = pathToFileURL(path.join(root, 'scripts', 'die-with-parent.mjs')).href;
const script = path.join(root, 'apps', 'worker', 'dist', 'main.js');

/**
 * @param options.count          how many
 * @param options.env            environment of all
 * @param options.profileFolder  where the first one writes its CPU profile when it ends
 */
export function startWorkers({ count, env, profileFolder }) {
  const words = [];
  const children = Array.from({ length: count }, (_, i) => {
    const args = ['--import', guard, script];
    if (profileFolder && i === 0) args.unshift('--cpu-prof', `--cpu-prof-dir=${profileFolder}`);
    const child = spawn(pinnedNode(), args, {
      env: childEnvironment({ ...env, NODE_ENV: 'production' }),
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => words.push(...text.split('\n').filter(Boolean)));
    return child;
  });
  const pids = children.map(({ pid }) => pid);
  return {
    pids,
    /** What they printed: warnings and worse. */
    words,
    /** Ready when each has told the database that it is there. */
    ready: (query) =>
      until('the workers run', 120_000, async () => {
        if (children.some(({ exitCode }) => exitCode !== null))
          throw new Error(`A worker ended:\n${words.slice(-20).join('\n')}`);
        return (await query('SELECT 1 FROM worker_heartbeat')).length >= count;
      }),
    isRunning: () => children.every(({ exitCode, signalCode }) => exitCode === null && signalCode === null),
    async stop() {
      const ended = children.map(
        (child) => child.exitCode !== null || new Promise((resolve) => child.once('exit', resolve)),
      );
      for (const child of children) child.kill('SIGTERM');
      await Promise.race([Promise.all(ended), pause(20_000)]);
      for (const child of children) if (child.exitCode === null) child.kill('SIGKILL');
    },
  };
}
