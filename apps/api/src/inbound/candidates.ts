// Whose an unmatched message may be: deliveries found by its signs, each scored with its reasons, best first.
import { remoteQueueIdOf } from '@doorstep/bounces';
import type { MatchCandidateStore, ShelvedMessage } from '@doorstep/database';
import { scoreCandidate } from '@doorstep/diagnosis';
import { namedBy, readKeptReport } from './kept-report.js';

const SHOWN = 20;
/** Signs of a report that are looked for: one that names a hundred people is nobody's answer. */
const SIGNS = 20;

export async function candidatesFor(store: MatchCandidateStore, message: ShelvedMessage, search: string) {
  const report = readKeptReport(message.report);
  const { original } = report;
  const named = lower(namedBy(report));
  const facts = {
    receivedAt: message.receivedAt,
    named,
    originalTo: lower([...(original?.to ?? []), ...(original?.deliveredTo ?? [])]),
    originalSubject: original?.subject ?? null,
    originalMessageId: original?.messageId ?? null,
    hosts: lower([report.refusedBy, report.reportingMta, ...report.recipients.map((one) => one.remoteMta)]),
    queueIds: kept([report.remoteQueueId, ...(original?.queueIds ?? [])]).filter((id) => id.length >= 5),
    hints: report.hints.filter((id) => /^[0-9a-f-]{36}$/.test(id)),
  };
  const rows = await store.find({
    ...{ receivedAt: facts.receivedAt, hints: facts.hints, queueIds: facts.queueIds, hosts: facts.hosts, search },
    addresses: [...new Set([...named, ...facts.originalTo])],
  });
  return rows
    .map(({ acceptReply, subject, sendingDomain, plannedAt, acceptedBy, mxHosts, ...row }) => ({
      ...row,
      ...scoreCandidate(facts, {
        ...{ deliveryId: row.deliveryId, address: row.address, subject, sendingDomain, mxHosts, acceptedBy },
        at: row.acceptedAt ?? plannedAt,
        isAccepted: row.acceptedAt !== null,
        queueId: acceptReply === null ? null : (remoteQueueIdOf(acceptReply)?.id ?? null),
      }),
    }))
    .toSorted((a, b) => b.score - a.score || (a.deliveryId < b.deliveryId ? 1 : -1))
    .slice(0, SHOWN);
}

const kept = (values: readonly (string | null)[]) =>
  [...new Set(values.filter((one): one is string => one !== null && one !== ''))].slice(0, SIGNS);
const lower = (values: readonly (string | null)[]) =>
  kept(values.map((one) => one?.toLowerCase().replace(/\.$/, '') ?? null));
