import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { createRestoreWatch } from './restore-watch.js';

test('a data folder that takes nothing is told of once, and keeps no worker from its work', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'doorstep-mark-'));
  try {
    const dir = path.join(folder, 'taken');
    writeFileSync(dir, 'a file where the folder should be');
    const mark = { installation: '01a21cc6-a884-7902-9f2c-6ddc0c8e53a5', at: new Date() };
    const warn = vi.fn();
    const store = { mark: async () => mark, beat: async () => mark, hold: async () => null };
    const watch = createRestoreWatch(store, dir, { warn });
    await watch.turn();
    await watch.turn();
    expect(watch.isChecked()).toBe(true);
    expect(warn).toHaveBeenCalledTimes(1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
