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
    domainAlike: 0,
    refusals: [],
    takenBy: [],
    domainsRefusingAlike: 0,
    campaignAccepted: 4210,
    ...parts,
  },
];

export const joined = { listName: 'Monthly letter', status: 'subscribed', unsubscribedAt: null };

/** The same said by so many other domains. */
export const alsoSaid = (count: number, text: string, mxHost: string | null = null) =>
  Array.from({ length: count }, () => ({ mxHost, text }));
