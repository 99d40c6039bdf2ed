// What is known of one delivery that has not left: the facts the exact gate is chosen from.

export interface WaitingFacts {
  /** Clock of the database. */
  readonly now: Date;
  readonly delivery: {
    readonly state: string;
    readonly reason: string | null;
    readonly category: string | null;
    /** Attempts that counted. */
    readonly attempts: number;
    readonly nextAttemptAt: Date | null;
    readonly expiresAt: Date | null;
    readonly settledAt: Date | null;
    readonly domainName: string;
  };
  readonly campaign: {
    readonly name: string;
    readonly state: string;
    readonly scheduledAt: Date | null;
    /** Why Doorstep paused it by itself; null when a person did. */
    readonly pauseReason: string | null;
    readonly pausedBy: string | null;
  };
  /** What a person said about sending as a whole. */
  readonly control: {
    readonly isPaused: boolean;
    readonly pausedUntil: Date | null;
    readonly ratePerMinute: number | null;
    readonly reason: string | null;
    readonly actor: string | null;
  };
  readonly workers: {
    /** Seen within the last half minute. */
    readonly alive: number;
    readonly lastSeenAt: Date | null;
    /** What every worker that is alive is kept by: the database, the disk. */
    readonly trouble: string | null;
  };
  /** In force now, made after the plan was frozen or not yet met by a worker. */
  readonly suppression: { readonly cause: string; readonly actor: string } | null;
  /** The last answer that counted. */
  readonly lastReply: { readonly host: string | null; readonly text: string } | null;
  /** The attempt under way, of a delivery in hand. */
  readonly attempt: {
    readonly worker: string;
    readonly begunAt: Date;
    readonly isPastDot: boolean;
    readonly leaseUntil: Date | null;
  } | null;
  /** What DNS said last of the domain. */
  readonly dns: { readonly resolution: string | null; readonly trouble: string | null; readonly retryAt: Date | null };
  readonly site: WaitingSite | null;
}

export interface WaitingSite {
  /** The provider, or the first MX host. */
  readonly name: string;
  /** Due before this one at the same site, counted up to `aheadCap`. */
  readonly ahead: number;
  readonly isAheadCapped: boolean;
  /** One for each source address this delivery may leave from; empty when no address of its pool is active. */
  readonly lanes: readonly WaitingLane[];
}

/** What one of our source addresses may do at the site. */
export interface WaitingLane {
  /** "192.0.2.1", or null where the machine picks. */
  readonly source: string | null;
  readonly pausedUntil: Date | null;
  readonly pauseReason: string | null;
  /** Rule id, "breaker" or "user". */
  readonly pauseCause: string | null;
  readonly isProbing: boolean;
  readonly ratePerMinute: number | null;
  readonly rateReason: string | null;
  readonly warmUp: { readonly day: number; readonly used: number; readonly cap: number } | null;
  readonly connectionLimit: number;
  readonly inHand: number;
  /** Worker that has the lane now. */
  readonly worker: string | null;
}
