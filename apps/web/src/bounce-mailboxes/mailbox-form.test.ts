// The form of a bounce mailbox asks for what is missing and sends secrets only when they were typed.
import type { BounceMailbox } from '@doorstep/contracts';
import { describe, expect, it } from 'vitest';
import { faultsOf, requestOf, valuesOf } from './mailbox-form.js';
import { newsWords } from './mailbox-words.js';

const stored = {
  ...{ name: 'Bounces', protocol: 'imap', host: 'imap.example.org', port: 993, tls: 'implicit', username: 'b' },
  ...{ auth: 'password', oauth: null, folder: 'INBOX', afterReading: 'move', moveTo: 'Done' },
} as BounceMailbox;

describe('the form of a mailbox', () => {
  it('asks a new one for a password, and lets a stored one keep it', () => {
    expect(faultsOf(valuesOf(null), null)).toMatchObject({ name: expect.any(String), password: expect.any(String) });
    expect(faultsOf(valuesOf(stored), stored)).toEqual({});
    expect(requestOf(valuesOf(stored))).not.toHaveProperty('password');
    expect(requestOf({ ...valuesOf(stored), password: 'p' })).toMatchObject({
      password: 'p',
      oauth: null,
      moveTo: 'Done',
    });
  });

  it('asks for the provider with OAuth 2.0, never for a password, and leaves out what was not typed', () => {
    const values = { ...valuesOf(stored), auth: 'oauth2' as const };
    expect(Object.keys(faultsOf(values, stored))).toEqual(['tokenUrl', 'clientId']);
    const filled = {
      ...values,
      tokenUrl: ' https://login.example/token ',
      clientId: 'c',
      refreshToken: 'r',
      password: 'p',
    };
    expect(requestOf(filled)).toMatchObject({
      auth: 'oauth2',
      oauth: { tokenUrl: 'https://login.example/token', refreshToken: 'r' },
    });
    expect(requestOf(filled)).not.toHaveProperty('password');
    expect(requestOf(filled).oauth).not.toHaveProperty('clientSecret');
  });

  it('names no folder where nothing is moved', () => {
    expect(requestOf({ ...valuesOf(stored), afterReading: 'keep' }).moveTo).toBeNull();
  });
});

describe('newsWords', () => {
  it.each([
    [{ protocol: 'pop3', watch: 'none', watchWords: null }, /every turn/],
    [{ protocol: 'imap', watch: 'watching', watchWords: null }, /within seconds/],
    [{ protocol: 'imap', watch: 'trouble', watchWords: 'The connection was lost.' }, /lost/],
  ] as const)('%j', (mailbox, words) => {
    expect(newsWords({ ...mailbox, lastError: null })).toMatch(words);
    expect(newsWords({ ...mailbox, lastError: 'refused' })).toMatch(/can be read again/);
  });
});
