// What each check of a sending domain is for, in words an editor knows.
import type { DomainCheck } from '@doorstep/contracts';
import { checkWords, plainWords, type Word } from '../parts/words';

interface CheckText {
  readonly title: string;
  readonly purpose: string;
}

const texts: Record<string, CheckText> = {
  spf: { title: 'SPF', purpose: 'Says which machines may send for the domain.' },
  dkim: { title: 'DKIM', purpose: 'The public half of the key every message is signed with.' },
  dmarc: { title: 'DMARC', purpose: 'Says what others shall do with mail that only pretends to be yours.' },
  return_path: { title: 'Return path', purpose: 'Where bounce messages go, so that they reach the bounce mailbox.' },
  mx: { title: 'MX', purpose: 'Where answers to your mail go.' },
  ptr: { title: 'Reverse name', purpose: 'The name of the sending IP, which large providers look up.' },
  alignment: { title: 'Alignment', purpose: 'Whether the proofs speak for the domain readers see as the sender.' },
  blocklist: { title: 'Blocklists', purpose: 'Public lists of senders many receivers refuse.' },
  mta_sts: { title: 'MTA-STS (optional)', purpose: 'Asks others to encrypt mail to the bounce domain.' },
  tls_rpt: { title: 'TLS-RPT (optional)', purpose: 'Where others report trouble with encryption.' },
  bimi: { title: 'BIMI (optional)', purpose: 'The logo some readers see beside the sender.' },
};

export function checkText(name: string): CheckText {
  const known = texts[name.toLowerCase().replaceAll('-', '_')];
  return known ?? { title: plainWords(name), purpose: '' };
}

const optional: ReadonlySet<string> = new Set(['mta_sts', 'tls_rpt', 'bimi']);

/** What is wrong with a record that has to be there; one nobody needs and nobody set is neither in order nor wrong. */
export function resultWord({ name, result, found, expected }: DomainCheck): Word {
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
