// Turns what a format reader found of a recipient into a classified recipient of the report.
import type { Category, Classification, ReplyFacts } from './classification.js';
import type { Found } from './formats/found.js';
import { findEnhancedCode, findReplyCode, findStage } from './formats/reply-facts.js';
import { cleanText } from './reply-words.js';
import type { ReportRecipient } from './report.js';
import { sisimaiNames } from './sisimai-names.js';

/** What a reply means: our rules, or own ones before them. */
export type Classify = (facts: ReplyFacts) => Classification;

/** Categories after which mailing the address once more is no use. */
const HARD: ReadonlySet<Category> = new Set(['address_unknown', 'address_moved', 'domain_dead', 'domain_refuses_mail']);
const GENERAL = /^[245]\.0\.0$/;

/**
 * Classifies by the recipient's own words; by the text for people where they say nothing.
 * @param human the part of the report that is written for people, bounded
 */
export function reportRecipient(found: Found, human: string, classify: Classify): ReportRecipient {
  const diagnostic = cleanText(found.diagnostic === '' ? human : found.diagnostic);
  const written = findEnhancedCode(found.diagnostic);
  const status = better(better(found.status, written), findEnhancedCode(human));
  const replyCode = findReplyCode(found.diagnostic) ?? (found.diagnostic === '' ? findReplyCode(human) : null);
  const facts: ReplyFacts = {
    stage: replyCode === null && status === null ? null : (findStage(found.diagnostic) ?? findStage(human)),
    code: replyCode,
    enhancedCode: status,
    text: found.diagnostic,
    mxHost: found.remoteMta,
  };
  const classification = clearest(facts, human, classify);
  return {
    address: found.address,
    originalRecipient: found.originalRecipient,
    finalRecipient: found.finalRecipient,
    action: found.action,
    status,
    replyCode,
    diagnostic,
    remoteMta: found.remoteMta,
    classification,
    isHard: isHard(classification, found, status, replyCode),
  };
}

/** Status may be general where the words are specific ("5.0.0" beside "550 5.1.1"). */
function better(status: string | null, written: string | null): string | null {
  if (status === null) return written;
  return GENERAL.test(status) && written !== null && written.charAt(0) === status.charAt(0) ? written : status;
}

function clearest(facts: ReplyFacts, human: string, classify: Classify): Classification {
  const byWords = classify(facts);
  // A code that names the trouble says more than a letter that is the same for all troubles.
  if (byWords.certainty !== 'unclear' || /^code\/(?:[12]\.|4\.[67])/.test(byWords.ruleId)) return byWords;
  const byHuman = classify({ ...facts, text: human });
  return byHuman.certainty === 'unclear' ? byWords : byHuman;
}

/**
 * "Not now" is never the end, whatever the words; a report that waits is none. Nor is "user unknown" out of a reply
 * whose place in the dialogue is not said: filters use these words once they have seen the message.
 */
function isHard(said: Classification, { action }: Found, status: string | null, code: number | null): boolean {
  if (!HARD.has(said.category) || sisimaiNames(said).group !== 'hard-bounce') return false;
  if (action === 'delayed' || action === 'delivered' || action === 'relayed') return false;
  if (code !== null) return code >= 500;
  return status === null || status.startsWith('5');
}
