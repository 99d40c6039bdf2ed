// A bounce that is a letter: whom it speaks of, by the surest sign there is.
import { addressesIn } from './addresses.js';
import { isBouncedSubject, isWaiting, saysArrived, saysFailed } from './formats/bounce-signs.js';
import { type Found, found } from './formats/found.js';
import { addressesOfTo, isServiceAddress, readTextBounce, readTranscript } from './formats/text-bounce.js';
import { humanPartOf, type Mail, NOTHING, type Reading } from './mail-being-read.js';
import { decodeWords } from './mime/decode.js';
import { reportRecipient } from './report-recipient.js';

/**
 * Asks in this order: the sentences of known systems, X-Failed-Recipients, a transcript of the session, To of the
 * returned message, the only stranger that is named.
 */
export function readForPeople(mail: Mail): Reading {
  const { root, original } = mail;
  const human = humanPartOf(mail);
  const subject = decodeWords(root.headers.get('subject'));
  if (saysArrived(subject, human)) return NOTHING;
  const read = readTextBounce(mail.text);
  const named = root.headers.all('x-failed-recipients').flatMap((value) => addressesIn(value));
  const candidates: readonly [format: string, recipients: readonly Found[]][] = [
    [read?.format ?? 'text', read?.recipients ?? []],
    ['x-failed-recipients', named.map((address) => found(address, human))],
    ['transcript', readTranscript(mail.text)],
    [
      'original-to',
      looksFailed(mail, subject)
        ? addressesOfTo(original?.to ?? [])
            .slice(0, 1)
            .map((address) => found(address, human))
        : [],
    ],
    ['only-address', saysFailed(human) ? onlyStranger(mail, human) : []],
  ];
  const chosen = candidates.find(([, recipients]) => recipients.length > 0);
  const waits = isWaiting(subject, human);
  if (!chosen)
    return looksFailed(mail, subject)
      ? { kind: waits ? 'delayed' : 'bounce', format: 'unknown', recipients: [] }
      : NOTHING;
  const [format, recipients] = chosen;
  return {
    kind: waits ? 'delayed' : 'bounce',
    format,
    recipients: recipients.map((one) =>
      reportRecipient(waits ? { ...one, action: 'delayed' } : one, human, mail.classify),
    ),
  };
}

/** Where a report names whom it was sent to, and who sends it. */
const OUR_FIELDS = [
  'to',
  'cc',
  'from',
  'sender',
  'reply-to',
  'delivered-to',
  'x-original-to',
  'envelope-to',
  'received',
] as const;

/** The one address the letter names that is neither ours nor the postal service's. */
function onlyStranger({ root }: Mail, human: string): Found[] {
  const ours = new Set(OUR_FIELDS.flatMap((name) => root.headers.all(name)).flatMap((value) => addressesIn(value)));
  const strangers = addressesIn(human).filter((address) => !ours.has(address) && !isServiceAddress(address));
  return strangers.length === 1 ? strangers.map((address) => found(address, human)) : [];
}

/** A subject alone is no bounce: the text must say, too, that something failed. */
function looksFailed({ root, text, original }: Mail, subject: string): boolean {
  // The end counts, too: what stands before it may be a line of any length.
  const end = root.children.length === 0 ? root.body.slice(-200) : '';
  if (!isBouncedSubject(root.headers) || !saysFailed(`${text.slice(0, 4000)}\n${end}`)) return false;
  return original !== null || /undeliver|fail|return/i.test(subject);
}
