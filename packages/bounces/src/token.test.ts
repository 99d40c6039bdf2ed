// Behaviour of signed tokens and return paths.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatReturnPath, parseReturnPath } from './return-path.js';
import { createTokenSigner, type TokenPurpose, tokenKeysFrom } from './token.js';

const secret = new TextEncoder().encode('a secret of the installation, long enough');
const signer = createTokenSigner(tokenKeysFrom(secret));
const id = '01934f5e-7b8a-7c3d-9e4f-5a6b7c8d9e0f';
const purposes: TokenPurpose[] = ['return', 'unsubscribe', 'confirm'];

describe('createTokenSigner', () => {
  it('gives every uuid back for its own purpose and for no other', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.constantFrom(...purposes), (uuid, purpose) => {
        const token = signer.sign(purpose, uuid);
        for (const other of purposes) expect(signer.verify(other, token)).toBe(other === purpose ? uuid : null);
      }),
    );
  });

  it('refuses a token with any one sign changed', () => {
    const token = signer.sign('return', id);
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz234567'), (at, sign) => {
        fc.pre(token[at] !== sign);
        expect(signer.verify('return', token.slice(0, at) + sign + token.slice(at + 1))).toBeNull();
      }),
    );
  });

  it('refuses any text without throwing', () => {
    fc.assert(fc.property(fc.string({ maxLength: 80 }), (text) => signer.verify('return', text) === null));
  });

  it('still verifies tokens of an older key after a rotation', () => {
    const newer = tokenKeysFrom(new TextEncoder().encode('the next secret, long enough'), 'b');
    const rotated = createTokenSigner({ currentKeyId: 'b', keys: { ...tokenKeysFrom(secret).keys, ...newer.keys } });
    expect(rotated.verify('return', signer.sign('return', id))).toBe(id);
    expect(rotated.sign('return', id).startsWith('b')).toBe(true);
    expect(signer.verify('return', rotated.sign('return', id))).toBeNull();
  });

  it('refuses keys and ids that are bugs of the caller', () => {
    expect(() => signer.sign('return', 'not a uuid')).toThrow(RangeError);
    expect(() => createTokenSigner({ currentKeyId: 'a', keys: { a: new Uint8Array(8) } })).toThrow(RangeError);
    expect(() => createTokenSigner({ currentKeyId: 'b', keys: tokenKeysFrom(secret).keys })).toThrow(RangeError);
  });
});

describe('return path', () => {
  it('survives lower-casing and upper-casing and fits a local part', () => {
    fc.assert(
      fc.property(fc.uuid(), (uuid) => {
        const path = formatReturnPath(signer.sign('return', uuid), 'news.example');
        expect(path.indexOf('@')).toBeLessThanOrEqual(64);
        for (const spelling of [path, path.toUpperCase(), `<${path}>`]) {
          expect(signer.verify('return', parseReturnPath(spelling)?.token ?? '')).toBe(uuid);
        }
      }),
    );
  });

  it('reads no token out of a foreign address', () => {
    for (const foreign of ['', '@', 'bounce-@x', 'bounce-abc@news.example', `${'a'.repeat(43)}@x`]) {
      expect(parseReturnPath(foreign)).toBeNull();
    }
  });
});
