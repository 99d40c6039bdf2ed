import { describe, expect, it } from 'vitest';
import { createVault } from './vault.js';

const secret = new Uint8Array(32).fill(5);

describe('createVault', () => {
  it('opens what it sealed, and seals the same text differently each time', () => {
    const vault = createVault(secret);
    const sealed = vault.seal('pässword');
    expect(vault.open(sealed)).toBe('pässword');
    expect(vault.seal('pässword')).not.toBe(sealed);
  });

  it('refuses a value sealed under another secret, and a changed one', () => {
    const sealed = createVault(secret).seal('x');
    expect(() => createVault(new Uint8Array(32)).open(sealed)).toThrow(/DOORSTEP_SECRET/);
    expect(() => createVault(secret).open(`${sealed.slice(0, -2)}AA`)).toThrow();
    expect(() => createVault(secret, 'other').open(sealed)).toThrow(/DOORSTEP_SECRET/);
  });
});
