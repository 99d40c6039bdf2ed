// Behaviour of remote text on its way into PostgreSQL.
import { describe, expect, it } from 'vitest';
import { storableJson, storableText } from './storable.js';

describe('storable text', () => {
  it('loses NULs and halves of characters, and nothing else', () => {
    expect(storableText('a\0b \ud83d c \u{1f600}')).toBe('ab \ufffd c \u{1f600}');
    expect(storableText(null)).toBeNull();
  });

  it('cleans strings anywhere in JSON', () => {
    const json = storableJson({ steps: [{ words: 'x\0y' }, { words: 'cut \ud83d' }], ok: 1 });
    expect(JSON.parse(json!)).toEqual({ steps: [{ words: 'xy' }, { words: 'cut \ufffd' }], ok: 1 });
    expect(storableJson(null)).toBeNull();
    expect(storableJson({ plain: 'text' })).toBe('{"plain":"text"}');
  });
});
