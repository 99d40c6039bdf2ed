// What leaves the page as a file holds what the other side needs, verbatim.
import { describe, expect, it } from 'vitest';
import { readReport } from './attempt-report';
import { evidenceCsv, evidenceText } from './evidence';
import { attemptOf, deliveryOf, pageOf } from './testing/page-of';

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

describe('evidenceCsv', () => {
  it('has a row for every try, says of whom, and hands no formula to a sheet', () => {
    const told = attemptOf({ replyText: '=HYPERLINK("https://evil.example")', nextAttemptAt: null });
    const page = pageOf({ deliveries: [deliveryOf({ campaignName: '+cmd', attempts: [told, attemptOf()] })] });
    const [head, columns, ...rows] = evidenceCsv(page, new Date('2026-11-24T08:00:00Z')).trimEnd().split('\r\n');
    expect(head).toBe('\uFEFFEvery try to ada@example.org,written 2026-11-24 08:00:00 UTC,times in UTC');
    expect(columns).toMatch(/^time_utc,campaign,delivery_id,what,outcome,/);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toContain("'+cmd");
    expect(rows[0]).toContain(`"'=HYPERLINK(""https://evil.example"")"`);
    expect(rows[0]).toContain('mx1.example.org,192.0.2.7,198.51.100.4');
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
