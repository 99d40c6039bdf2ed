// Entries of the audit log read as words and lead to what they are about.
import { describe, expect, it } from 'vitest';
import { actionWords, detailWords, subjectHref } from './audit-words.js';

describe('the audit log', () => {
  it('reads an action as words', () => {
    expect(actionWords('campaigns.schedule')).toBe('Campaigns schedule');
    expect(actionWords('setup.setUp')).toBe('Setup set up');
  });
  it('leads to the subject where it has a page', () => {
    expect(subjectHref({ subjectKind: 'campaigns', subjectId: 'x' })).toBe('/campaigns/x');
    expect(subjectHref({ subjectKind: 'sending-domains', subjectId: 'x' })).toBe('/sending-domains');
    expect(subjectHref({ subjectKind: 'campaigns', subjectId: '../x' })).toBe('/campaigns/..%2Fx');
    expect(subjectHref({ subjectKind: 'moon', subjectId: 'x' })).toBeNull();
    expect(subjectHref({ subjectKind: null, subjectId: null })).toBeNull();
  });
  it('shows the detail in one bounded line', () => {
    expect(detailWords({ name: 'Ada', role: null, listIds: ['a'] })).toBe('name: Ada, list ids: ["a"]');
    expect(detailWords({ html: 'x'.repeat(9000) })).toHaveLength(500);
  });
});
