// The second half of npm start, under the pinned Node: builds, starts everything, stays in front of it, stops it.
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { fail, root, say, takeDataFolder } from './bootstrap.mjs';
import { buildAll } from './build.mjs';
import { freePort } from './postgres.mjs';
import { startStack } from './stack.mjs';

const WISHED_PORT = 8480;
const envFile = path.join(root, '.env');
if (fs.existsSync(envFile)) process.loadEnvFile(envFile);

const startedAt = Date.now();
const dataDir = path.resolve(root, process.env.DOORSTEP_DATA_DIR || '.data');
const lock = takeDataFolder(dataDir);
if (lock.running) {
  const at = lock.running.url ? ` at ${lock.running.url}` : '';
  fail(
    `Doorstep is already running${at} (process ${lock.running.pid}).`,
    'Open that address, or stop it with Ctrl-C in its window.\nA second instance needs a data folder of its own: DOORSTEP_DATA_DIR=.data-2 npm start',
  );
}
process.on('exit', () => lock.release());

let stack;
let isStopping = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (isStopping) return;
    isStopping = true;
    say('\n• Stopping: messages under way are finished first …');
    stopAll(0);
  });
}

const print = (name, line) => say(`${name.padEnd(8)}│ ${line}`);
const mode = process.env.DOORSTEP_MODE || 'sandbox';
try {
  const port = await choosePort();
  if (isStopping) process.exit(0);
  say('• Building (the first time takes a minute, later starts take seconds) …');
  buildAll();
  say('• Starting …');
  stack = await startStack({ dataDir, port, host: process.env.DOORSTEP_HOST || '127.0.0.1', mode, print, onGiveUp });
  if (isStopping) await stopAll(0);
  lock.note(stack.url);
  welcome();
} catch (error) {
  if (!isStopping) {
    const todo = error.todo ?? 'The lines above say which part failed. docs/operations.md lists what to do for each.';
    fail(error.message, todo);
  }
}

/** The wished port when it is free; the next free one when it was not asked for; a clear fault when it was. */
async function choosePort() {
  const asked = process.env.DOORSTEP_PORT;
  const wished = Number(asked || WISHED_PORT);
  if (await isFree(wished)) return wished;
  if (asked) {
    fail(
      `Port ${wished} (DOORSTEP_PORT) is taken by another program.`,
      'Choose another one, or leave DOORSTEP_PORT unset: a free port is then taken.',
    );
  }
  return freePort();
}

function isFree(port) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.on('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

function onGiveUp(name) {
  if (isStopping) return;
  isStopping = true;
  process.stderr.write(
    `\n✖ ${name} does not stay up: it ended five times within a minute. Its last words stand above.\n`,
  );
  stopAll(1);
}

async function stopAll(code) {
  await stack?.stop();
  if (stack || code) process.exit(code);
}

function welcome() {
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  const sandbox =
    mode === 'sandbox' ? '\n  Sandbox: a simulated internet answers; no mail can leave this machine.\n' : '';
  say(`
  Doorstep is ready (${seconds} s).
${sandbox}
  Dashboard       ${stack.url}
  Sign in once    ${stack.signInLink}

  Ctrl-C stops everything.
`);
}
