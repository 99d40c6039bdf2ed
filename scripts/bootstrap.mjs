// What has to happen before any dependency exists: Node built-ins only. Install, pinned Node, lock of the data folder.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const stampFile = path.join(root, 'node_modules', '.doorstep-installed');

/** Says what is wrong and what to do, then ends. Every expected failure of a script ends here. */
export function fail(what, todo) {
  process.stderr.write(`\n✖ ${what}\n${todo ? `  ${todo.replaceAll('\n', '\n  ')}\n` : ''}\n`);
  process.exit(1);
}

export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** Installs what package-lock.json names, once per lock file, platform and Node; a second call returns at once. */
export function ensureInstalled() {
  const [major] = process.versions.node.split('.').map(Number);
  if (major < 20)
    fail(`Node ${process.versions.node} is too old.`, 'Doorstep needs Node 20 or newer: https://nodejs.org');
  const stamp = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .update(`${process.platform} ${process.arch}`)
    .digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  say('• Installing packages (npm ci), about a minute …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const result = spawnSync(npm, ['ci', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (result.error?.code === 'ENOENT') fail('npm was not found.', 'It comes with Node: https://nodejs.org');
  if (result.status !== 0) {
    fail(
      'npm ci failed; its own words stand above.',
      'Check the network and free disk space (1.5 GB), then start again.',
    );
  }
  writeFileSync(stampFile, stamp);
}

/** The pinned Node from node_modules where the platform has one, else the one that runs this. */
export function pinnedNode() {
  const pinned = path.join(root, 'node_modules', '.bin', 'node');
  return existsSync(pinned) ? pinned : process.execPath;
}

/** Environment of every child: the pinned Node first on PATH, nothing that calls home. */
export function childEnvironment(extra = {}) {
  const bin = path.join(root, 'node_modules', '.bin');
  return {
    ...process.env,
    PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}`,
    TURBO_TELEMETRY_DISABLED: '1',
    DO_NOT_TRACK: '1',
    NEXT_TELEMETRY_DISABLED: '1',
    CHECKPOINT_DISABLE: '1',
    ...extra,
  };
}

/** Runs `script` under the pinned Node with this terminal; signals are passed on, its exit code becomes ours. */
export function handOver(script, args = process.argv.slice(2)) {
  const guard = pathToFileURL(path.join(root, 'scripts', 'die-with-parent.mjs')).href;
  const child = spawn(pinnedNode(), ['--import', guard, path.join(root, script), ...args], {
    cwd: root,
    env: childEnvironment(),
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  // Ctrl-C reaches the whole group by itself; this process only waits for the other to finish.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  if (process.env.npm_lifecycle_event !== undefined) onceShellIsGone(() => child.kill('SIGTERM'));
  child.on('error', (error) =>
    fail(`Cannot run ${pinnedNode()}: ${error.message}`, 'Delete node_modules and start again.'),
  );
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}

const SHELL_WATCH_MS = 500;

/** npm hands SIGTERM to its shell alone, which ends and says nothing to what it began: that it is gone is all there is to hear. */
function onceShellIsGone(then) {
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    then();
  }, SHELL_WATCH_MS);
  watch.unref();
}

/** Whether a process with this number runs, ours or not. */
export const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

/**
 * Takes the data folder for this process.
 *
 * @returns {{ note(url: string): void, release(): void } | { running: { pid: number, url: string } }}
 */
export function takeDataFolder(folder) {
  const file = path.join(folder, 'doorstep.lock');
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  for (let round = 0; round < 2; round++) {
    try {
      writeFileSync(file, JSON.stringify({ pid: process.pid, url: '' }), { flag: 'wx', mode: 0o600 });
      return {
        note: (url) => writeFileSync(file, JSON.stringify({ pid: process.pid, url }), { mode: 0o600 }),
        release: () => rmSync(file, { force: true }),
      };
    } catch (error) {
      if (error.code !== 'EEXIST') {
        fail(
          `Cannot write to the data folder ${folder} (${error.code}).`,
          'Set DOORSTEP_DATA_DIR to a folder that this user may write to.',
        );
      }
      const holder = readLock(file);
      if (holder && isAlive(holder.pid)) return { running: holder };
      rmSync(file, { force: true }); // left behind by a kill -9
    }
  }
  return fail(`The data folder ${folder} is being taken by another start.`, 'Wait a moment and try again.');
}

function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined; // half-written by a process that died: not a holder
  }
}
