// The gate before the dot waits for bytes that are still here.
import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { flushed } from './flushed.js';

/** A socket whose far end takes a chunk every 15 ms. */
const slowSocket = () =>
  new Writable({ highWaterMark: 4, write: (_chunk, _encoding, done) => void setTimeout(done, 15) });

describe('flushed', () => {
  it('waits until the socket and what stands before it are empty', async () => {
    const socket = slowSocket();
    const before = new PassThrough({ highWaterMark: 8 });
    before.pipe(socket, { end: false });
    for (const text of ['aaaa', 'bbbb', 'cccc']) before.write(text);
    let moves = 0;
    const startedAt = performance.now();
    await flushed(socket, () => moves++);
    expect(performance.now() - startedAt).toBeGreaterThan(40);
    expect([socket.writableLength, before.readableLength]).toEqual([0, 0]);
    expect(moves).toBeGreaterThan(0);
  });

  it('does not wait for a socket that is gone', async () => {
    const socket = slowSocket();
    socket.write('aaaa');
    socket.destroy();
    await flushed(socket, () => undefined);
    expect(socket.destroyed).toBe(true);
  });
});
