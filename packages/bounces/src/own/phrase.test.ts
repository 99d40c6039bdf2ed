// Behaviour of phrases: what they fit, and that the work grows with the length alone.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutNames, wordsOf } from '../reply-words.js';
import { compilePhrase, readPhrase } from './phrase.js';

const fits = (phrase: string, words: string) => compilePhrase(readPhrase(phrase)!)(words) !== null;

function stepsOf(phrase: string, words: string): number {
  const steps = { count: 0 };
  compilePhrase(readPhrase(phrase)!)(words, steps);
  return steps.count;
}

describe('a phrase', () => {
  it.each([
    ['Mailbox Gesperrt', 'this mailbox gesperrt by us', true],
    ['mailbox * gesperrt', 'mailbox of that reader is gesperrt', true],
    ['mailbox * gesperrt', 'gesperrt: mailbox', false],
    ['*quota*', 'over quota', true],
    ['<ann@club.example> is  gone', 'x@x is gone', true],
    ['aab', 'aaab', true],
    ['over * over', 'over', false],
  ])('“%s” on “%s”: %s', (phrase, words, isFound) => {
    expect(fits(phrase, words)).toBe(isFound);
  });

  it.each([
    '<ann@club.example>: Recipient address rejected: * departed',
    'Recipient address rejected: Reader departed',
    'see https://mx.club.example/?id=9 * departed',
  ])('fits the reply it was taken from: “%s”', (phrase) => {
    const reply = `554 5.7.1 ${phrase.replace('*', 'her reader has')} for good`;
    expect(fits(phrase, withoutNames(wordsOf(reply)))).toBe(true);
  });

  it('says where it was found', () => {
    expect(compilePhrase(readPhrase('mail*full')!)('the mailbox is full now')).toEqual({ from: 4, to: 19 });
  });

  it.each(['', '*', '* *', 'a*b', '<ann@club.example>', '  '])('“%s” says too little to be one', (text) => {
    expect(readPhrase(text)).toBeNull();
  });

  it('finds what a plain search finds', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', ' '), maxLength: 60 });
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 6 }), {
          minLength: 1,
          maxLength: 4,
        }),
        letters,
        (pieces, words) => {
          let at = 0;
          let isFound = true;
          for (const piece of pieces) {
            const found = words.indexOf(piece, at);
            if (found === -1) isFound = false;
            at = found + piece.length;
            if (!isFound) break;
          }
          expect(compilePhrase({ pieces })(words) !== null).toBe(isFound);
        },
      ),
    );
  });

  it('passes each sign of a reply at most twice, whatever both are', () => {
    const few = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(
        fc.array(few, { minLength: 1, maxLength: 20 }),
        fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 2048 }),
        (pieces, words) => {
          const steps = { count: 0 };
          compilePhrase({ pieces })(words, steps);
          expect(steps.count).toBeLessThanOrEqual(2 * words.length);
        },
      ),
    );
  });

  it.each([
    ['a piece that nearly fits everywhere', `${'a'.repeat(100)}b`, 'a'],
    ['many wildcards', Array(20).fill('aaab').join('*'), 'a'],
    ['two signs in turn', `${'ab'.repeat(40)}c`, 'ab'],
  ])('takes twice the steps for twice the reply: %s', (_name, phrase, unit) => {
    const ladder = [1, 2, 4, 8, 16].map((times) => stepsOf(phrase, unit.repeat((2048 * times) / unit.length)));
    for (const [index, steps] of ladder.entries()) expect(steps).toBeLessThanOrEqual(2 * 2048 * 2 ** index);
    expect(ladder[4]! / ladder[3]!).toBeLessThan(2.1);
  });
});
