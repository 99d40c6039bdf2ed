// A returned message as the API shows it: one line for the list, everything that was understood for its own page.
import type { HandMatchRow, ShelvedMessage } from '@doorstep/database';
import { describeHandover, describeReturn, english, whatItLedTo, whyUnmatched } from '@doorstep/diagnosis';
import { type KeptReport, namedBy, readKeptReport } from './kept-report.js';
import { subjectOf } from './message-head.js';

const NAMED_AT_MOST = 5;

export function inboundView(message: ShelvedMessage) {
  const { head, report: stored, deliveryState, isSuppressed, ...row } = message;
  const report = readKeptReport(stored);
  const { kind, state } = row;
  const isDismissed = row.dismissedAt !== null;
  return {
    ...row,
    subject: subjectOf(head),
    from: report.from,
    named: namedBy(report).slice(0, NAMED_AT_MOST),
    matchedBy: report.matchedBy,
    words: wordsOf(message, report),
    ledTo: whatItLedTo({ kind, state, isDismissed, deliveryState, isSuppressed }),
  };
}

export function inboundDetail(message: ShelvedMessage, match: HandMatchRow | null) {
  const report = readKeptReport(message.report);
  const { handover, recipients, note, hints } = report;
  const isUnmatched = message.state === 'unmatched';
  const { why, whatToDo } = whyUnmatched(message.kind, note, hints.length);
  return {
    ...inboundView(message),
    note: isUnmatched ? why : note,
    whatToDo: isUnmatched ? whatToDo : null,
    recipients,
    facts: factsOf(report, message),
    handover: handover && { ...handover, words: describeHandover(handover) },
    match,
  };
}

function wordsOf({ kind, state, category, address }: ShelvedMessage, report: KeptReport): string {
  if (state === 'unmatched')
    return report.note ?? 'It carries no return path of ours, or one that does not fit the address it names.';
  if (kind === null) return 'Not read yet.';
  return describeReturn(
    { kind, category, finalRecipient: address === null ? null : report.finalRecipient },
    address ?? '',
  );
}

/** What else the report says, under names a person understands; what it does not say is left out. */
function factsOf(report: KeptReport, { mailbox, source, sizeBytes }: ShelvedMessage) {
  const { original } = report;
  const facts: (readonly [name: string, value: string | null])[] = [
    ['Came in by', source === 'listener' ? 'our own SMTP listener' : (mailbox ?? 'a mailbox that was deleted')],
    ['Sent by', report.from],
    ['Written at, by its own clock', report.writtenAt === null ? null : momentOf(report.writtenAt)],
    ['Reported by', report.reportingMta],
    ['Refused by', report.refusedBy === report.reportingMta ? null : report.refusedBy],
    ['Queue id there', report.remoteQueueId],
    ['Kind of complaint', report.feedbackType],
    ['Format', report.format],
    ['The original was to', listed(original?.to)],
    ['Its subject', original?.subject ?? null],
    ['Its Message-ID', original?.messageId ?? null],
    ['It went through', listed(original?.deliveredTo)],
    ['It was passed on to', listed(original?.forwardedTo)],
    ['Passed on by', report.forwarder],
    ['Queues on its way', listed(original?.queueIds)],
    ['Left out while reading', listed(report.cuts)],
    ['Size', `${sizeBytes.toLocaleString('en')} bytes`],
  ];
  return facts.flatMap(([name, value]) => (value === null || value === '' ? [] : [{ name, value }]));
}

const listed = (values: readonly string[] | undefined) => (values ?? []).join(', ');

function momentOf(at: string): string {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? at : english.general.moment(time);
}
