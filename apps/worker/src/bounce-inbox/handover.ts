// "250, then a report hours later": which acceptance a report takes back, under which queue id, and how long after.
import { isAmongQueueIds, type Report, remoteQueueIdOf } from '@doorstep/bounces';
import type { ReturnedDelivery } from '@doorstep/database';

/** Kept with the report; times as ISO-8601. */
export interface Handover {
  readonly acceptedAt: string;
  /** The host that took it. */
  readonly host: string | null;
  /** Its queue id, out of its final reply. */
  readonly queueId: string | null;
  readonly reply: string | null;
  /** When it came back: as the report says where that can be, else when it was read. */
  readonly givenBackAt: string;
  readonly isByReportClock: boolean;
  /** From the acceptance to the return, at least 0. */
  readonly seconds: number;
  /** The report names the queue id of that acceptance: the same message beyond doubt. */
  readonly isSameQueueId: boolean;
}

/** Clocks of others may differ by so much and are still believed. */
const SKEW_MS = 10 * 60_000;
const MAX_REPLY = 500;

/** @returns null where nobody accepted it: then nothing was given back */
export function handoverOf(
  report: Pick<Report, 'writtenAt' | 'remoteQueueId' | 'original'>,
  { acceptedAt, acceptedBy, acceptReply }: Pick<ReturnedDelivery, 'acceptedAt' | 'acceptedBy' | 'acceptReply'>,
  receivedAt: Date,
): Handover | null {
  if (acceptedAt === null) return null;
  const { writtenAt, remoteQueueId, original } = report;
  const isByReportClock =
    writtenAt !== null &&
    writtenAt.getTime() >= acceptedAt.getTime() - SKEW_MS &&
    writtenAt.getTime() <= receivedAt.getTime() + SKEW_MS;
  const givenBackAt = isByReportClock ? writtenAt : receivedAt;
  const queueId = acceptReply === null ? null : (remoteQueueIdOf(acceptReply)?.id ?? null);
  const named = [...(remoteQueueId === null ? [] : [remoteQueueId]), ...(original?.way.queueIds ?? [])];
  return {
    acceptedAt: acceptedAt.toISOString(),
    host: acceptedBy,
    queueId,
    reply: acceptReply === null ? null : acceptReply.slice(0, MAX_REPLY).toWellFormed(),
    givenBackAt: givenBackAt.toISOString(),
    isByReportClock,
    seconds: Math.max(0, Math.round((givenBackAt.getTime() - acceptedAt.getTime()) / 1000)),
    isSameQueueId: queueId !== null && isAmongQueueIds(queueId, named),
  };
}
