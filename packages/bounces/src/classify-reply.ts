// Says what a reply means: the first rule that fits, in the order of all-rules.ts.
import type { Classification, ReplyFacts, Stage } from './classification.js';
import { withoutNames, wordsOf } from './reply-words.js';
import { retryHintSeconds } from './retry-hint.js';
import { allRules } from './rules/all-rules.js';
import { type Provider, providerOfReply } from './rules/providers.js';
import type { Rule } from './rules/rule.js';

const enhancedShape = /^[245]\.\d{1,3}\.\d{1,3}$/;
const beforeRecipient: ReadonlySet<Stage> = new Set(['dns', 'connect', 'banner', 'ehlo', 'starttls', 'mail']);

/** What the rules are asked with; made once per reply. */
interface Question {
  readonly words: string;
  readonly stage: Stage | null;
  readonly code: number | null;
  /** Forms an enhanced code may be named by: "5.1.1", "1.1", "1.*". */
  readonly enhanced: readonly string[];
  readonly provider: Provider | null;
  readonly digit: 4 | 5 | 'none' | null;
}

/**
 * Classifies a reply of the dialogue, or the same facts out of a report (RFC 5321 §4.2, RFC 3463).
 *
 * Nothing said before RCPT can have scope `address`. What no rule knows is `unclassified` with scope `unknown`;
 * the caller keeps the text.
 * @param facts text of any length (2,048 signs are read); a code outside 200-599 and a malformed enhanced code count as none
 */
export function classifyReply(facts: ReplyFacts): Classification {
  const question = askedOf(facts);
  const rule = allRules.find((candidate) => fits(candidate, question));
  return {
    category: rule?.category ?? 'unclassified',
    scope: rule?.scope ?? 'unknown',
    certainty: rule?.certainty ?? 'unclear',
    ruleId: rule?.id ?? 'none',
    isPermanent:
      question.digit === 'none' || question.digit === null ? (rule?.isPermanent ?? false) : question.digit === 5,
    retryHintSeconds: retryHintSeconds(question.words),
  };
}

function askedOf({ stage, code, enhancedCode, text, mxHost }: ReplyFacts): Question {
  const words = wordsOf(text);
  const known = enhancedCode !== null && enhancedShape.test(enhancedCode) ? enhancedCode : null;
  const reply = code !== null && code >= 200 && code <= 599 ? code : null;
  const [, subject, detail] = known?.split('.') ?? [];
  return {
    words: withoutNames(words),
    stage,
    code: reply,
    enhanced: known === null ? [] : [known, `${subject}.${detail}`, `${subject}.*`],
    provider: providerOfReply(mxHost, words),
    digit: digitOf(reply, known),
  };
}

/** The reply code decides between "not now" and "no"; the enhanced code where there is none. */
function digitOf(code: number | null, enhanced: string | null): Question['digit'] {
  if (code === null && enhanced === null) return 'none';
  const digit = code !== null ? Math.floor(code / 100) : Number(enhanced?.charAt(0));
  return digit === 4 || digit === 5 ? digit : null;
}

function fits(rule: Rule, { words, stage, code, enhanced, provider, digit }: Question): boolean {
  if (rule.scope === 'address' && stage !== null && beforeRecipient.has(stage)) return false;
  if (rule.provider !== undefined && rule.provider !== provider) return false;
  if (rule.isUnplaced && stage !== null) return false;
  if (rule.stages !== undefined && stage !== null && !rule.stages.includes(stage)) return false;
  // A rule that rests on the stage alone says nothing about a report that does not name one.
  if (
    rule.stages !== undefined &&
    stage === null &&
    (restsOnStage(rule) || rule.digit === 'none' || rule.needsStage === true)
  )
    return false;
  if (rule.digit !== undefined && rule.digit !== digit) return false;
  if (rule.codes !== undefined && (code === null || !rule.codes.includes(code))) return false;
  if (rule.enhanced !== undefined && !rule.enhanced.some((one) => enhanced.includes(one))) return false;
  return rule.pattern === undefined || rule.pattern.test(words);
}

function restsOnStage({ pattern, enhanced, codes }: Rule): boolean {
  return pattern === undefined && enhanced === undefined && codes === undefined;
}
