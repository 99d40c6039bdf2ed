// What leaves the page as a file holds what the other side needs, verbatim.
import { describe, expect, it } from 'vitest';
import { readReport } from './attempt-report';
import { evidenceText } from './evidence';
import { pageOf } from './testing/page-of';

describe('evidenceText', () => {
  it('holds verdict, changes and campaigns', () => {
    const text = evidenceText(pageOf(), new Date('2026-11-24T08:00:00Z'));
    expect(text).toContain('This mailbox does not exist at example.org.');
    expect(text).toContain('2026-11-21 09:00:00 UTC: Deleted by Olga.');
    expect(text).toContain('November letter');
    expect(text).toContain('Your host: mx1.example.org [192.0.2.7]');
    expect(text).toContain('Our IP: 198.51.100.4');
    expect(text).toContain('    550-5.1.1 no such user\n    550 5.1.1 <b>gone</b>');
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
