// A mailbox says plainly how it is, and ports follow protocol and encryption.
import { describe, expect, it } from 'vitest';
import { mailboxWord, usualPort } from './mailbox-words.js';

const well = { isEnabled: true, lastError: null, lastReadAt: '2026-11-24T08:00:00.000Z', errorStreak: 0 };

describe('mailboxWord', () => {
  it('is in order when the last reading went well', () => {
    expect(mailboxWord(well).tone).toBe('good');
  });
  it('does not cry wolf at the first failure, and does at the third', () => {
    expect(mailboxWord({ ...well, lastError: 'refused', errorStreak: 1 }).tone).toBe('warn');
    expect(mailboxWord({ ...well, lastError: 'refused', errorStreak: 3 }).tone).toBe('bad');
  });
  it('is calm while switched off, whatever the last error', () => {
    expect(mailboxWord({ ...well, isEnabled: false, lastError: 'refused', errorStreak: 9 }).tone).toBe('calm');
  });
  it('is calm before the first reading', () => {
    expect(mailboxWord({ ...well, lastReadAt: null }).tone).toBe('calm');
  });
});

describe('usualPort', () => {
  it.each([
    ['imap', 'implicit', 993],
    ['imap', 'starttls', 143],
    ['pop3', 'implicit', 995],
    ['pop3', 'none', 110],
  ] as const)('of %s, %s is %d', (protocol, tls, port) => {
    expect(usualPort(protocol, tls)).toBe(port);
  });
});
