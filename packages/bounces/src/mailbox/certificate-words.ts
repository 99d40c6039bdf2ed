// What the certificate of a mail server says, in words: who vouches for whom, and until when.
import type tls from 'node:tls';
import { cleanLine } from '../reply-words.js';
import type { StepListener } from './mailbox.js';

/** Certificates are renewed well before this. */
const SOON_DAYS = 14;
const DAY_MS = 86_400_000;
const MOST_NAMES = 3;

export function tellTls(socket: tls.TLSSocket, onStep: StepListener, now = new Date()): void {
  const protocol = socket.getProtocol() ?? 'TLS';
  const { words, isSoonOver } = certificateWords(socket.getPeerCertificate(), now);
  if (!socket.authorized)
    onStep('tls', 'warn', `Encrypted with ${protocol}, but nobody vouches for the certificate${words}.`);
  else if (isSoonOver) onStep('tls', 'warn', `Encrypted with ${protocol}; the certificate is about to end${words}.`);
  else onStep('tls', 'pass', `Encrypted with ${protocol}; the certificate is valid${words}.`);
}

/** @returns words that go on a sentence: ": for mail.example.org, by Some Authority, until 2027-01-31" */
export function certificateWords(
  certificate: Pick<tls.PeerCertificate, 'subject' | 'issuer' | 'subjectaltname' | 'valid_to'> | null,
  now: Date,
): { words: string; isSoonOver: boolean } {
  if (!certificate?.valid_to) return { words: '', isSoonOver: false };
  const names = namesOf(certificate);
  const issuer = one(certificate.issuer?.O) ?? one(certificate.issuer?.CN);
  const until = new Date(certificate.valid_to);
  const hasDate = !Number.isNaN(until.getTime());
  const parts = [
    ...(names === '' ? [] : [`for ${names}`]),
    ...(issuer === null ? [] : [`by ${issuer}`]),
    ...(hasDate ? [`until ${until.toISOString().slice(0, 10)}`] : []),
  ];
  return {
    words: parts.length === 0 ? '' : `: ${parts.join(', ')}`,
    isSoonOver: hasDate && until.getTime() - now.getTime() < SOON_DAYS * DAY_MS,
  };
}

function namesOf({ subject, subjectaltname }: Pick<tls.PeerCertificate, 'subject' | 'subjectaltname'>): string {
  const names = (subjectaltname ?? '')
    .split(', ')
    .map((name) => name.replace(/^(?:DNS|IP Address):/, ''))
    .filter((name) => name !== '');
  const common = one(subject?.CN);
  const all = names.length > 0 ? names : common === null ? [] : [common];
  const more = all.length > MOST_NAMES ? ` and ${all.length - MOST_NAMES} more` : '';
  return cleanLine(`${all.slice(0, MOST_NAMES).join(', ')}${more}`, 200);
}

function one(value: string | string[] | undefined): string | null {
  const first = Array.isArray(value) ? value[0] : value;
  return first ? cleanLine(first, 100) : null;
}
