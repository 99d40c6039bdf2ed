// A wrong record shows the one place that is wrong.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markDifferences } from './differences.js';

const marked = (wanted: string, found: string) =>
  markDifferences(wanted, found)
    .map(({ text, isSame }) => (isSame ? text : `[${text}]`))
    .join('');

describe('markDifferences', () => {
  it.each([
    ['p=ABCDEF', 'p=ABCDEF', 'p=ABCDEF'],
    ['p=ABCDEF', 'p=ABxDEF', 'p=AB[x]DEF'],
    ['p=ABCDEF', 'p=AB DEF', 'p=AB[ ]DEF'],
    ['p=ABCDEF', 'p=ABC', 'p=ABC'],
    ['p=AAAA', 'p=AAAAAA', 'p=AAAA[AA]'],
    ['p=ABC', 'v=spf1', '[v=spf1]'],
  ])('of %s and %s', (wanted, found, expected) => {
    expect(marked(wanted, found)).toBe(expected);
  });

  it('gives all of what was found, in order', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (wanted, found) => {
        expect(
          markDifferences(wanted, found)
            .map(({ text }) => text)
            .join(''),
        ).toBe(found);
      }),
    );
  });
});
