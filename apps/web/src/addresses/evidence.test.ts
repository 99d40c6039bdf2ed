// What leaves the page as a note or a file holds what the other side needs, verbatim.
import { describe, expect, it } from 'vitest';
import { readReport } from './attempt-report';
import { evidenceText, noteForPostmaster } from './evidence';
import { deliveryOf, pageOf } from './testing/page-of';

describe('noteForPostmaster', () => {
  it('names their host, our IP and the whole reply', () => {
    const note = noteForPostmaster(pageOf());
    expect(note).toContain('Your host: mx1.example.org [192.0.2.7]');
    expect(note).toContain('Our IP: 198.51.100.4');
    expect(note).toContain('    550-5.1.1 no such user\n    550 5.1.1 <b>gone</b>');
  });

  it('names the queue id under which they had taken a mail that came back later', () => {
    const returned = {
      ...{ id: 'r', receivedAt: '2026-11-20T11:12:00.000Z', kind: 'bounce', category: null, scope: null, ruleId: null },
      ...{
        words: 'Came back.',
        diagnostic: null,
        finalRecipient: null,
        reportingMta: null,
        note: null,
        matchedBy: null,
      },
      handover: {
        ...{
          acceptedAt: '2026-11-20T08:00:01.000Z',
          givenBackAt: '2026-11-20T11:12:00.000Z',
          seconds: 11_519,
          words: '',
        },
        ...{ host: 'mx1.example.org', queueId: '4F3A21B7C0', reply: null, isSameQueueId: true },
      },
    };
    const note = noteForPostmaster(pageOf({ deliveries: [deliveryOf({ state: 'returned', returns: [returned] })] }));
    expect(note).toContain('Taken before by mx1.example.org at 2026-11-20 08:00:01 UTC');
    expect(note).toContain('Your queue id: 4F3A21B7C0');
  });

  it('leaves out campaigns that arrived and holds three at most', () => {
    const deliveries = [1, 2, 3, 4].map((number) => deliveryOf({ campaignName: `Letter ${number}` }));
    const accepted = deliveryOf({ state: 'accepted', campaignName: 'Fine' });
    const note = noteForPostmaster(pageOf({ deliveries: [accepted, ...deliveries] }));
    expect(note).not.toContain('Fine');
    expect(note).toContain('Letter 3');
    expect(note).not.toContain('Letter 4');
  });
});

describe('evidenceText', () => {
  it('holds verdict, changes and campaigns', () => {
    const text = evidenceText(pageOf(), new Date('2026-11-24T08:00:00Z'));
    expect(text).toContain('This mailbox does not exist at example.org.');
    expect(text).toContain('2026-11-21 09:00:00 UTC: Deleted by Olga.');
    expect(text).toContain('November letter');
  });
});

describe('readReport', () => {
  it('gives an empty report for anything that is none', () => {
    for (const odd of [null, 7, 'x', [], { steps: 'none', mx: 4 }]) {
      expect(readReport(odd)).toEqual({ steps: [], trouble: null, sourceIp: null, dns: null });
    }
  });

  it.each([
    [
      { kind: 'mx', hosts: [{ host: 'mx1.example', preference: 10, addresses: ['192.0.2.1'] }] },
      '10 mx1.example (192.0.2.1)',
    ],
    [{ kind: 'null-mx', hosts: [] }, 'The domain says that it takes no mail (null MX).'],
    [{ kind: 'trouble', trouble: 'SERVFAIL', hosts: [] }, 'DNS gave no answer: SERVFAIL.'],
  ])('says what DNS answered: %j', (mx, words) => {
    expect(readReport({ mx }).dns).toBe(words);
  });
});
