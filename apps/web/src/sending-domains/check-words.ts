// What each check of a sending domain is for, in words an editor knows.
import { type DomainCheck, domainCheckWords } from '@doorstep/contracts';
import { checkWords, plainWords, type Word } from '../parts/words';

/** A check that has no words of its own yet is told by its name. */
export const checkText = (name: string) => domainCheckWords(name) ?? { title: plainWords(name), purpose: '' };

const optional: ReadonlySet<string> = new Set(['mta_sts', 'tls_rpt', 'bimi']);

/** What is wrong with a record that has to be there; one nobody needs and nobody set is neither in order nor wrong. */
export function resultWord({ name, result, found, expected, spread }: DomainCheck): Word {
  if (spread !== undefined) return { label: 'Not seen everywhere', tone: result === 'fail' ? 'bad' : 'warn' };
  if (result === 'fail' && expected !== null) {
    if (found.length === 0) return { label: 'Missing', tone: 'bad' };
    return { label: found.length > 1 ? `${found.length} found` : 'Different', tone: 'bad' };
  }
  if (optional.has(name) && result === 'pass' && found.length === 0) return { label: 'Not set', tone: 'calm' };
  return checkWords[result];
}

/** What is still to be done, in one sentence. */
export function readinessSentence(checks: readonly DomainCheck[] | null, isReady: boolean): string {
  if (checks === null) return 'Not checked yet.';
  const wrong = checks.filter((check) => check.result === 'fail');
  if (wrong.length === 0 && isReady) return 'Campaigns can start from this domain.';
  if (wrong.length === 0) return 'Some records could not be looked up; check again in a few minutes.';
  const names = wrong.map((check) => checkText(check.name).title).join(', ');
  const start = isReady ? 'Campaigns can start from it, but' : 'No campaign can start from it:';
  return `${start} ${names} ${wrong.length === 1 ? 'is' : 'are'} not in order.`;
}
