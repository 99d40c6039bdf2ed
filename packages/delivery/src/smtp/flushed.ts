// Waits until what was written to a socket has left this process.
import type { Writable } from 'node:stream';

const LOOK_AGAIN_MS = 5;

/**
 * Resolves when the socket holds nothing more and nothing flowed in after it, or is gone. A stream in front of the
 * socket keeps bytes only while the socket is full, and hands them on as soon as it drains.
 *
 * @param onMove bytes left: told again and again while they do
 */
export async function flushed(socket: Writable, onMove: () => void): Promise<void> {
  let before = Number.POSITIVE_INFINITY;
  for (let quiet = 0; quiet < 2 && !socket.destroyed; ) {
    const waiting = socket.writableLength;
    if (waiting < before && waiting > 0) onMove();
    before = waiting;
    quiet = waiting === 0 ? quiet + 1 : 0;
    await new Promise<void>((resolve) => (waiting === 0 ? setImmediate(resolve) : setTimeout(resolve, LOOK_AGAIN_MS)));
  }
}
