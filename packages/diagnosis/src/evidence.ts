// What a diagnosis rests on: everything known about one address, as plain values.

/** An address (or domain) that no campaign may mail; lifted ones are given too. */
export interface SuppressionEvidence {
  readonly id: string;
  readonly scope: 'address' | 'domain';
  /** hard_bounce | soft_bounces | complaint | manual | unsubscribed_all */
  readonly cause: string;
  readonly actor: string;
  /** Words of the person who added it by hand. */
  readonly reason: string | null;
  /** The reply it rests on, verbatim. */
  readonly reply: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly liftedAt: Date | null;
  /** Deliveries kept back since. */
  readonly hits: number;
}

/** Something that happened to the address outside of mail. */
export interface EventEvidence {
  readonly id: string;
  readonly kind: string;
  readonly actor: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

export interface MembershipEvidence {
  readonly listName: string;
  /** unconfirmed | subscribed | unsubscribed | removed */
  readonly status: string;
  readonly unsubscribedAt: Date | null;
}

export interface AttemptEvidence {
  readonly id: string;
  readonly at: Date;
  /** accepted | deferred | refused | in_doubt | abandoned; null while it runs */
  readonly outcome: string | null;
  readonly stage: string | null;
  readonly code: number | null;
  readonly enhancedCode: string | null;
  readonly text: string | null;
  readonly category: string | null;
  readonly scope: string | null;
  readonly mxHost: string | null;
}

/** The acceptance a returned message takes back. */
export interface HandoverEvidence {
  /** ISO-8601. */
  readonly acceptedAt: string;
  readonly host: string | null;
  /** Queue id out of the final reply of that host. */
  readonly queueId: string | null;
  /** The report names the same id. */
  readonly isSameQueueId: boolean;
  /** From the acceptance to the return. */
  readonly seconds: number;
}

/** A message that came back later. */
export interface ReturnEvidence {
  readonly id: string;
  readonly at: Date;
  /** bounce | delayed | complaint | autoreply | ... */
  readonly kind: string;
  readonly category: string | null;
  readonly scope: string | null;
  readonly status: string | null;
  readonly diagnostic: string | null;
  /** The address the report speaks of (RFC 3464 Final-Recipient). */
  readonly finalRecipient: string | null;
  /** Host that refused (RFC 3464 Remote-MTA), else the one that reports. */
  readonly refusedBy: string | null;
  /** null or absent: nobody had accepted it, or it was read before this was kept. */
  readonly handover?: HandoverEvidence | null;
  /** Who matched it by hand; null or absent: a signed token did. */
  readonly matchedBy?: string | null;
  /** Only the returned original shows that it was written to this address. */
  readonly isGuessed?: boolean;
}

export interface DeliveryEvidence {
  readonly id: string;
  readonly campaignId: string;
  readonly campaignName: string;
  readonly state: string;
  readonly reason: string | null;
  readonly category: string | null;
  /** When the delivery was planned. */
  readonly at: Date;
  readonly acceptedAt: Date | null;
  readonly nextAttemptAt: Date | null;
  /** Oldest first. */
  readonly attempts: readonly AttemptEvidence[];
  readonly returns: readonly ReturnEvidence[];
}

/** What another domain said to the same campaign. */
export interface OtherRefusal {
  readonly mxHost: string | null;
  readonly text: string | null;
}

/** How the others fared with the same campaign; the address itself is not counted. */
export interface Comparison {
  readonly campaignId: string;
  readonly siteTried: number;
  readonly siteAccepted: number;
  readonly domainTried: number;
  readonly domainAccepted: number;
  /** Of those others at her domain, how many met the same category as she did. */
  readonly domainAlike: number;
  /** Other domains where the same campaign met the same category of refusal. */
  readonly domainsRefusingAlike: number;
  /** A sample of them, one of each domain. */
  readonly refusals: readonly OtherRefusal[];
  /** MX hosts that took it, one of each domain in a sample. */
  readonly takenBy: readonly string[];
  /** Messages of the campaign that any server at all took. */
  readonly campaignAccepted: number;
}

export interface Evidence {
  readonly address: string;
  readonly domainName: string;
  /** MX hosts of the domain as last resolved. */
  readonly mxHosts: readonly string[];
  readonly suppressions: readonly SuppressionEvidence[];
  readonly events: readonly EventEvidence[];
  readonly memberships: readonly MembershipEvidence[];
  /** Newest first. */
  readonly deliveries: readonly DeliveryEvidence[];
  readonly comparisons: readonly Comparison[];
  readonly now: Date;
}
