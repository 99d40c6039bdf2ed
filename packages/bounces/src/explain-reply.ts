// Why a reply means what it means, in a sentence: which rule fits, and what of the reply it found.
import type { Category, Certainty, Scope, Stage } from './classification.js';
import type { Classifier, Explanation } from './classifier.js';
import { slugOfRuleId } from './own/own-rule.js';
import type { Provider } from './rules/providers.js';

export interface ReplyToExplain {
  readonly text: string;
  /** Code and enhanced code are read out of the text where they are not given. */
  readonly code?: number | undefined;
  readonly enhancedCode?: string | undefined;
  readonly stage?: Stage | undefined;
  readonly mxHost?: string | undefined;
}

export interface ExplainedReply {
  readonly ruleId: string;
  readonly category: Category;
  readonly scope: Scope;
  readonly certainty: Certainty;
  readonly isPermanent: boolean;
  readonly provider: Provider | null;
  readonly found: string | null;
  readonly insteadOf: string | null;
  readonly words: string;
}

/** @param reply a reply as it came, of any length; what it names (host, place) is what the caller knows beside it */
export function explainReply(classifier: Pick<Classifier, 'explain'>, reply: ReplyToExplain): ExplainedReply {
  const { text, code, enhancedCode, stage, mxHost } = reply;
  const written = /^\s*([245]\d\d)(?:[ -]([245]\.\d{1,3}\.\d{1,3}))?\b/.exec(text);
  const explained = classifier.explain({
    stage: stage ?? null,
    code: code ?? (written ? Number(written[1]) : null),
    enhancedCode: enhancedCode ?? written?.[2] ?? null,
    ...{ text, mxHost: mxHost ?? null },
  });
  const { category, scope, certainty, ruleId, isPermanent } = explained.classification;
  const { provider, found, insteadOf } = explained;
  const words = wordsOf(explained);
  return { ...{ ruleId, category, scope, certainty, isPermanent }, ...{ provider, found, insteadOf, words } };
}

function wordsOf({ classification: { ruleId }, found, insteadOf, provider }: Explanation): string {
  if (ruleId === 'none') return 'No rule knows this reply. It counts as “not clear why”, and nobody is blamed for it.';
  const slug = slugOfRuleId(ruleId);
  const who = slug === null ? `Our rule ${ruleId}` : `Your rule “${slug}”`;
  const by = found === null ? 'fits by its code or by the place in the conversation' : `found “${found}”`;
  const whose = provider === null ? '' : ` It seems to be a server of ${provider}.`;
  const without =
    insteadOf === null ? '' : ` Without it, ${insteadOf === 'none' ? 'no rule' : insteadOf} would decide.`;
  return `${who} ${by}.${whose}${without}`;
}
