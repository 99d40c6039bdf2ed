// Says what a reply means: the first rule that fits, an installation's own before ours, and why it was that one.
import type { Certainty, Classification, ReplyFacts } from './classification.js';
import { faultsOfOwnRule, type OwnRule, ownRuleId } from './own/own-rule.js';
import { type CompiledPhrase, compilePhrase, readPhrase } from './own/phrase.js';
import { type AskedRule, askedOf, fits, type Question } from './question.js';
import { retryHintSeconds } from './retry-hint.js';
import { allRules } from './rules/all-rules.js';
import type { Provider } from './rules/providers.js';

export interface Explanation {
  readonly classification: Classification;
  /** What the rule found, in the form it was tried on; null where it rests on codes or on the stage alone. */
  readonly found: string | null;
  /** Whose server it seems to be. */
  readonly provider: Provider | null;
  /** The reply as the rules see it: names of people and hosts taken out. */
  readonly words: string;
  /** The rule that would have decided, had the own rule not been there; null when one of ours decided. */
  readonly insteadOf: string | null;
}

export interface Classifier {
  classify(facts: ReplyFacts): Classification;
  explain(facts: ReplyFacts): Explanation;
}

interface AskedOwnRule extends AskedRule {
  readonly isPermanent: boolean;
  readonly phrases: readonly CompiledPhrase[];
}

/**
 * Makes a classifier of our rules and own ones, which are asked first and in their order. Compiled once; asking is
 * linear in the reply. An own rule speaks of what servers said, never of trouble that is our own observation (DNS,
 * sockets); one that breaks the blame law or says nothing (faultsOfOwnRule) is left out.
 */
export function createClassifier(ownRules: readonly OwnRule[] = []): Classifier {
  const own = ownRules.filter((rule) => faultsOfOwnRule(rule).length === 0).map(compileOwn);
  const ownFor = (question: Question) => (isTrouble(question) ? undefined : own.find((rule) => fits(rule, question)));
  return {
    classify(facts) {
      const question = askedOf(facts);
      return answerOf(ownFor(question) ?? oursFor(question), question);
    },
    explain(facts) {
      const question = askedOf(facts);
      const byOwn = ownFor(question);
      const byOurs = oursFor(question);
      return {
        classification: answerOf(byOwn ?? byOurs, question),
        found: byOwn ? foundByOwn(byOwn, question.words) : foundByOurs(byOurs?.id, question.words),
        provider: question.provider,
        words: question.words,
        insteadOf: byOwn ? (byOurs?.id ?? 'none') : null,
      };
    },
  };
}

const oursFor = (question: Question) => allRules.find((candidate) => fits(candidate, question));

/** No server said anything: the words are our own. */
const isTrouble = ({ stage, digit }: Question) => stage !== null && digit === 'none';

function compileOwn(rule: OwnRule): AskedOwnRule {
  const phrases = rule.phrases.flatMap((text) => readPhrase(text) ?? []).map(compilePhrase);
  return {
    id: ownRuleId(rule),
    ...(rule.provider === null ? {} : { provider: rule.provider }),
    ...(rule.stages.length === 0 ? {} : { stages: rule.stages }),
    ...(rule.codes.length === 0 ? {} : { codes: rule.codes }),
    ...(rule.enhancedCodes.length === 0 ? {} : { enhanced: rule.enhancedCodes }),
    ...(phrases.length === 0
      ? {}
      : { pattern: { test: (words: string) => phrases.some((one) => one(words) !== null) } }),
    phrases,
    category: rule.category,
    scope: rule.scope,
    certainty: rule.certainty,
    isPermanent: rule.isPermanent,
  };
}

const isOwn = (rule: AskedRule): rule is AskedOwnRule => 'phrases' in rule;

function answerOf(rule: AskedRule | undefined, { digit, words }: Question): Classification {
  return {
    category: rule?.category ?? 'unclassified',
    scope: rule?.scope ?? 'unknown',
    certainty: rule?.certainty ?? 'unclear',
    ruleId: rule?.id ?? 'none',
    isPermanent: isPermanent(rule, digit),
    retryHintSeconds: retryHintSeconds(words),
  };
}

/** RFC 5321 §4.2.1: 4yz is "not now", whatever a rule says; an own rule may take back the "no" of a 5yz, too. */
function isPermanent(rule: AskedRule | undefined, digit: Question['digit']): boolean {
  if (rule !== undefined && isOwn(rule)) return rule.isPermanent && (digit === 5 || digit === 'none');
  return digit === 'none' || digit === null ? (rule?.isPermanent ?? false) : digit === 5;
}

function foundByOwn({ phrases }: AskedOwnRule, words: string): string | null {
  for (const phrase of phrases) {
    const found = phrase(words);
    if (found) return words.slice(found.from, found.to);
  }
  return null;
}

function foundByOurs(id: string | undefined, words: string): string | null {
  const pattern = allRules.find((rule) => rule.id === id)?.pattern;
  return pattern?.exec(words)?.[0] ?? null;
}

/** A rule of ours as a person may read it. */
export interface BuiltInRule {
  readonly id: string;
  readonly provider: Provider | null;
  readonly category: Classification['category'];
  readonly scope: Classification['scope'];
  readonly certainty: Certainty;
  readonly stages: readonly string[];
  readonly codes: readonly number[];
  readonly enhancedCodes: readonly string[];
  /** Its regular expression. */
  readonly pattern: string | null;
}

/** Our rules in the order they are asked. */
export const builtInRules: readonly BuiltInRule[] = allRules.map((rule) => ({
  id: rule.id,
  provider: rule.provider ?? null,
  category: rule.category,
  scope: rule.scope,
  certainty: rule.certainty,
  stages: rule.stages ?? [],
  codes: rule.codes ?? [],
  enhancedCodes: rule.enhanced ?? [],
  pattern: rule.pattern?.source ?? null,
}));
