// The mailbox of the inbox benchmark: the simulated POP3 and IMAP server as a process of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { childEnvironment, pinnedNode, root } from '../bootstrap.mjs';
import { tidied } from './interrupted.mjs';

const guard = pathToFileURL(path.join(root, 'scripts', 'die-with-parent.mjs')).href;
const script = path.join(root, 'packages', 'simnet', 'dist', 'main.js');

/** @returns { pop3, imap, put, stop }: how to sign in, how to put a mail there */
export async function startMailboxServer() {
  const child = spawn(pinnedNode(), ['--import', guard, script], {
    env: childEnvironment({ NODE_ENV: 'production' }),
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const stop = tidied(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  });
  const line = await firstLine(child);
  if (line === null) throw new Error('The simulated mailbox did not start; its words stand above.');
  const { controlUrl, pop3, imap } = JSON.parse(line);
  return {
    pop3,
    imap,
    async put(raw) {
      const answer = await fetch(`${controlUrl}/mailbox`, { method: 'POST', body: JSON.stringify({ raw }) });
      if (!answer.ok) throw new Error(`The simulated mailbox took no mail: ${await answer.text()}`);
      await answer.arrayBuffer();
    },
    stop,
  };
}

/** Null when it ends before it says one. */
function firstLine(child) {
  return new Promise((resolve) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', () => resolve(null));
  });
}
