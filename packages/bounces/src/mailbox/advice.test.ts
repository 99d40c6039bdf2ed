// What a person is told to do fits the provider and what the server said; certificates are told in words.
import { describe, expect, it } from 'vitest';
import { adviceFor } from './advice.js';
import { certificateWords } from './certificate-words.js';
import type { MailboxSettings } from './mailbox.js';

const settings = (more: Partial<MailboxSettings> = {}): MailboxSettings => ({
  ...{ protocol: 'imap', host: 'mail.example.org', port: 993, tls: 'implicit', username: 'b', password: 'p' },
  folder: 'INBOX',
  ...more,
});

describe('adviceFor', () => {
  it.each([
    ['sign_in', 'Invalid credentials', { host: 'imap.gmail.com' }, /app password.*2-step/],
    ['sign_in', 'LOGIN failed', { host: 'outlook.office365.com' }, /OAuth 2\.0/],
    ['sign_in', 'failed', { host: 'imap.gmx.net' }, /must be allowed/],
    ['sign_in', 'failed', { host: 'notgmail.com' }, /whole address/],
    ['sign_in', 'IMAP access is disabled', {}, /IMAP is switched off/],
    ['sign_in', 'Too many login failures', { host: 'imap.gmail.com' }, /Wait some minutes/],
    ['connect', 'refused', { protocol: 'pop3' }, /995/],
    ['tls', 'self-signed certificate', {}, /Let’s Encrypt/],
    ['tls', '', { tls: 'none' }, /Encrypted from the start/],
    ['open_folder', 'no such folder', {}, /from the list/],
    ['token', 'invalid_grant', {}, /refresh token/],
  ] as const)('%s, %s', (step, said, more, words) => {
    expect(adviceFor(step, said, settings(more))).toMatch(words);
  });
});

describe('certificateWords', () => {
  const certificate = {
    subject: { CN: 'mail.example.org' } as never,
    issuer: { O: 'Some\u0000 Authority', CN: 'R3' } as never,
    subjectaltname: 'DNS:a.example, DNS:b.example, DNS:c.example, DNS:d.example, IP Address:192.0.2.1',
    valid_to: 'Jan 10 12:00:00 2027 GMT',
  };
  it('names for whom, by whom, until when; hostile signs are taken out', () => {
    const { words, isSoonOver } = certificateWords(certificate, new Date('2026-12-01'));
    expect(words).toBe(': for a.example, b.example, c.example and 2 more, by Some Authority, until 2027-01-10');
    expect(isSoonOver).toBe(false);
    expect(certificateWords(certificate, new Date('2027-01-01')).isSoonOver).toBe(true);
  });
  it('is silent about nothing', () => {
    expect(certificateWords({} as never, new Date()).words).toBe('');
  });
});
