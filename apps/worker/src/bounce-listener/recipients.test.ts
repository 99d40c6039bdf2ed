// Whom the bounce listener takes mail for.
import { createTokenSigner, formatReturnPath, tokenKeysFrom } from '@doorstep/bounces';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideRecipient } from './recipients.js';

const tokens = createTokenSigner(tokenKeysFrom(new TextEncoder().encode('a secret of the tests, long enough')));
const domains = new Set(['back.example']);
const id = '0199a1b2-0000-7000-8000-000000000001';
const path = formatReturnPath(tokens.sign('return', id), 'back.example');

describe('decideRecipient', () => {
  it.each([
    { name: 'a signed return path', address: path, kind: 'return-path' },
    { name: 'one in capitals, as some servers write it', address: path.toUpperCase(), kind: 'return-path' },
    { name: 'one of a domain that was ours earlier', address: path.replace('back.', 'former.'), kind: 'return-path' },
    {
      name: 'a token of another purpose',
      address: `bounce-${tokens.sign('unsubscribe', id)}@back.example`,
      kind: 'unknown',
    },
    { name: 'the postmaster of our domain', address: 'Postmaster@BACK.example', kind: 'postmaster' },
    { name: 'the postmaster without a domain', address: 'postmaster', kind: 'postmaster' },
    { name: 'abuse of our domain', address: 'abuse@back.example', kind: 'postmaster' },
    { name: 'the postmaster of others', address: 'postmaster@other.example', kind: 'unknown' },
    { name: 'a reader', address: 'ann@firm.example', kind: 'unknown' },
    { name: 'nothing at all', address: '', kind: 'unknown' },
  ])('$name: $kind', ({ address, kind }) => {
    expect(decideRecipient(address, tokens, domains).kind).toBe(kind);
  });

  it('takes no return path with a sign changed', () => {
    const local = path.slice(0, path.indexOf('@'));
    fc.assert(
      fc.property(fc.nat(local.length - 1), fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz234567-'), (at, sign) => {
        fc.pre(local[at] !== sign);
        const changed = `${local.slice(0, at)}${sign}${local.slice(at + 1)}@back.example`;
        // The last sign carries two bits that no byte uses.
        fc.pre(at < local.length - 1);
        expect(decideRecipient(changed, tokens, domains).kind).toBe('unknown');
      }),
    );
  });

  it('never throws, whatever is asked for', () => {
    fc.assert(fc.property(fc.string(), (address) => void decideRecipient(address, tokens, domains)));
  });
});
