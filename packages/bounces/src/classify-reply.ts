// Says what a reply means by our own rules alone: the first that fits, in the order of all-rules.ts.
import type { Classification, ReplyFacts } from './classification.js';
import { createClassifier } from './classifier.js';

const builtIn = createClassifier();

/**
 * Classifies a reply of the dialogue, or the same facts out of a report (RFC 5321 §4.2, RFC 3463).
 *
 * Nothing said before RCPT can have scope `address`. What no rule knows is `unclassified` with scope `unknown`;
 * the caller keeps the text.
 * @param facts text of any length (2,048 signs are read); a code outside 200-599 and a malformed enhanced code count as none
 */
export function classifyReply(facts: ReplyFacts): Classification {
  return builtIn.classify(facts);
}
