// Bodies on the wire: every form of line end, dots, and nothing else changed.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wireForm } from './wire-form.js';

const wire = (text: string) => Buffer.from(wireForm(Buffer.from(text, 'latin1')).bytes).toString('latin1');

/** What a host makes of it: dots taken off, lines joined (RFC 5321 §4.5.2). */
const received = (text: string) => text.replaceAll(/(^|\r\n)\./g, '$1');

describe('the wire form of a body', () => {
  it.each([
    ['a fit body stays', 'a\r\nb\r\n', 'a\r\nb\r\n'],
    ['a dot alone is doubled', '.\r\n', '..\r\n'],
    ['dots at the start of lines are doubled', 'a\r\n.b\r\n..c\r\n', 'a\r\n..b\r\n...c\r\n'],
    ['dots elsewhere stay', 'a.\r\nb.c\r\n', 'a.\r\nb.c\r\n'],
    ['a bare LF is a line end', 'a\nb\r\n', 'a\r\nb\r\n'],
    ['a bare CR is a line end', 'a\rb\r\n', 'a\r\nb\r\n'],
    ['a dot behind a bare LF is doubled too', 'a\n.\nb\r\n', 'a\r\n..\r\nb\r\n'],
    ['a dot behind a bare CR is doubled too', 'a\r.\rb\r\n', 'a\r\n..\r\nb\r\n'],
    ['CR CR LF is two line ends', 'a\r\r\n', 'a\r\n\r\n'],
    ['LF CR is two line ends', 'a\n\rb\r\n', 'a\r\n\r\nb\r\n'],
    ['a missing end is added', 'a', 'a\r\n'],
    ['a lone CR at the end is an end', 'a\r', 'a\r\n'],
    ['a lone LF at the end is an end', 'a\n', 'a\r\n'],
    ['an empty line stays', '\r\n', '\r\n'],
    ['a smuggled end of message is none', 'a\n.\r\nMAIL FROM:<x@y>\r\n', 'a\r\n..\r\nMAIL FROM:<x@y>\r\n'],
  ])('%s', (_, body, expected) => expect(wire(body)).toBe(expected));

  it('never holds a bare CR or LF, nor an end of message, and is read as the same lines', () => {
    const piece = fc.constantFrom('\r', '\n', '\r\n', '.', '..', 'a', ' ', '\u00e9', 'MAIL FROM:<x@y.test>');
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 30 }), (pieces) => {
        const body = pieces.join('');
        const bytes = wire(body);
        expect(bytes).not.toMatch(/(^|[^\r])\n|\r([^\n]|$)/);
        expect(bytes.endsWith('\r\n')).toBe(true);
        expect(`\r\n${bytes}`).not.toContain('\r\n.\r\n');
        const lines = body.replaceAll(/\r\n|\r|\n/g, '\r\n');
        expect(received(bytes)).toBe(lines.endsWith('\r\n') ? lines : `${lines}\r\n`);
      }),
      { numRuns: 2000 },
    );
  });

  it('tells whether an octet is above 127', () => {
    expect(wireForm(Buffer.from('a\r\n')).hasEightBit).toBe(false);
    expect(wireForm(Buffer.from('\u00e9\r\n')).hasEightBit).toBe(true);
  });

  it('copies nothing of a body that is fit', () => {
    const body = Buffer.from('a\r\nb\r\n');
    expect(wireForm(body).bytes).toBe(body);
  });
});
