// What a start by npm leaves behind when npm is told to end.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { isAlive } from './bootstrap.mjs';

const root = path.resolve(import.meta.dirname, '..');
const bootstrap = pathToFileURL(path.join(root, 'scripts', 'bootstrap.mjs')).href;
const folder = mkdtempSync(path.join(tmpdir(), 'doorstep-bootstrap-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it.skipIf(process.platform === 'win32')('ends what it began when the shell of npm is gone', async () => {
  const service = path.join(folder, 'service.mjs');
  const launcher = path.join(folder, 'launcher.mjs');
  writeFileSync(service, `console.log(process.pid); setInterval(() => {}, 1000);`);
  writeFileSync(
    launcher,
    `import { handOver } from ${JSON.stringify(bootstrap)}; handOver(${JSON.stringify(path.relative(root, service))});`,
  );
  // As npm begins a script; the second command keeps the shell from becoming the first.
  const shell = spawn('sh', ['-c', '"$0" "$1"; exit 1', process.execPath, launcher], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, npm_lifecycle_event: 'start' },
  });
  const pid = Number(await new Promise((resolve) => shell.stdout.once('data', (data) => resolve(String(data)))));
  try {
    expect(isAlive(pid)).toBe(true);
    shell.kill('SIGTERM');
    await expect.poll(() => isAlive(pid)).toBe(false);
  } finally {
    if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  }
});
