// Collects a message as it comes: its beginning in memory, a digest and the size of all of it.
import { createHash } from 'node:crypto';

export interface MessageContent {
  /** At most as many bytes as were asked for. */
  readonly raw: Uint8Array;
  /** SHA-256 of all bytes. */
  readonly contentSha256: Uint8Array;
  readonly sizeBytes: number;
}

/**
 * @param stream    rejects when the connection breaks; then nothing of the message counts
 * @param keepBytes how much of the beginning is kept
 */
export async function collectContent(stream: AsyncIterable<Buffer>, keepBytes: number): Promise<MessageContent> {
  const hash = createHash('sha256');
  const parts: Buffer[] = [];
  let kept = 0;
  let sizeBytes = 0;
  for await (const chunk of stream) {
    hash.update(chunk);
    sizeBytes += chunk.length;
    if (kept >= keepBytes) continue;
    const part = chunk.subarray(0, keepBytes - kept);
    parts.push(part);
    kept += part.length;
  }
  return { raw: Buffer.concat(parts), contentSha256: hash.digest(), sizeBytes };
}
