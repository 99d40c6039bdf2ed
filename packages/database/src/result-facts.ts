// One delivery as it is counted: its hour, its place, what became of it, and with which words. Pure.
import type { ResultGroup } from '@doorstep/contracts';

/** Numbers of the groups in the tables; never changed, only added to. */
export const resultGroups = [
  'accepted_at_once',
  'accepted_later',
  'trying_again',
  'refused',
  'gave_up',
  'returned',
  'complained',
  'in_doubt',
  'stopped',
] as const satisfies readonly ResultGroup[];
export type CountedGroup = (typeof resultGroups)[number];
export const numberOf = (group: CountedGroup): number => resultGroups.indexOf(group);

/** The groups behind a number of the table. */
export function groupNumbers(group: ResultGroup): number[] {
  return groupsIn(group).map(numberOf);
}

function groupsIn(group: ResultGroup): readonly CountedGroup[] {
  if (group === 'not_taken') return ['refused', 'gave_up', 'returned'];
  return group === 'accepted' ? ['accepted_at_once', 'accepted_later'] : [group];
}

/** Four to each doubling: whatever stands in a bucket is within 9 % of its middle. */
const BUCKETS_PER_DOUBLING = 4;
export const NO_BUCKET = -1;

export function bucketOf(waitMs: number | null): number {
  return waitMs === null ? NO_BUCKET : Math.floor(Math.log2(Math.max(1, waitMs)) * BUCKETS_PER_DOUBLING);
}

/** @returns milliseconds in the (geometric) middle of a bucket */
export const middleOf = (bucket: number): number => Math.round(2 ** ((bucket + 0.5) / BUCKETS_PER_DOUBLING));

/**
 * @param counts how many stand in each bucket
 * @param part   0.5 for the median
 * @returns milliseconds, within 9 %; null where nothing is counted
 */
export function quantileOf(counts: ReadonlyMap<number, number>, part: number): number | null {
  const sorted = [...counts].filter(([bucket]) => bucket !== NO_BUCKET).sort(([one], [other]) => one - other);
  const all = sorted.reduce((sum, [, count]) => sum + count, 0);
  let seen = 0;
  for (const [bucket, count] of sorted) {
    seen += count;
    if (seen >= all * part) return middleOf(bucket);
  }
  return null;
}

/** What the tables say of a delivery. */
export interface ResultSource {
  readonly deliveryId: string;
  readonly campaignId: string;
  readonly domain: string;
  readonly state: string;
  readonly acceptedAt: Date | null;
  readonly settledAt: Date | null;
  readonly deliveryCategory: string | null;
  readonly provider: string | null;
  /** Of the attempt that speaks for it. */
  readonly mxHost: string | null;
  /** Of its first attempt that had an answer, good or bad; null: there is none. */
  readonly triedAt: Date | null;
  /** Of its first attempt at all. */
  readonly begunAt: Date | null;
  /** The last attempt that did not end with an acceptance. */
  readonly said: SaidReply | null;
  /** The bounce message it was matched with first. */
  readonly returned: SaidReply | null;
}

export interface SaidReply {
  readonly id: string;
  readonly at: Date;
  readonly text: string | null;
  readonly replyCode: number | null;
  readonly enhancedCode: string | null;
  readonly stage: string | null;
  readonly category: string | null;
}

export interface PatternKey {
  readonly text: string;
  readonly replyCode: number;
  readonly enhancedCode: string;
  readonly stage: string;
  readonly category: string;
}

export interface ResultFact {
  readonly deliveryId: string;
  readonly campaignId: string;
  readonly hour: Date;
  readonly provider: string;
  readonly domain: string;
  readonly mxHost: string;
  readonly group: CountedGroup;
  readonly waitMs: number | null;
  readonly pattern: (PatternKey & { readonly sampleKind: 'attempt' | 'inbound'; readonly sample: SaidReply }) | null;
}

const HOUR_MS = 3_600_000;
/** A wait beyond what its column holds, 24 days: longer than anything is tried. */
const MAX_WAIT_MS = 2 ** 31 - 1;
const MAX_NAME = 255;

/**
 * @param source  what the tables say
 * @param patternOf blanks whatever differs from reader to reader in a reply
 * @returns null for a delivery nobody tried yet, or ever
 */
export function factOf(source: ResultSource, patternOf: (text: string) => string): ResultFact | null {
  const group = groupOf(source);
  const firstAt = source.triedAt ?? source.begunAt ?? source.acceptedAt ?? source.settledAt;
  if (group === null || firstAt === null) return null;
  const { deliveryId, campaignId, domain, provider, mxHost, acceptedAt } = source;
  const wait = acceptedAt === null ? null : Math.round(acceptedAt.getTime() - firstAt.getTime());
  return {
    ...{ deliveryId, campaignId, domain, group },
    hour: new Date(Math.floor(firstAt.getTime() / HOUR_MS) * HOUR_MS),
    provider: provider || 'other',
    mxHost: (mxHost ?? '').slice(0, MAX_NAME),
    waitMs: wait === null || !isTaken(group) ? null : Math.min(Math.max(1, wait), MAX_WAIT_MS),
    pattern: patternIn(source, group, patternOf),
  };
}

/** Taken at some time, whatever came back later. */
export const isTaken = (group: CountedGroup): boolean =>
  group === 'accepted_at_once' || group === 'accepted_later' || group === 'returned' || group === 'complained';

function groupOf({ state, triedAt, begunAt, said }: ResultSource): CountedGroup | null {
  switch (state) {
    case 'accepted':
      return said === null ? 'accepted_at_once' : 'accepted_later';
    case 'refused':
    case 'returned':
    case 'complained':
    case 'in_doubt':
      return state;
    case 'deferred':
      return 'trying_again';
    case 'expired':
      return begunAt === null ? null : 'gave_up';
    case 'planned':
    case 'due':
    case 'sending':
      return triedAt === null ? null : 'trying_again';
    default:
      return triedAt === null ? null : 'stopped';
  }
}

function patternIn(
  { returned, said, deliveryCategory }: ResultSource,
  group: CountedGroup,
  patternOf: (text: string) => string,
): ResultFact['pattern'] {
  const sample = group === 'returned' ? (returned ?? said) : said;
  if (sample === null) return null;
  const isReturn = sample === returned;
  return {
    text: patternOf(sample.text ?? ''),
    replyCode: sample.replyCode ?? 0,
    enhancedCode: sample.enhancedCode?.slice(0, 20) ?? '',
    stage: isReturn ? 'return' : (sample.stage ?? ''),
    category: (isReturn ? deliveryCategory : sample.category) ?? 'unclassified',
    sampleKind: isReturn ? 'inbound' : 'attempt',
    sample,
  };
}
