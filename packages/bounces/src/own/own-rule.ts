// Rules an installation adds itself: their shape, what they may not say, and the form the classifier asks them in.
import type { Category, Certainty, Scope, Stage } from '../classification.js';
import { beforeRecipient } from '../question.js';
import type { Provider } from '../rules/providers.js';
import { readPhrase } from './phrase.js';

/** Data only: what to look for, and what it means. */
export interface OwnRule {
  /** Letters, digits and "-"; with the version it is the rule id: own/<slug>@<version>. */
  readonly slug: string;
  /** Counts up with every change. */
  readonly version: number;
  /** null: of any provider. */
  readonly provider: Provider | null;
  /** Empty: said anywhere. */
  readonly stages: readonly Stage[];
  /** Three-digit reply codes, one of which must have been given; empty: any. */
  readonly codes: readonly number[];
  /** "5.1.1", "1.1" (4.1.1 and 5.1.1) or "1.*"; empty: any. */
  readonly enhancedCodes: readonly string[];
  /** Words of which one must stand in the reply, "*" for anything between; empty: any. */
  readonly phrases: readonly string[];
  readonly category: Category;
  readonly scope: Scope;
  readonly certainty: Certainty;
  /** Mailing again is no use. Never true of a 4yz reply, whatever the rule says (RFC 5321 §4.2.1). */
  readonly isPermanent: boolean;
}

export const ownRuleLimits = { rules: 200, phrases: 20, phraseLength: 200, codes: 20 } as const;

export const ownRuleId = ({ slug, version }: Pick<OwnRule, 'slug' | 'version'>): string => `own/${slug}@${version}`;

/** The slug of own/<slug>@<version>; null for a rule of ours. */
export const slugOfRuleId = (ruleId: string): string | null => /^own\/([a-z0-9-]+)@\d+$/.exec(ruleId)?.[1] ?? null;

/** Categories that speak of a reader's own mailbox; only with them may a rule blame the address. */
const OF_ADDRESS: ReadonlySet<Category> = new Set([
  'address_unknown',
  'mailbox_disabled',
  'mailbox_full',
  'address_moved',
  'recipient_refuses_you',
  'recipient_rate',
]);

/** What no reply says: reports and crashes alone lead to these. */
const NEVER_OF_A_REPLY: ReadonlySet<Category> = new Set(['complaint', 'autoreply', 'in_doubt']);

export interface OwnRuleFault {
  readonly field: 'stages' | 'codes' | 'enhancedCodes' | 'phrases' | 'category' | 'scope';
  readonly code: string;
  /** What is wrong and what to do. */
  readonly words: string;
}

/** What keeps a rule from being used. The blame law: only what is said of the reader's own address may count against it. */
export function faultsOfOwnRule(rule: OwnRule): OwnRuleFault[] {
  const { stages, codes, enhancedCodes, phrases, category, scope } = rule;
  const faults: OwnRuleFault[] = [];
  const add = (field: OwnRuleFault['field'], code: string, words: string) => faults.push({ field, code, words });
  if (NEVER_OF_A_REPLY.has(category))
    add('category', 'category_not_of_a_reply', 'No reply of a mail server can mean this. Choose another category.');
  if (scope === 'address' && !OF_ADDRESS.has(category))
    add(
      'scope',
      'scope_blames_address',
      'This category is about a server, a domain or about us. Blaming the reader’s address for it could cost her the newsletter for our fault. Choose whom it is really about.',
    );
  const early = scope === 'address' ? stages.filter((stage) => beforeRecipient.has(stage)) : [];
  if (early.length > 0)
    add(
      'stages',
      'stage_before_recipient',
      `At this point of the conversation (${early.join(', ')}) nobody has said yet whom the mail is for, so the reply cannot be about her address. Leave these out, or choose another side.`,
    );
  if (phrases.length + codes.length + enhancedCodes.length === 0)
    add(
      'phrases',
      'nothing_to_find',
      'Say what to look for: words of the reply, or a code. Without either it would fit every reply.',
    );
  for (const phrase of phrases)
    if (readPhrase(phrase) === null)
      add(
        'phrases',
        'phrase_too_short',
        `“${phrase}” says too little: at least three letters beside addresses and “*”.`,
      );
  for (const code of codes)
    if (!Number.isInteger(code) || code < 400 || code > 599)
      add('codes', 'code_invalid', `${code} is no code of a refusal: they run from 400 to 599.`);
  for (const code of enhancedCodes)
    if (
      !/^(?:[45]\.)?\d{1,3}\.(?:\d{1,3}|\*)$/.test(code) ||
      (/^[45]\..*\*$/.test(code) && code.split('.').length === 3)
    )
      add('enhancedCodes', 'enhanced_invalid', `“${code}” is none: write 5.1.1, 1.1 (for 4.1.1 and 5.1.1) or 1.*`);
  return faults;
}
