// How a bounce listener stands, from what its worker told last, and whether DNS leads to it.
import type { BounceListenerRecord, BounceListenerView } from '@doorstep/contracts';
import type { ListenerRow, SendingDomainRow } from '@doorstep/database';

/** A worker tells every few seconds. */
const SILENT_MS = 60_000;

export function listenerView(row: ListenerRow, now: Date): BounceListenerView {
  const isEnded = !row.isListening && row.trouble === null; // in order: its worker was told to stop
  const isSilent = isEnded || now.getTime() - row.seenAt.getTime() > SILENT_MS;
  const { seenAt, lastAcceptedAt, lastRefusedAt, isListening, ...more } = row;
  return {
    ...more,
    connections: isSilent ? 0 : row.connections,
    state: isSilent ? 'silent' : isListening ? 'listening' : 'trouble',
    seenAt: seenAt.toISOString(),
    lastAcceptedAt: lastAcceptedAt?.toISOString() ?? null,
    lastRefusedAt: lastRefusedAt?.toISOString() ?? null,
  };
}

/**
 * One record for each return-path domain and host name that listens.
 *
 * @param hostNames of the listeners that are heard of
 */
export function recordsFor(
  domains: readonly Pick<SendingDomainRow, 'returnPathDomain' | 'checks' | 'checkedAt'>[],
  hostNames: readonly string[],
): BounceListenerRecord[] {
  const byName = new Map(domains.map((domain) => [domain.returnPathDomain.toLowerCase(), domain]));
  return [...byName].flatMap(([name, { checks, checkedAt }]) =>
    hostNames.map((host) => {
      const check = checks?.find((one) => one.name === 'return_path');
      const found = check?.found ?? [];
      const exchanges = found.map((record) =>
        record
          .replace(/^\d+\s+/, '')
          .replace(/\.$/, '')
          .toLowerCase(),
      );
      return {
        ...{ name, type: 'MX' as const, value: `10 ${host}.`, found },
        checkedAt: checkedAt?.toISOString() ?? null,
        leadsHere: check === undefined || check.result === 'unknown' ? null : exchanges.includes(host.toLowerCase()),
      };
    }),
  );
}
