// Bar 13: a return path of its own for each recipient of each campaign, that nobody can make up.
import {
  createTokenRing,
  createTokenSigner,
  formatReturnPath,
  parseReturnPath,
  type RingKey,
  tokenKeysFrom,
} from '@doorstep/bounces';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const signer = createTokenSigner(tokenKeysFrom(new TextEncoder().encode('a secret of the tests, long enough')));
const foreign = createTokenSigner(tokenKeysFrom(new TextEncoder().encode('another secret, of somebody else')));
const DOMAIN = 'bounces.news.test';

describe('bar 13: the return path', () => {
  it('is another one for each of 20,000 deliveries, and fits a local part of 64 signs', () => {
    const paths = Array.from({ length: 20_000 }, (_, i) => {
      const id = `0199a1b2-0000-7000-8000-${i.toString(16).padStart(12, '0')}`;
      return formatReturnPath(signer.sign('return', id), DOMAIN);
    });
    expect(new Set(paths).size).toBe(20_000);
    for (const path of paths) expect(path.split('@')[0]!.length).toBeLessThanOrEqual(64);
  });

  it('comes back through a host that writes all letters small or large', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        const path = formatReturnPath(signer.sign('return', id), DOMAIN);
        for (const seen of [path, path.toLowerCase(), path.toUpperCase()])
          expect(signer.verify('return', parseReturnPath(seen)?.token ?? '')).toBe(id);
      }),
    );
  });

  it('is not read when somebody else signed it, or changed any one sign of it', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.nat(), (id, at) => {
        const token = signer.sign('return', id);
        expect(signer.verify('return', foreign.sign('return', id))).toBeNull();
        const place = at % token.length;
        const other = token[place]!.toLowerCase() === 'a' ? 'b' : 'a';
        const forged = token.slice(0, place) + other + token.slice(place + 1);
        expect(signer.verify('return', forged)).toBeNull();
      }),
    );
  });

  it('stays the same for a delivery while the key is exchanged, is the new key’s for the next, and both are read', () => {
    const key = (id: string, signsFrom: Date): RingKey => ({
      id,
      signsFrom,
      key: Buffer.from(`the key ${id} of the tests`),
    });
    const [first, second] = [key('a', new Date(0)), key('b', new Date('2026-06-01'))];
    const ring = createTokenRing(first);
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (earlier, later) => {
        ring.use([first, second], new Date('2026-05-31T23:59:00Z'));
        const before = ring.sign('return', earlier, new Date('2026-05-01'));
        ring.use([first, second], new Date('2026-06-02'));
        expect(ring.sign('return', earlier, new Date('2026-05-01'))).toBe(before);
        const after = ring.sign('return', later, new Date('2026-06-01T12:00:00Z'));
        expect([before[0], after[0]]).toEqual(['a', 'b']);
        expect([ring.verify('return', before), ring.verify('return', after.toUpperCase())]).toEqual([earlier, later]);
        ring.use([second], new Date('2027-08-01'));
        expect([ring.verify('return', before), ring.verify('return', after)]).toEqual([null, later]);
      }),
    );
  });
});
