// Child processes of the supervisor: started with a prefix on every line, watched, restarted, stopped in order.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { childEnvironment, pinnedNode, root } from './bootstrap.mjs';

const guard = pathToFileURL(path.join(root, 'scripts', 'die-with-parent.mjs')).href;
const LEVELS = { 10: 'trace', 20: 'debug', 30: '', 40: 'warning', 50: 'error', 60: 'fatal' };

/** A line of a service as people read it: JSON logs become their message, with level and error. */
export function readable(line) {
  if (!line.startsWith('{')) return line;
  try {
    const { level, msg, err, error } = JSON.parse(line);
    if (msg === undefined && err === undefined) return line;
    const cause = err?.message ?? error?.message ?? (typeof error === 'string' ? error : undefined);
    return [LEVELS[level], msg, cause !== msg ? cause : undefined].filter(Boolean).join(': ');
  } catch {
    return line; // not JSON after all
  }
}

/**
 * Starts one service and keeps it running: an unexpected end is followed by a restart after 1, 2, 4 … 30 seconds.
 *
 * @param options.name     prefix of its lines
 * @param options.args     arguments of node
 * @param options.env      its environment beside the inherited one
 * @param options.print    takes (name, line)
 * @param options.onLine   sees every line before it is printed
 * @param options.onGiveUp told when it ended five times within a minute
 */
export function runService({ name, args, env, print, onLine, onGiveUp, cwd = root }) {
  const service = { name, process: undefined, isStopping: false, ends: [], stop, kill };
  start();
  return service;

  function start() {
    const child = spawn(pinnedNode(), ['--import', guard, ...args], {
      cwd,
      env: childEnvironment(env),
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true, // Ctrl-C in the terminal reaches the supervisor alone, which stops them in order
    });
    service.process = child;
    for (const stream of [child.stdout, child.stderr]) readLines(stream);
    child.on('error', (error) => print(name, `cannot start: ${error.message}`));
    child.on('exit', (code, signal) => {
      if (service.isStopping) return;
      print(name, `ended unexpectedly (${signal ?? `code ${code}`})`);
      if (!child.killed) service.ends.push(Date.now()); // by somebody else than us
      const recent = service.ends.filter((at) => at > Date.now() - 60_000).length;
      if (recent >= 5) return onGiveUp?.(name);
      setTimeout(() => !service.isStopping && start(), Math.min(30_000, 1000 * 2 ** Math.max(0, recent - 1)));
    });
  }

  function readLines(stream) {
    let rest = '';
    stream.setEncoding('utf8');
    stream.on('data', (chunk) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop().slice(-10_000);
      for (const line of lines) {
        if (line === '' || onLine?.(line) === false) continue;
        print(name, readable(line));
      }
    });
  }

  /** SIGTERM, then SIGKILL after `graceMs`. */
  async function stop(graceMs = 15_000) {
    service.isStopping = true;
    const child = service.process;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
    await ended;
    clearTimeout(timer);
  }

  /** kill -9, as a crash would: the service is started again, and is not given up for it however often it happens. */
  function kill() {
    service.process.kill('SIGKILL');
  }
}
