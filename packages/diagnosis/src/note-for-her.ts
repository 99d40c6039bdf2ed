// A letter to the person herself from the verdict on her address, in her language.
import type { Evidence } from './evidence.js';
import { readable, readFacts } from './facts.js';
import type { Verdict } from './verdict.js';
import { english } from './words/english.js';
import type { Words } from './words/words.js';

/**
 * Plain text, to be sent by another way than the mail that does not arrive. Pure; what hosts said is cleaned to one line.
 *
 * @param verdict in the same words
 * @returns null when nothing is wrong
 */
export function noteForHer(
  evidence: Evidence,
  verdict: Verdict,
  name: string | null,
  words: Words = english,
): string | null {
  if (verdict.failed === 0 && verdict.side !== 'us_by_choice') return null;
  const { trouble, suppression } = readFacts(evidence);
  const reply = trouble?.text || suppression?.reply || null;
  return words.noteForHer({
    address: evidence.address,
    name: name === null || name.trim() === '' ? null : readable(name),
    headline: verdict.headline,
    failed: verdict.failed > 0 ? words.general.failedOf(verdict.failed, verdict.of) : '',
    side: verdict.side,
    reply: reply === null ? null : readable(reply),
  });
}
