// What the rules are asked with, and when a rule fits: the same for our rules and for own ones.
import type { ReplyFacts, Stage } from './classification.js';
import { withoutNames, wordsOf } from './reply-words.js';
import { type Provider, providerOfReply } from './rules/providers.js';
import type { Rule } from './rules/rule.js';

const enhancedShape = /^[245]\.\d{1,3}\.\d{1,3}$/;
/** Before RCPT nobody has been named: nothing said there can be about her address. */
export const beforeRecipient: ReadonlySet<Stage> = new Set(['dns', 'connect', 'banner', 'ehlo', 'starttls', 'mail']);

/** Made once per reply. */
export interface Question {
  readonly words: string;
  readonly stage: Stage | null;
  readonly code: number | null;
  /** Forms an enhanced code may be named by: "5.1.1", "1.1", "1.*". */
  readonly enhanced: readonly string[];
  readonly provider: Provider | null;
  readonly digit: 4 | 5 | 'none' | null;
}

/** A rule as it is asked: whatever can be tried on the words may stand for the pattern. */
export type AskedRule = Omit<Rule, 'pattern'> & { readonly pattern?: { test(words: string): boolean } };

export function askedOf({ stage, code, enhancedCode, text, mxHost }: ReplyFacts): Question {
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

export function fits(rule: AskedRule, { words, stage, code, enhanced, provider, digit }: Question): boolean {
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

function restsOnStage({ pattern, enhanced, codes }: AskedRule): boolean {
  return pattern === undefined && enhanced === undefined && codes === undefined;
}
