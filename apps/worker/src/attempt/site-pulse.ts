// What this worker remembers of sites between writing: who took something, how much went where, how fast it may go on.
import type { ClaimedDelivery, DecidedOutcome, Lane, LaneKey, SiteStateStore } from '@doorstep/database';
import { createPace, type Pace } from './pace.js';
import type { WarmUpDesk } from './warm-up-desk.js';

export interface SitePulse {
  note(decided: DecidedOutcome, delivery: ClaimedDelivery): void;
  /** The pace of a site goes on from lane to lane, or each new lane would begin with a message too early. */
  paceOf(lane: Lane): Pace;
  write(): Promise<void>;
}

export interface SitePulseOptions {
  readonly sites: Pick<SiteStateStore, 'noteAccepted'>;
  readonly warmUp: Pick<WarmUpDesk, 'note' | 'flush'>;
}

const MOST_KNOWN = 20_000;

export function createSitePulse({ sites, warmUp }: SitePulseOptions): SitePulse {
  const known = new Map<string, { readonly pace: Pace; readonly provider: string | null }>();
  let accepted = new Map<string, LaneKey>();
  const keyOf = ({ siteId, sourceId }: LaneKey) => `${siteId} ${sourceId}`;
  return {
    note({ outcome }, { siteId, sourceId }) {
      const key = keyOf({ siteId, sourceId });
      if (outcome === 'accepted') accepted.set(key, { siteId, sourceId });
      warmUp.note(sourceId, known.get(key)?.provider ?? null, outcome);
    },
    paceOf(lane) {
      const key = keyOf(lane);
      const pace = known.get(key)?.pace ?? createPace();
      known.delete(key);
      known.set(key, { pace, provider: lane.provider });
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
