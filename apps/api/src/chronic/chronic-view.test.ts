// What a group is told to do when the mail goes on to an address behind hers.
import type { ChronicGroupRow } from '@doorstep/database';
import { describe, expect, it } from 'vitest';
import { groupView } from './chronic-view.js';

const row = {
  ...{
    key: 'address_unknown:site:1',
    category: 'address_unknown',
    provider: null,
    siteId: '1',
    people: 4,
    heldBack: 0,
  },
  ...{ mxHost: 'mx1.acme.example', domainName: 'acme.example', latestAddress: 'ann@acme.example', forwardedTo: null },
} as unknown as ChronicGroupRow;

describe('a group of chronic bounces', () => {
  it('is told to stop addresses that do not exist', () => {
    expect(groupView(row).advice[0]).toBe('Stop mailing these addresses.');
  });

  it('is told to mend the forwarding where the report speaks of another address, in one clean line', () => {
    const { advice, willNotHelp } = groupView({ ...row, forwardedTo: 'old.box@else.example\u202e' });
    expect(advice[0]).toBe(
      'Look at ann@acme.example first: it is forwarded to old.box@else.example, and that address refuses.',
    );
    expect(advice).not.toContain('Stop mailing these addresses.');
    expect(willNotHelp[0]).toMatch(/^Changing your list/);
  });
});
