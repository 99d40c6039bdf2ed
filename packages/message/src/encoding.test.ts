import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { anyText } from '../../../tests/any-text.js';
import { encodePhrase, encodeText, singleLine } from './header-text.js';
import { cleanBodyValue } from './liquid-engine.js';
import { encodeQuotedPrintable } from './quoted-printable.js';
import { composeSample, wireLines } from './testing/sample-campaign.js';

describe('message encodings', () => {
  it('brings any value through headers and bodies unchanged', async () => {
    const html = '<p>[{{ field }}]</p><a href="{{ unsubscribe_url }}">x</a>';
    await fc.assert(
      fc.asyncProperty(anyText(200), anyText(200), async (name, field) => {
        const message = composeSample(
          { subject: 's {{ field }}', html, text: '[{{ field }}] {{ unsubscribe_url }}' },
          { name, fields: { field } },
        );
        for (const line of wireLines(message)) expect(line.length).toBeLessThanOrEqual(998);
        const mail = await simpleParser(message, { skipTextToHtml: true });
        expect(mail.subject).toBe(singleLine(`s ${cleanBodyValue(field)}`));
        const kept = cleanBodyValue(field).toWellFormed();
        expect(mail.text).toContain(`[${kept}]`);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['Grüße 🎉👩‍👩‍👧 '.repeat(12).trim()],
    ['x'.repeat(500)],
    ['=?UTF-8?Q?not_a_word?='],
    ['plain words that go on '.repeat(20).trim()],
  ])('folds and encodes the subject %s', async (subject) => {
    const message = composeSample({ subject });
    const header = wireLines(message).slice(0, 60);
    expect(Math.max(...header.map((line) => line.length))).toBeLessThanOrEqual(78);
    expect((await simpleParser(message)).subject).toBe(subject);
  });

  it('quotes a display name that has specials and encodes one that is not ASCII', () => {
    expect(encodePhrase('Ada Lovelace', 4)).toBe('Ada Lovelace');
    expect(encodePhrase('Lovelace, Ada "A." <x@y.z>', 4)).toBe('"Lovelace, Ada \\"A.\\" <x@y.z>"');
    expect(encodePhrase('Zoë', 4)).toBe('=?UTF-8?B?Wm/Dqw==?=');
  });

  it('keeps encoded words within 75 characters and whole characters within a word', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }), (text) => {
        for (const [at, line] of encodeText(text, 9).split('\r\n').entries()) {
          expect(line.length + (at === 0 ? 9 : 0)).toBeLessThanOrEqual(
            at === 0 && /^[\x20-\x7e]+$/.test(text) ? 998 : 76,
          );
        }
      }),
    );
  });

  it('never begins a line with a dot, so that nothing is left to be stuffed', () => {
    for (const text of ['.', '.\r\n..', `${'x'.repeat(75)}.${'y'.repeat(74)}.z`])
      expect(encodeQuotedPrintable(text)).not.toMatch(/^\./m);
    expect(encodeQuotedPrintable('.a\r\nb.c')).toBe('=2Ea\r\nb.c');
  });

  it('encodes blanks at the end of a line and wraps at 76', () => {
    expect(encodeQuotedPrintable('a \n\tb\t\r\n=')).toBe('a=20\r\n\tb=09\r\n=3D');
    for (const line of encodeQuotedPrintable('ä'.repeat(500)).split('\r\n'))
      expect(line.length).toBeLessThanOrEqual(76);
  });
});
