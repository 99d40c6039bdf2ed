// Waits until what was written to a socket has left this process.
import type { Writable } from 'node:stream';

const LOOK_AGAIN_MS = 5;
/** Encrypting takes a turn or two of the event loop; only a full network takes longer. */
const EARLY_LOOKS = 20;

/**
 * Resolves when the socket holds nothing more and nothing flowed in after it, or is gone. A stream in front of the
 * socket keeps bytes only while the socket is full, and hands them on as soon as it drains.
 *
 * @param onMove bytes left: told again and again while they do
 */
export async function flushed(socket: Writable, onMove: () => void): Promise<void> {
  let before = Number.POSITIVE_INFINITY;
  for (let quiet = 0, looks = 0; quiet < 2 && !socket.destroyed; looks++) {
    const waiting = socket.writableLength;
    if (waiting < before && waiting > 0) onMove();
    before = waiting;
    quiet = waiting === 0 ? quiet + 1 : 0;
    const isSoon = waiting === 0 || looks < EARLY_LOOKS;
    await new Promise<void>((resolve) => (isSoon ? setImmediate(resolve) : setTimeout(resolve, LOOK_AGAIN_MS)));
  }
}
