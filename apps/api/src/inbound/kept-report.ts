// What the worker kept of a report, read with care: older messages know less, and all of it was written by others.
import { z } from 'zod';

const text = z.string().nullable().catch(null);
const texts = z.array(z.string()).catch([]);

const Recipient = z.object({
  address: z.string(),
  originalRecipient: text,
  finalRecipient: text,
  action: text,
  status: text,
  replyCode: z.number().int().nullable().catch(null),
  diagnostic: z.string().catch(''),
  remoteMta: text,
  category: z.string().catch('unclassified'),
  scope: z.string().catch('unknown'),
  ruleId: z.string().catch('none'),
});

const KeptHandover = z.object({
  acceptedAt: z.iso.datetime(),
  host: text,
  queueId: text,
  reply: text,
  givenBackAt: z.iso.datetime(),
  seconds: z.number().int(),
  isSameQueueId: z.boolean(),
});

const Original = z.object({
  messageId: text,
  to: texts,
  subject: text,
  deliveredTo: texts,
  forwardedTo: texts,
  queueIds: texts,
});

const KeptReport = z.object({
  subject: text,
  from: text,
  format: text,
  feedbackType: text,
  reportingMta: text,
  remoteQueueId: text,
  refusedBy: text,
  finalRecipient: text,
  cuts: texts,
  note: text,
  hints: texts,
  matchedBy: text,
  writtenAt: text,
  forwarder: text,
  original: Original.nullable().catch(null),
  recipients: z.array(Recipient).catch([]),
  handover: KeptHandover.nullable().catch(null),
});
export type KeptReport = z.infer<typeof KeptReport>;

export function readKeptReport(report: unknown): KeptReport {
  return KeptReport.parse(report !== null && typeof report === 'object' ? report : {});
}

/** Addresses the report names, each once; those of the recipients first. */
export function namedBy({ recipients, finalRecipient }: KeptReport): string[] {
  const all = recipients.flatMap((one) => [one.address, one.originalRecipient, one.finalRecipient]);
  return [...new Set([...all, finalRecipient].filter((one): one is string => one !== null && one !== ''))];
}
