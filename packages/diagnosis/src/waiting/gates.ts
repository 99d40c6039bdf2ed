// The gates between a delivery and the wire, in the order in which they are met. What they say stands in the words.
import type { WaitingFacts, WaitingLane } from './waiting-facts.js';

export type GateName =
  | 'settled'
  | 'in_doubt'
  | 'held'
  | 'lease_ran_out'
  | 'in_hand'
  | 'campaign_not_started'
  | 'campaign_paused'
  | 'campaign_over'
  | 'everything_paused'
  | 'no_worker'
  | 'worker_trouble'
  | 'suppressed'
  | 'awaits_winner'
  | 'not_due'
  | 'dns_trouble'
  | 'not_routed'
  | 'no_source'
  | 'site_paused'
  | 'probe'
  | 'warm_up'
  | 'rate_limit'
  | 'everything_slowed'
  | 'connections_busy'
  | 'other_worker'
  | 'next_in_line';

export interface Gate {
  readonly name: GateName;
  readonly isShut: (facts: WaitingFacts) => boolean;
  /** When it opens by itself, where that is known. */
  readonly until: (facts: WaitingFacts) => Date | null;
}

const settled = new Set([
  ...['accepted', 'refused', 'expired', 'returned', 'complained'],
  ...['suppressed', 'excluded', 'cancelled'],
]);

const unknown = () => null;
const isLater = (at: Date | null, now: Date): at is Date => at !== null && at.getTime() > now.getTime();
const lanesOf = ({ site }: WaitingFacts): readonly WaitingLane[] => site?.lanes ?? [];
const isPaused = (lane: WaitingLane, now: Date) => isLater(lane.pausedUntil, now);
const isCapReached = ({ warmUp }: WaitingLane) => warmUp !== null && warmUp.used >= warmUp.cap;

/** A gate of the site holds when no source address is left that passes it; those shut by an earlier gate do not count. */
const everyOpenLane = (facts: WaitingFacts, isHeldBack: (lane: WaitingLane) => boolean) => {
  const open = lanesOf(facts).filter((lane) => !isPaused(lane, facts.now));
  return open.length > 0 && open.every(isHeldBack);
};

export const gates: readonly Gate[] = [
  { name: 'settled', isShut: ({ delivery }) => settled.has(delivery.state), until: unknown },
  { name: 'in_doubt', isShut: ({ delivery }) => delivery.state === 'in_doubt', until: unknown },
  { name: 'held', isShut: ({ delivery }) => delivery.state === 'held', until: unknown },
  {
    name: 'lease_ran_out',
    isShut: ({ delivery, attempt, now }) => delivery.state === 'sending' && !isLater(attempt?.leaseUntil ?? null, now),
    until: unknown,
  },
  { name: 'in_hand', isShut: ({ delivery }) => delivery.state === 'sending', until: unknown },
  {
    name: 'campaign_not_started',
    isShut: ({ campaign }) => ['draft', 'scheduled', 'planned'].includes(campaign.state),
    until: ({ campaign }) => campaign.scheduledAt,
  },
  { name: 'campaign_paused', isShut: ({ campaign }) => campaign.state === 'paused', until: unknown },
  {
    name: 'campaign_over',
    isShut: ({ campaign }) => campaign.state === 'finished' || campaign.state === 'cancelled',
    until: unknown,
  },
  {
    name: 'everything_paused',
    isShut: ({ control }) => control.isPaused,
    until: ({ control }) => control.pausedUntil,
  },
  { name: 'no_worker', isShut: ({ workers }) => workers.alive === 0, until: unknown },
  { name: 'worker_trouble', isShut: ({ workers }) => workers.trouble !== null, until: unknown },
  { name: 'suppressed', isShut: ({ suppression }) => suppression !== null, until: unknown },
  {
    name: 'awaits_winner',
    isShut: ({ delivery }) => delivery.state === 'planned' && delivery.nextAttemptAt === null,
    until: unknown,
  },
  {
    name: 'not_due',
    isShut: ({ delivery, now }) => isLater(delivery.nextAttemptAt, now),
    until: ({ delivery }) => delivery.nextAttemptAt,
  },
  {
    name: 'dns_trouble',
    isShut: ({ site, dns }) => site === null && dns.trouble !== null,
    until: ({ dns }) => dns.retryAt,
  },
  { name: 'not_routed', isShut: ({ site }) => site === null, until: unknown },
  { name: 'no_source', isShut: ({ site }) => site !== null && site.lanes.length === 0, until: unknown },
  {
    name: 'site_paused',
    isShut: (facts) => lanesOf(facts).length > 0 && lanesOf(facts).every((lane) => isPaused(lane, facts.now)),
    until: (facts) => earliest(lanesOf(facts).map(({ pausedUntil }) => pausedUntil)),
  },
  { name: 'probe', isShut: (facts) => everyOpenLane(facts, ({ isProbing }) => isProbing), until: unknown },
  { name: 'warm_up', isShut: (facts) => everyOpenLane(facts, isCapReached), until: ({ now }) => nextUtcDay(now) },
  {
    name: 'rate_limit',
    isShut: (facts) => everyOpenLane(facts, ({ ratePerMinute }) => ratePerMinute !== null),
    until: unknown,
  },
  { name: 'everything_slowed', isShut: ({ control }) => control.ratePerMinute !== null, until: unknown },
  {
    name: 'connections_busy',
    isShut: (facts) => everyOpenLane(facts, ({ inHand, connectionLimit }) => inHand >= connectionLimit),
    until: unknown,
  },
  { name: 'other_worker', isShut: (facts) => everyOpenLane(facts, ({ worker }) => worker !== null), until: unknown },
  { name: 'next_in_line', isShut: () => true, until: unknown },
];

/** The lane a sentence about the site speaks of: of those not paused the first, or the one that goes on soonest. */
export function spokenLane(facts: WaitingFacts): WaitingLane | null {
  const lanes = lanesOf(facts);
  const soonest = earliest(lanes.map(({ pausedUntil }) => pausedUntil))?.getTime();
  return (
    lanes.find((lane) => !isPaused(lane, facts.now)) ??
    lanes.find(({ pausedUntil }) => pausedUntil?.getTime() === soonest) ??
    null
  );
}

function earliest(times: readonly (Date | null)[]): Date | null {
  const known = times.filter((at) => at !== null).map((at) => at.getTime());
  return known.length === 0 ? null : new Date(Math.min(...known));
}

/** The counts of a warm-up begin anew with the day, UTC. */
function nextUtcDay(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1));
}
