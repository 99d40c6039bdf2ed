import { describe, expect, it } from 'vitest';
import { wordChanges } from './word-changes.js';

describe('wordChanges', () => {
  it('names the words that came and went, and nothing else', () => {
    expect(wordChanges('Dear friend, good news', 'Dear Ada, good news today')).toEqual([
      { kind: 'same', text: 'Dear ' },
      { kind: 'removed', text: 'friend,' },
      { kind: 'added', text: 'Ada,' },
      { kind: 'same', text: ' good news' },
      { kind: 'added', text: ' today' },
    ]);
  });

  it.each([
    ['', ''],
    ['', 'a b'],
    ['a b', ''],
    ['a b c d', 'd c b a'],
    ['x '.repeat(3000), 'y '.repeat(3000)],
  ])('holds the old and the new text whole', (before, after) => {
    const changes = wordChanges(before, after);
    const of = (kind: string) =>
      changes
        .filter((one) => one.kind !== kind)
        .map((one) => one.text)
        .join('');
    expect(of('added')).toBe(before);
    expect(of('removed')).toBe(after);
  });
});
