// Which variant of a campaign is better, how sure one can be of it, and what follows from that.
import { type Difference, differenceOf, pointsOfChance, quantileFor } from './proportions.js';

/** What came of one variant in the test. */
export interface VariantEvidence {
  /** 0 is A. */
  readonly number: number;
  /** Whose mail server took it. */
  readonly gotIt: number;
  /** People of them who opened or clicked; machines are nobody. */
  readonly did: number;
}

export type VariantMeasure = 'opens' | 'clicks';

export interface VariantVerdict {
  /** clear: better than every other · ahead: in front, perhaps by chance · tie: two in front alike · too_few: nothing can be told */
  readonly kind: 'clear' | 'ahead' | 'tie' | 'too_few';
  /** The one in front; null where none is. */
  readonly leader: number | null;
  readonly words: string;
}

/** Fewer in a group, or fewer who did it in all, and one more reader turns the result round. */
const LEAST_PEOPLE = 30;
const LEAST_DID = 10;

export const letterOf = (number: number): string => 'ABCD'[number]!;

const VERBS: Readonly<Record<VariantMeasure, string>> = { opens: 'opened it', clicks: 'clicked' };

/**
 * Compares two to four variants with 95 % certainty over all comparisons together.
 *
 * @param evidence one of each variant, in any order
 * @throws RangeError for one variant, or more than four
 */
export function judgeVariants(evidence: readonly VariantEvidence[], measure: VariantMeasure): VariantVerdict {
  const z = quantileFor(evidence.length);
  const verb = VERBS[measure];
  const sorted = evidence
    .map((one) => ({ ...one, did: Math.min(one.did, one.gotIt) }))
    .sort((one, other) => shareOf(other) - shareOf(one) || one.number - other.number);
  const facts = `${sorted.map((one) => factOf(one, verb)).join(', ')}.`;
  const least = Math.min(...sorted.map(({ gotIt }) => gotIt));
  const did = sorted.reduce((sum, one) => sum + one.did, 0);
  const [first, second] = sorted as [VariantEvidence, VariantEvidence, ...VariantEvidence[]];
  if (least < LEAST_PEOPLE || did < LEAST_DID) {
    const words = `${facts} That is too few to tell: it takes ${LEAST_PEOPLE} people in each group and ${LEAST_DID} who ${verb}.`;
    return { kind: 'too_few', leader: null, words };
  }
  if (shareOf(first) === shareOf(second)) return { kind: 'tie', leader: null, words: `${facts} Nobody is ahead.` };
  const differences = sorted.slice(1).map((other) => ({ other, ...differenceOf(shared(first), shared(other), z) }));
  const nearest = differences.reduce((one, other) => (other.from < one.from ? other : one));
  const leader = letterOf(first.number);
  const about = `${leader} is ahead of ${letterOf(nearest.other.number)} by ${points(nearest.points)}`;
  if (nearest.from > 0) {
    const words = `${facts} ${about}; with 95 % certainty by between ${tenths(nearest.from)} and ${points(nearest.until)}: hardly chance.`;
    return { kind: 'clear', leader: first.number, words };
  }
  const words = `${facts} ${about}, which can be chance: ${rangeOf(nearest, leader, letterOf(nearest.other.number))}`;
  return { kind: 'ahead', leader: first.number, words };
}

const shareOf = ({ did, gotIt }: VariantEvidence) => (gotIt === 0 ? 0 : did / gotIt);
const shared = ({ did, gotIt }: VariantEvidence) => ({ did, of: gotIt });
const tenths = (value: number) => value.toFixed(1).replace(/\.0$/, '');
const points = (value: number) => {
  const rounded = tenths(value);
  return `${rounded} ${rounded === '1' ? 'point' : 'points'}`;
};
const count = new Intl.NumberFormat('en');

function factOf({ number, gotIt, did }: VariantEvidence, verb: string): string {
  const percent = gotIt < LEAST_PEOPLE ? '' : ` (${((did / gotIt) * 100).toFixed(1)} %)`;
  return `${letterOf(number)}: ${count.format(did)} of ${count.format(gotIt)} ${verb}${percent}`;
}

const rangeOf = ({ from, until }: Difference, leader: string, other: string): string =>
  `the truth lies between ${points(-from)} for ${other} and ${points(until)} for ${leader}.`;

/** "With 40 people in each group …", said before a test begins. */
export function chanceInWords(people: number, measure: VariantMeasure): string {
  if (people < 1) return 'Nobody would be in a group: choose a larger share of the audience.';
  const { share, said } = measure === 'opens' ? { share: 0.3, said: 'three in ten open it' } : CLICKS;
  const spread = Math.ceil(pointsOfChance(people, share));
  const group = people === 1 ? '1 person' : `${count.format(people)} people`;
  const few = people < LEAST_PEOPLE ? ` Fewer than ${LEAST_PEOPLE} are too few to tell anything.` : '';
  return `With ${group} in each group, a difference of less than ${spread} ${spread === 1 ? 'point' : 'points'} can be chance, if ${said}.${few}`;
}

const CLICKS = { share: 0.05, said: 'one in twenty clicks' };

export type IfUnclear = 'first' | 'leader' | 'wait';

/** send: this variant goes to the rest · ask: a person is to choose */
export type TestDecision = { readonly words: string } & (
  | { readonly kind: 'send'; readonly winner: number }
  | { readonly kind: 'ask' }
);

/** What a verdict leads to; where nobody can say which one is better, what was chosen for that. */
export function decideTest(verdict: VariantVerdict, ifUnclear: IfUnclear): TestDecision {
  const { kind, leader, words } = verdict;
  if (kind === 'clear' && leader !== null) return { kind: 'send', winner: leader, words };
  switch (ifUnclear) {
    case 'first':
      return { kind: 'send', winner: 0, words: `${words} A goes out, as you chose for that case.` };
    case 'leader': {
      const winner = leader ?? 0;
      const why = leader === null ? 'Since none is, A goes out.' : `${letterOf(winner)} goes out`;
      return { kind: 'send', winner, words: `${words} ${why}${leader === null ? '' : ', as the one in front.'}` };
    }
    case 'wait':
      return { kind: 'ask', words: `${words} It waits for you to choose.` };
    default:
      return ifUnclear satisfies never;
  }
}
