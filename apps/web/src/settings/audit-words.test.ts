// Entries of the audit log read as words and lead to what they are about.
import { describe, expect, it } from 'vitest';
import { actionChoices, actionWords, detailWords, subjectHref } from './audit-words.js';

describe('the audit log', () => {
  it('reads an action as words', () => {
    expect(actionWords('campaigns.schedule')).toBe('Campaigns: schedule');
    expect(actionWords('setup.setUp')).toBe('Setup: set up');
    expect(actionWords('campaigns.variants.add')).toBe('Campaigns: variants add');
    expect(actionWords('sending-domains.share-links.share')).toBe('Sending domains: share links share');
    expect(actionWords('inbound.undo_match')).toBe('Inbound: undo match');
    expect(actionWords('tidy')).toBe('Tidy');
  });
  it('offers every kind of change under what it is about', () => {
    expect(actionChoices(['users.add', 'campaigns.pause', 'campaigns.schedule'])).toEqual([
      {
        group: 'Campaigns',
        items: [
          { value: 'campaigns', label: 'Campaigns: every change' },
          { value: 'campaigns.pause', label: 'Campaigns: pause' },
          { value: 'campaigns.schedule', label: 'Campaigns: schedule' },
        ],
      },
      {
        group: 'Users',
        items: [
          { value: 'users', label: 'Users: every change' },
          { value: 'users.add', label: 'Users: add' },
        ],
      },
    ]);
  });
  it('leads to the subject where it has a page', () => {
    expect(subjectHref({ subjectKind: 'campaigns', subjectId: 'x', subjectName: null })).toBe('/campaigns/x');
    expect(subjectHref({ subjectKind: 'sending-domains', subjectId: 'x', subjectName: null })).toBe('/sending-domains');
    expect(subjectHref({ subjectKind: 'campaigns', subjectId: '../x', subjectName: null })).toBe('/campaigns/..%2Fx');
    expect(subjectHref({ subjectKind: 'moon', subjectId: 'x', subjectName: null })).toBeNull();
    expect(subjectHref({ subjectKind: null, subjectId: null, subjectName: null })).toBeNull();
  });
  it('leads to the page of an address where the object is a person', () => {
    const ada = { subjectKind: 'subscribers', subjectId: 'x', subjectName: 'ada@example.org' };
    expect(subjectHref(ada)).toBe('/addresses/ada%40example.org');
  });
  it('shows the detail in one bounded line', () => {
    expect(detailWords({ name: 'Ada', role: null, listIds: ['a'] })).toBe('name: Ada, list ids: ["a"]');
    expect(detailWords({ html: 'x'.repeat(9000) })).toHaveLength(500);
  });
});
