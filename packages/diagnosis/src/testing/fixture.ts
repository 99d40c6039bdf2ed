// A fixture of one catalogue row, and the pieces several of them use.
import type { Comparison, Evidence } from '../evidence.js';

export interface Fixture {
  readonly cause: string;
  readonly given: Partial<Evidence>;
  readonly headline: string;
  readonly certainty: string;
  readonly side: string;
}

export const compared = (parts: Partial<Comparison>): Comparison[] => [
  {
    campaignId: 'campaign-1',
    siteTried: 148,
    siteAccepted: 146,
    domainTried: 0,
    domainAccepted: 0,
    domainsRefusingAlike: 0,
    campaignAccepted: 4210,
    ...parts,
  },
];

export const joined = { listName: 'Monthly letter', status: 'subscribed', unsubscribedAt: null };
