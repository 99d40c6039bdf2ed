// Us or them? How many were taken at once now, against our own norm and against everybody else in the same hours. Pure.
import { type Change, changeOf, percent, type Share, shareInWords } from './proportions.js';

export interface ResultShares {
  readonly now: Share;
  /** In the weeks before. */
  readonly norm: Share;
  /** Everybody else, in the same hours; null where there is nobody else, as for all mail together. */
  readonly others: { readonly now: Share; readonly norm: Share } | null;
}

export type ResultVerdict =
  | 'too_few'
  | 'no_norm'
  | 'as_before'
  | 'better'
  | 'worse_here'
  | 'worse_everywhere'
  | 'worse_unclear';

export interface ComparedResult {
  readonly verdict: ResultVerdict;
  readonly sentence: string;
}

/** @param name the row, as it begins a sentence: "Google (Gmail)" */
export function compareResults(name: string, shares: ResultShares): ComparedResult {
  const { now, norm, others } = shares;
  const taken = `${name} took ${shareInWords(now)} at once`;
  if (norm.of === 0)
    return { verdict: 'no_norm', sentence: `${taken}. Nothing went there in the 28 days before to compare with.` };
  const before = `${shareInWords(norm)} in the 28 days before`;
  const change = changeOf(now, norm);
  if (change === 'too_few') return { verdict: 'too_few', sentence: `${taken}, ${before}: too few to tell.` };
  if (change === 'same')
    return { verdict: 'as_before', sentence: `${taken}, ${before}: no change that could not be chance.` };
  if (change === 'more') return { verdict: 'better', sentence: `${taken}, ${before}: better than before.` };
  if (others === null)
    return {
      verdict: 'worse_unclear',
      sentence: `${taken}, ${before}: worse. The rows show whether all fell, or one.`,
    };
  const beside = besideIt(others, now.hits / now.of - norm.hits / norm.of);
  const told = `${taken}, ${before}.`;
  switch (beside) {
    case 'too_few':
      return {
        verdict: 'worse_unclear',
        sentence: `${told} Worse; too little went elsewhere in the same hours to compare.`,
      };
    case 'less':
      return {
        verdict: 'worse_everywhere',
        sentence: `${told} The others fell too, from ${shareOf(others.norm)} to ${shareOf(others.now)}: it is not ${name} alone. Look at what changed on our side.`,
      };
    default:
      return {
        verdict: 'worse_here',
        sentence: `${told} The others in the same hours did not fall (${shareOf(others.now)}, before ${shareOf(others.norm)}): it is ${name} with us.`,
      };
  }
}

const shareOf = ({ of, hits }: Share) => percent(hits / of);

/** Others that fell by far less are no company: the trouble is here. */
function besideIt({ now, norm }: { readonly now: Share; readonly norm: Share }, fall: number): Change {
  const change = changeOf(now, norm);
  if (change !== 'less') return change;
  return now.hits / now.of - norm.hits / norm.of <= fall / 3 ? 'less' : 'same';
}
