// What is kept of a report beside the raw mail: enough for every page, bounded, without the mail itself.
import type { Report, ReportRecipient } from '@doorstep/bounces';
import type { Handover } from './handover.js';

const MAX_RECIPIENTS = 20;
const MAX_TEXT = 2000;

export interface KeptBeside {
  /** What a person should know about how it was matched, or why it was not. */
  readonly note: string | null;
  readonly handover?: Handover | null;
  /** Deliveries whose tokens an unmatched message carries. */
  readonly hints?: readonly string[];
  /** Only the returned original shows that it was written to this address. */
  readonly isGuessed?: boolean;
  /** Who matched it by hand. */
  readonly matchedBy?: string;
}

/** `status`, `diagnostic`, `finalRecipient` and `refusedBy` speak of the recipient that counts. */
export function storedReport(report: Report, recipient: ReportRecipient | null, beside: KeptBeside) {
  const { subject, from, format, feedbackType, reportingMta, remoteQueueId, cuts, recipients, original } = report;
  const { note, handover = null, hints = [], matchedBy = null, isGuessed = false } = beside;
  return {
    ...{
      subject,
      from,
      format,
      feedbackType,
      reportingMta,
      remoteQueueId,
      cuts,
      note,
      handover,
      hints,
      matchedBy,
      isGuessed,
    },
    status: recipient?.status ?? null,
    replyCode: recipient?.replyCode ?? null,
    diagnostic: recipient ? cut(recipient.diagnostic) : null,
    finalRecipient: recipient?.finalRecipient ?? recipient?.address ?? null,
    refusedBy: recipient?.remoteMta ?? reportingMta,
    writtenAt: report.writtenAt?.toISOString() ?? null,
    forwarder: report.forwarder,
    original: original && {
      messageId: original.messageId,
      to: original.to,
      subject: original.subject,
      ...original.way,
    },
    recipients: recipients.slice(0, MAX_RECIPIENTS).map((one) => ({
      address: one.address,
      originalRecipient: one.originalRecipient,
      finalRecipient: one.finalRecipient,
      action: one.action,
      status: one.status,
      replyCode: one.replyCode,
      diagnostic: cut(one.diagnostic),
      remoteMta: one.remoteMta,
      category: one.classification.category,
      scope: one.classification.scope,
      certainty: one.classification.certainty,
      ruleId: one.classification.ruleId,
      isHard: one.isHard,
    })),
  };
}

/** A cut in the middle of a character would be refused by the database. */
const cut = (text: string) => text.slice(0, MAX_TEXT).toWellFormed();
