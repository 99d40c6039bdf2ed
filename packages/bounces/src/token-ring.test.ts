// Behaviour of the ring of token keys: one signs, all verify, and an exchange is seen by everybody before it signs.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatReturnPath, parseReturnPath } from './return-path.js';
import { type TokenPurpose, tokenKeysFrom } from './token.js';
import { createTokenRing, type RingKey } from './token-ring.js';

const ID = '01934f5e-7b8a-7c3d-9e4f-5a6b7c8d9e0f';
const day = (n: number) => new Date(Date.UTC(2026, 0, n));
const first = {
  id: 'a',
  key: tokenKeysFrom(new TextEncoder().encode('a secret of the installation, long enough')).keys.a!,
};
const key = (id: string, from: Date): RingKey => ({
  id,
  key: new TextEncoder().encode(`key ${id} of the ring, long`),
  signsFrom: from,
});
const ringOf = (keys: RingKey[], now: Date) => {
  const ring = createTokenRing(first);
  ring.use([{ ...first, signsFrom: new Date(0) }, ...keys], now);
  return ring;
};
const purposes: TokenPurpose[] = ['return', 'unsubscribe', 'confirm'];
const anyRing = fc
  .uniqueArray(fc.constantFrom(...'bcdefghijklmnopqrstuvwxyz234567'), { maxLength: 31 })
  .map((ids) => ids.map((id, n) => key(id, day(n + 1))));

describe('createTokenRing', () => {
  it('signs with the newest key that has begun; one that is still to come only verifies', () => {
    const behind = ringOf([key('b', day(2)), key('c', day(3))], day(2));
    const ahead = ringOf([key('b', day(2)), key('c', day(3))], day(3));
    expect(behind.sign('return', ID)[0]).toBe('b');
    expect(ahead.sign('return', ID)[0]).toBe('c');
    expect(behind.verify('return', ahead.sign('return', ID))).toBe(ID);
  });

  it('gives what was made before an exchange the token it had: a return path stays the same on every attempt', () => {
    const before = ringOf([], day(1)).sign('return', ID);
    const after = ringOf([key('b', day(5))], day(6));
    expect(after.sign('return', ID, day(4))).toBe(before);
    expect(after.sign('return', ID, day(5))[0]).toBe('b');
    expect(after.sign('return', ID)[0]).toBe('b');
  });

  it('signs with the newest when the key of that time is retired', () => {
    const ring = createTokenRing(first);
    ring.use([key('b', day(5))], day(6));
    expect(ring.sign('return', ID, day(1))[0]).toBe('b');
    expect(ring.verify('return', createTokenRing(first).sign('return', ID))).toBeNull();
  });

  it('keeps what it has when there is no key that signs', () => {
    const ring = createTokenRing(first);
    ring.use([key('b', day(5))], day(1));
    expect(ring.sign('return', ID)[0]).toBe('a');
  });

  it('tells which keys verified something, once', () => {
    const ring = ringOf([key('b', day(2))], day(3));
    ring.verify('return', ring.sign('return', ID, day(1)));
    ring.verify('unsubscribe', ring.sign('return', ID));
    expect(ring.takeUsed()).toEqual(['a']);
    expect(ring.takeUsed()).toEqual([]);
  });

  it('through any number of exchanges every token verifies for its purpose alone, in either case, within 64 signs', () => {
    fc.assert(
      fc.property(anyRing, fc.uuid(), fc.constantFrom(...purposes), fc.nat(40), (keys, id, purpose, at) => {
        const ring = ringOf(keys, day(40));
        const token = ring.sign(purpose, id, day(at));
        for (const other of purposes) expect(ring.verify(other, token)).toBe(other === purpose ? id : null);
        const path = formatReturnPath(token, 'bounces.news.example');
        expect(path.indexOf('@')).toBeLessThanOrEqual(64);
        for (const spelling of [path.toLowerCase(), path.toUpperCase()])
          expect(ring.verify(purpose, parseReturnPath(spelling)!.token)).toBe(id);
      }),
    );
  });

  it('verifies no token with any one bit changed, none of an unknown key, and no other text', () => {
    const ring = ringOf([key('b', day(2)), key('c', day(3))], day(4));
    fc.assert(
      fc.property(fc.uuid(), fc.nat(42), fc.nat(4), (id, at, bit) => {
        const token = ring.sign('return', id);
        const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
        const flipped = alphabet[alphabet.indexOf(token[at]!) ^ (1 << bit)]!;
        expect(ring.verify('return', token.slice(0, at) + flipped + token.slice(at + 1))).toBeNull();
      }),
    );
    const strange = ringOf([key('q', day(1))], day(2)).sign('return', ID);
    expect(ring.verify('return', strange)).toBeNull();
    fc.assert(fc.property(fc.string({ maxLength: 80 }), (text) => ring.verify('return', text) === null));
  });
});
