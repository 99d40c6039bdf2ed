// Reads a mail of the bounce mailbox: what kind it is, whom it speaks of, why.
import { addressesIn, cleanAddress } from './addresses.js';
import type { Classification } from './classification.js';
import { classifyReply } from './classify-reply.js';
import { isChallenge, readAutoreply } from './formats/autoreply.js';
import { isBouncedSubject, isWaiting, originOf, speaksOfMail } from './formats/bounce-signs.js';
import { type DeliveryStatus, readDeliveryStatus, readLooseStatus } from './formats/delivery-status.js';
import { readFeedback } from './formats/feedback.js';
import { type Found, found } from './formats/found.js';
import { readSesNotification, type SesNotification } from './formats/ses-notification.js';
import { addressesOfTo, quotedOriginal, readTextBounce } from './formats/text-bounce.js';
import { wrappedReport } from './formats/wrapped-report.js';
import { readForPeople } from './letter-for-people.js';
import { humanPartOf, type Mail, NOTHING, type Reading, textForPeople } from './mail-being-read.js';
import { decodeWords } from './mime/decode.js';
import { Cuts, limits } from './mime/limits.js';
import { type Part, readMail, walk } from './mime/parts.js';
import { collectReportTokens, readForwarder, readOriginal, readWrittenAt } from './original.js';
import { cleanLine } from './reply-words.js';
import type { Report, ReportKind, ReportRecipient } from './report.js';
import { type Classify, reportRecipient } from './report-recipient.js';

/** Fields for machines that stand in a text stand at its beginning. */
const LOOSE_LENGTH = 16_384;

/** Ways to name somebody where nothing the letter says does. */
const GUESSES: ReadonlySet<string> = new Set(['original-to', 'only-address']);

/**
 * Reads a raw mail: reports of RFC 3464, 6533 and 5965, bounces written for people, answering machines.
 *
 * Never throws. Looks at 1 MiB, 100 parts, 8 levels, 8,000 lines and 100 recipients at most (`cuts` says what was left
 * out) and matches in linear time. Nothing it returns is verified: a report can be forged, only a signed token counts.
 * @param classify what a reply means; our rules when it is left out
 */
export function parseReport(raw: Uint8Array, classify: Classify = classifyReply): Report {
  const cuts = new Cuts();
  const root = readMail(raw, cuts);
  const report = readRoot(root, cuts, classify);
  const isGuessed = report.recipients.length === 0 || GUESSES.has(report.format ?? '');
  const wrapped = isGuessed ? wrappedReport(root) : null;
  if (wrapped === null) return report;
  const within = readRoot(readMail(wrapped, cuts), cuts, classify);
  if (within.recipients.length === 0) return report;
  const tokens = [...new Set([...report.tokens, ...within.tokens])];
  return { ...within, tokens, subject: report.subject, from: report.from };
}

function readRoot(root: Part, cuts: Cuts, classify: Classify): Report {
  const text = textForPeople(root);
  const mail: Mail = { root, text, original: readOriginal(root, quotedOriginal(text), cuts), cuts, classify };
  const reading = readReport(mail);
  return {
    kind: reading.kind,
    recipients: reading.recipients.slice(0, limits.recipients),
    reportingMta: reading.status?.reportingMta ?? null,
    remoteQueueId: reading.status?.queueId ?? null,
    writtenAt: readWrittenAt(root.headers),
    forwarder: readForwarder(root.headers) ?? mail.original?.way.forwarder ?? null,
    tokens: collectReportTokens(root, text),
    subject: cleanLine(decodeWords(root.headers.get('subject')), 500),
    from: addressesIn(decodeWords(root.headers.get('from')))[0] ?? cleanAddress(root.headers.get('from')),
    original: mail.original,
    feedbackType: reading.feedbackType ?? null,
    format: reading.format,
    cuts: cuts.list(),
  };
}

function readReport(mail: Mail): Reading {
  const { root, text, cuts } = mail;
  const feedback = readFeedback(root, cuts);
  if (feedback) {
    const { feedbackType, isComplaint } = feedback;
    if (!isComplaint) return { kind: 'not-bounce', format: 'rfc5965', recipients: [], feedbackType };
    return {
      kind: 'complaint',
      format: 'rfc5965',
      recipients: complainers(feedback.recipients, feedback.diagnostic, mail),
      feedbackType,
    };
  }
  const status = readDeliveryStatus(root, cuts);
  if (status && status.recipients.length === 0) return { kind: 'bounce', format: 'rfc3464', status, recipients: [] };
  if (status) return byActions(status, 'rfc3464', mail);
  if (isOtherReport(root)) return NOTHING;
  const notification = readSesNotification(text);
  if (notification) return byNotification(notification, mail);
  const origin = originOf(root.headers);
  if (origin !== 'daemon' && (origin === 'person' || !isBouncedSubject(root.headers))) {
    const automatic = readAutoreply(root.headers, text);
    if (automatic) return { kind: automatic, format: 'autoreply', recipients: [] };
  }
  if (origin === 'person' || (origin === 'likely' && !speaksOfMail(text))) return NOTHING;
  const loose = readLooseStatus(text.slice(0, LOOSE_LENGTH), cuts);
  const reading = loose ? byActions(loose, 'rfc3464-in-text', mail) : readForPeople(mail);
  if (reading.recipients.length > 0 || isBouncedSubject(root.headers)) return reading;
  const automatic = readAutoreply(root.headers, text);
  return automatic ? { kind: automatic, format: 'autoreply', recipients: [] } : reading;
}

/** Read receipts (RFC 8098) and TLS reports (RFC 8460) name a recipient too, but nothing failed. */
function isOtherReport(root: Part): boolean {
  if (/^(?:disposition-notification|tlsrpt)$/i.test(root.parameters.get('report-type') ?? '')) return true;
  for (const part of walk(root))
    if (!part.isEnclosed && /^message\/(?:global-)?disposition-notification$|^application\/tlsrpt/.test(part.type))
      return true;
  return false;
}

function byActions(status: DeliveryStatus, format: string, mail: Mail): Reading {
  const human = humanPartOf(mail);
  if (isChallenge(human)) return { kind: 'autoreply', format: 'challenge', recipients: [] };
  const waits = isWaiting(mail.root.headers.get('subject'), human);
  const words = status.recipients.some(hasNoWords) ? wordsPerAddress(mail.text) : new Map<string, string>();
  const acted = status.recipients.map((one) => ({
    ...one,
    action: one.action ?? actionOf(one, waits),
    diagnostic: hasNoWords(one) ? (words.get(one.address) ?? '') : one.diagnostic,
  }));
  const failed = acted.filter((one) => one.action === 'failed');
  const delayed = acted.filter((one) => one.action === 'delayed');
  const kind: ReportKind = failed.length > 0 ? 'bounce' : delayed.length > 0 ? 'delayed' : 'not-bounce';
  const spoken = kind === 'bounce' ? failed : kind === 'delayed' ? delayed : acted;
  return { kind, format, status, recipients: spoken.map((one) => reportRecipient(one, human, mail.classify)) };
}

function byNotification({ kind, recipients }: SesNotification, { classify }: Mail): Reading {
  const classified = recipients.map((one) => reportRecipient(one, '', classify));
  if (kind === 'bounce') return { kind, format: 'ses', recipients: classified };
  const complained = classified.map((one) => ({ ...one, action: null, classification: COMPLAINED, isHard: false }));
  return { kind, format: 'ses', recipients: complained, feedbackType: 'abuse' };
}

/** Some hosts give an exit code, or nothing, for machines, and the reason for people only. */
function hasNoWords({ diagnostic }: Found): boolean {
  return diagnostic.trim().length < 8;
}

function wordsPerAddress(text: string): Map<string, string> {
  return new Map(readTextBounce(text)?.recipients.map(({ address, diagnostic }) => [address, diagnostic] as const));
}

function actionOf({ status }: Found, waits: boolean): 'failed' | 'delayed' | 'delivered' {
  if (status?.startsWith('2')) return 'delivered';
  return waits ? 'delayed' : 'failed';
}

const COMPLAINED: Classification = {
  category: 'complaint',
  scope: 'address',
  certainty: 'certain',
  ruleId: 'rfc5965/complaint',
  isPermanent: true,
  retryHintSeconds: null,
};

/** Many providers hide the address; then the returned original says to whom it went. */
function complainers(named: readonly string[], diagnostic: string, { original, classify }: Mail): ReportRecipient[] {
  const visible = named.filter((address) => !/redacted|@(?:.{0,40}\.)?invalid$/.test(address));
  const addresses = visible.length > 0 ? visible : addressesOfTo(original?.to ?? []).slice(0, 1);
  return addresses.map((address) => ({
    ...reportRecipient(found(address, diagnostic, { action: null }), '', classify),
    classification: COMPLAINED,
    isHard: false,
  }));
}
