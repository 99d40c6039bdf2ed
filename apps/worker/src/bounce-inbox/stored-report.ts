// What is kept of a report beside the raw mail: enough for every page, bounded, without the mail itself.
import type { Report, ReportRecipient } from '@doorstep/bounces';

const MAX_RECIPIENTS = 20;
const MAX_TEXT = 2000;

/** `status`, `diagnostic`, `finalRecipient` and `refusedBy` speak of the recipient that counts. */
export function storedReport(report: Report, recipient: ReportRecipient | null, note: string | null) {
  const { subject, from, format, feedbackType, reportingMta, remoteQueueId, cuts, recipients, original } = report;
  return {
    ...{ subject, from, format, feedbackType, reportingMta, remoteQueueId, cuts, note },
    status: recipient?.status ?? null,
    replyCode: recipient?.replyCode ?? null,
    diagnostic: recipient ? cut(recipient.diagnostic) : null,
    finalRecipient: recipient?.finalRecipient ?? recipient?.address ?? null,
    refusedBy: recipient?.remoteMta ?? reportingMta,
    originalMessageId: original?.messageId ?? null,
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
      ruleId: one.classification.ruleId,
    })),
  };
}

/** A cut in the middle of a character would be refused by the database. */
const cut = (text: string) => text.slice(0, MAX_TEXT).toWellFormed();
