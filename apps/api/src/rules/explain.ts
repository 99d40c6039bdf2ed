// Why a reply means what it means, in a sentence: which rule fits and what of the reply it found.
import { type Classifier, type Explanation, slugOfRuleId } from '@doorstep/bounces';
import type { RuleExplanation, RuleQuestion } from '@doorstep/contracts';

/** Code and enhanced code are read out of the text where they are not given. */
export function explain(
  { explain: ask }: Pick<Classifier, 'explain'>,
  { text, code, enhancedCode, stage, mxHost }: RuleQuestion,
): RuleExplanation {
  const written = /^\s*([245]\d\d)(?:[ -]([245]\.\d{1,3}\.\d{1,3}))?\b/.exec(text);
  const facts = {
    stage: stage ?? null,
    code: code ?? (written ? Number(written[1]) : null),
    enhancedCode: enhancedCode ?? written?.[2] ?? null,
    ...{ text, mxHost: mxHost ?? null },
  };
  const explained = ask(facts);
  const { category, scope, certainty, ruleId, isPermanent } = explained.classification;
  const { provider, found, insteadOf } = explained;
  return {
    ...{ ruleId, category, scope, certainty, isPermanent, provider, found, insteadOf },
    words: wordsOf(explained),
  };
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
