// A key is in use until it is revoked or its time is over.
import { describe, expect, it } from 'vitest';
import { keyWord } from './key-word.js';

describe('keyWord', () => {
  const now = new Date('2026-11-24T12:00:00Z');
  it.each([
    ['In use', null, null],
    ['In use', null, '2026-11-24T12:00:01.000Z'],
    ['Over', null, '2026-11-24T12:00:00.000Z'],
    ['Revoked', '2026-11-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
  ])('is “%s” when revoked at %s and ending at %s', (label, revokedAt, expiresAt) => {
    expect(keyWord({ revokedAt, expiresAt }, now).label).toBe(label);
  });
});
