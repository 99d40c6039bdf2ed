// Replies put together from whatever pieces the network makes of them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReply } from './reply.js';
import { ReplyReader } from './reply-reader.js';

function readAll(chunks: readonly Uint8Array[]) {
  const replies: string[] = [];
  let endless = 0;
  const onEndless = () => {
    endless++;
  };
  const reader = new ReplyReader({ onReply: (text) => replies.push(text), onEndless });
  for (const chunk of chunks) reader.read(Buffer.from(chunk));
  return { replies, endless, isMidReply: reader.isMidReply };
}

/** Cuts bytes at the given places. */
function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const at = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, i) => bytes.subarray(at[i], end));
}

const word = fc.stringMatching(/^[a-zäé€ .]{0,12}$/);
const reply = fc
  .tuple(fc.integer({ min: 200, max: 599 }), fc.array(word, { minLength: 1, maxLength: 5 }))
  .map(([code, lines]) => lines.map((line, i) => `${code}${i === lines.length - 1 ? ' ' : '-'}${line}`));

describe('ReplyReader', () => {
  it('reads the same replies however the bytes are cut, also within a letter', () => {
    fc.assert(
      fc.property(fc.array(reply, { maxLength: 6 }), fc.array(fc.nat(), { maxLength: 12 }), (replies, places) => {
        const bytes = Buffer.from(replies.map((lines) => `${lines.join('\r\n')}\r\n`).join(''));
        const found = readAll(cut(bytes, places));
        expect(found).toEqual({ replies: replies.map((lines) => lines.join('\n')), endless: 0, isMidReply: false });
      }),
    );
  });

  it('knows that a reply has begun until its last line has ended', () => {
    fc.assert(
      fc.property(reply, fc.nat(), (lines, place) => {
        const bytes = Buffer.from(`${lines.join('\r\n')}\r\n`);
        const part = bytes.subarray(0, 1 + (place % (bytes.length - 1)));
        expect(readAll([part])).toMatchObject({ replies: [], isMidReply: true });
      }),
    );
  });

  it('takes any bytes without throwing, and what it makes of them is bounded and harmless', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 }), (chunks) => {
        for (const text of readAll(chunks).replies) {
          const read = readReply(text);
          if (read === null) continue;
          expect(read.text.length).toBeLessThanOrEqual(4096);
          expect(read.text.isWellFormed()).toBe(true);
          expect(read.text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
          expect(read.code).toBeGreaterThanOrEqual(200);
        }
      }),
    );
  });

  it('gives up at a reply that does not end', () => {
    expect(readAll([Buffer.alloc(70_000, 'x')]).endless).toBeGreaterThan(0);
    expect(readAll([Buffer.from('250-more\r\n'.repeat(8000))]).endless).toBeGreaterThan(0);
  });
});
