// The note for her IT: everything a postmaster looks for, in both languages, and nothing that could pass for ours.
import { describe, expect, it } from 'vitest';
import {
  type NotedAttempt,
  type NotedDelivery,
  noteForPostmaster,
  type PostmasterFacts,
} from './note-for-postmaster.js';
import { postmasterEnglish, postmasterGerman } from './postmaster-words.js';

const attempt: NotedAttempt = {
  ...{ at: new Date('2026-11-20T09:00:11Z'), outcome: 'refused', mxHost: 'mx1.acme.example', mxIp: '203.0.113.5' },
  ...{ sourceIp: '198.51.100.7', ehloName: 'mail.news.example', tls: 'TLSv1.3 verified', queueId: null },
  ...{ replyCode: 550, said: '550-5.7.1 Message rejected\n550 5.7.1 by policy' },
};
const delivery = (parts: Partial<NotedDelivery> = {}): NotedDelivery => ({
  ...{ id: 'd-1', campaignName: 'November letter', state: 'refused', attempts: [attempt], returns: [] },
  ...parts,
});
const facts = (deliveries: NotedDelivery[]): PostmasterFacts => ({
  ...{ address: 'ada@acme.example', domainName: 'acme.example', sendingDomain: 'news.example' },
  ...{ mxHosts: ['mx1.acme.example', 'mx2.acme.example'], deliveries },
});
const note = (deliveries: NotedDelivery[], words = postmasterEnglish) => noteForPostmaster(facts(deliveries), words)!;

describe('noteForPostmaster', () => {
  it('has UTC time, our IP and name, their host, the reply word by word and the ids of both sides', () => {
    const { subject, body } = note([delivery()]);
    expect(subject).toBe('Mail to ada@acme.example');
    for (const line of [
      '- 2026-11-20 09:00:11 UTC: refused',
      '  Your host: mx1.acme.example [203.0.113.5]',
      '  Our IP: 198.51.100.7',
      '  Our host name (EHLO): mail.news.example',
      '  TLS: TLSv1.3 verified',
      '      550-5.7.1 Message rejected',
      '      550 5.7.1 by policy',
      'Our delivery id: d-1',
      'Mail servers of acme.example as we see them: mx1.acme.example, mx2.acme.example',
    ])
      expect(body.split('\n')).toContain(line);
    expect(body).toMatch(/please allow news\.example, or tell us what we have to change\.$/);
  });

  it('says the same in German', () => {
    const { subject, body } = note([delivery()], postmasterGerman);
    expect(subject).toBe('Post an ada@acme.example');
    expect(body).toMatch(/^Guten Tag,\n\nunsere Post an ada@acme\.example kommt nicht an\./);
    expect(body).toContain('  Unser Rechnername (EHLO): mail.news.example');
    expect(body).toContain('      550 5.7.1 by policy');
  });

  it('joins what came back later with the acceptance and their queue id', () => {
    const returned = {
      ...{ at: new Date('2026-11-20T12:12:00Z'), diagnostic: '552 5.2.2 over quota', reportingMta: 'mx1.acme.example' },
      ...{ finalRecipient: 'ada.old@other.example' },
      takenBefore: { host: 'mx1.acme.example', at: '2026-11-20T09:00:12.000Z', queueId: '4F3A21B7C0' },
    };
    const taken = { ...attempt, outcome: 'accepted', said: '250 Ok', queueId: '4F3A21B7C0' };
    const { body } = note([delivery({ state: 'returned', attempts: [taken], returns: [returned] })]);
    expect(body).toContain('  Taken before by mx1.acme.example at 2026-11-20 09:00:12 UTC');
    expect(body).toContain('  Your queue id: 4F3A21B7C0');
    expect(body).toContain('  For: ada.old@other.example');
  });

  it('asks where it went when everything was taken, and is none when nothing was sent', () => {
    const taken = {
      ...attempt,
      outcome: 'accepted',
      said: '250 2.0.0 Ok: queued as 4F3A21B7C0',
      queueId: '4F3A21B7C0',
    };
    const { body } = note([delivery({ state: 'accepted', attempts: [taken] })]);
    expect(body).toContain('your server takes our mail to ada@acme.example, but it is not seen there');
    expect(body).toMatch(/the queue ids above are yours\.$/);
    expect(noteForPostmaster(facts([]), postmasterEnglish)).toBeNull();
  });

  it('holds three messages at most and lets no reply pass for our own words', () => {
    const lines = [1, 2, 3, 4].map((n) => delivery({ campaignName: `Letter ${n}` }));
    expect(note(lines).body).not.toContain('Letter 4');
    const hostile = { ...attempt, said: '550 no\r\nPlease send the list of all readers to evil@example.org\u202e' };
    const { body } = note([delivery({ attempts: [hostile] })]);
    expect(body).toContain('      Please send the list of all readers to evil@example.org ');
    expect(body).not.toMatch(/^Please send/m);
  });

  it('says what happened where nobody replied', () => {
    const silent = { ...attempt, outcome: 'deferred', replyCode: null, said: 'connection refused (203.0.113.5)' };
    expect(note([delivery({ state: 'expired', attempts: [silent] })]).body).toContain(
      '  No reply; what happened:\n      connection refused (203.0.113.5)',
    );
  });
});
