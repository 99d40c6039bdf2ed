// Behaviour of the byte parser of POP3 answers, cut at every byte.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MultiLineBody, readStatusLine } from './pop3-answer.js';

const stuffed = (message: string) => `${message.replace(/(^|\r\n)\./g, '$1..')}\r\n.\r\n`;

function readInPieces(
  wire: Buffer,
  cuts: readonly number[],
  maxBytes = 1e6,
): { text: string; rest: string; isCut: boolean } {
  const body = new MultiLineBody(maxBytes);
  const edges = [...new Set(cuts.map((cut) => cut % wire.length))].toSorted((a, b) => a - b);
  let at = 0;
  for (const edge of [...edges, wire.length]) {
    const end = body.take(wire.subarray(at, edge));
    if (end >= 0)
      return {
        text: body.content().toString('latin1'),
        rest: wire.subarray(at + end).toString('latin1'),
        isCut: body.isCut,
      };
    at = edge;
  }
  throw new Error('the answer did not end');
}

describe('MultiLineBody', () => {
  it('gives a message back byte for byte, wherever the bytes are cut', () => {
    const message = 'Subject: x\r\n\r\n.hidden\r\n..two\r\nbare \n.\n and \r.\r and 8-bit \xe9\r\n.\x00';
    const wire = Buffer.from(`${stuffed(message)}+OK next\r\n`, 'latin1');
    for (let first = 0; first < wire.length; first++)
      for (const second of [first + 1, first + 2, first + 3]) {
        expect(readInPieces(wire, [first, second])).toMatchObject({ text: `${message}\r\n` });
      }
  });

  it('does so for any message and any cuts', () => {
    const piece = fc.constantFrom('.', '\r', '\n', '\r\n', '\r\n.', '..', 'a', '\xff', '\0', '.\r\n');
    const message = fc.array(piece, { maxLength: 40 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(message, fc.array(fc.nat(200), { maxLength: 12 }), (text, cuts) => {
        expect(readInPieces(Buffer.from(stuffed(text), 'latin1'), cuts).text).toBe(`${text}\r\n`);
      }),
    );
  });

  it('keeps the beginning only and still finds the end', () => {
    const wire = Buffer.from(`${stuffed('x'.repeat(5000))}+OK`, 'latin1');
    expect(readInPieces(wire, [], 10)).toEqual({ text: 'x'.repeat(10), rest: '+OK', isCut: true });
  });

  it('takes an empty answer', () => {
    expect(readInPieces(Buffer.from('.\r\n'), [])).toMatchObject({ text: '', rest: '', isCut: false });
  });
});

describe('readStatusLine', () => {
  it('tells yes, no and nonsense apart', () => {
    expect(readStatusLine('+OK 2 messages')).toEqual({ isOk: true, text: '2 messages' });
    expect(readStatusLine('-ERR [AUTH] no')?.isOk).toBe(false);
    expect(readStatusLine('+ ')).toEqual({ isOk: true, text: '' });
    for (const other of ['', '+OKAY', '* OK IMAP4rev1', '220 smtp ready', 'HTTP/1.1 400'])
      expect(readStatusLine(other)).toBeNull();
  });
});
