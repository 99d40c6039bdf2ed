// What this worker remembers of sites between writing: who took something, how much went where, how fast it may go on.
import type { ClaimedDelivery, DecidedOutcome, Lane, LaneKey, SiteStateStore } from '@doorstep/database';
import { createPace, type Pace } from './pace.js';
import type { WarmUpDesk } from './warm-up-desk.js';

export interface SitePulse {
  note(decided: DecidedOutcome, delivery: ClaimedDelivery): void;
  /** Claimed and given back without an attempt. */
  noteGivenBack(lane: Lane, count: number): void;
  /** The pace of a site goes on from lane to lane, or each new lane would begin with a message too early. */
  paceOf(lane: Lane): Pace;
  write(): Promise<void>;
}

export interface SitePulseOptions {
  readonly sites: Pick<SiteStateStore, 'noteAccepted'>;
  readonly warmUp: Pick<WarmUpDesk, 'note' | 'noteUnused' | 'flush'>;
}

const MOST_KNOWN = 20_000;

export function createSitePulse({ sites, warmUp }: SitePulseOptions): SitePulse {
  const known = new Map<string, { readonly pace: Pace; readonly lane: Lane }>();
  let accepted = new Map<string, LaneKey>();
  const keyOf = ({ siteId, sourceId }: LaneKey) => `${siteId} ${sourceId}`;
  return {
    note(decided, { siteId, sourceId }) {
      const key = keyOf({ siteId, sourceId });
      const { outcome } = decided;
      const lane = known.get(key)?.lane;
      if (outcome === 'accepted') accepted.set(key, { siteId, sourceId });
      if (isBegun(decided)) warmUp.note(sourceId, lane?.provider ?? null, outcome);
      else if (lane !== undefined) warmUp.noteUnused(lane, 1);
    },
    noteGivenBack: (lane, count) => warmUp.noteUnused(lane, count),
    paceOf(lane) {
      const key = keyOf(lane);
      const pace = known.get(key)?.pace ?? createPace();
      known.delete(key);
      known.set(key, { pace, lane });
      if (known.size > MOST_KNOWN) known.delete(known.keys().next().value!);
      return pace;
    },
    async write() {
      const noted = [...accepted.values()];
      accepted = new Map();
      if (noted.length > 0) await sites.noteAccepted(noted);
      await warmUp.flush();
    },
  };
}

const BEGUN: ReadonlySet<string> = new Set(['mail', 'rcpt', 'data', 'dot']);

/** The provider saw something of this message: that is what a day's limit and the shares of a warm-up are about. */
const isBegun = ({ outcome, stage }: DecidedOutcome) => outcome !== 'abandoned' && stage !== null && BEGUN.has(stage);
