// Understands a page of kept messages several at a time: each waits for the disk of the database, not for the others.
import { parseReturnPath, type Report } from '@doorstep/bounces';
import type { WaitingInbound } from '@doorstep/database';
import type { Understanding } from './understand.js';

/** Messages settled at the same time; each holds a connection to the database. */
export const AT_ONCE = 8;

/**
 * What may speak of the same delivery stays in the order in which it came: a warning before the failure.
 *
 * @param reports of each message, in order; null where it could not be parsed
 * @returns how many were settled
 * @throws the first error of `understand`, once whatever was begun has ended
 */
export async function understandPage(
  page: readonly WaitingInbound[],
  reports: readonly (Report | null)[],
  understand: Understanding,
): Promise<number> {
  const groups = [...Map.groupBy(page.entries(), ([at, message]) => keyOf(message, reports[at] ?? null)).values()];
  let settled = 0;
  let failure: { readonly error: unknown } | null = null;
  const lane = async () => {
    for (let group = groups.shift(); group && failure === null; group = groups.shift())
      for (const [, message] of group)
        try {
          if ((await understand(message)) === 'settled') settled++;
        } catch (error) {
          failure ??= { error };
          return;
        }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  if (failure !== null) throw (failure as { error: unknown }).error;
  return settled;
}

/** The token that is in all of them, whatever else they hold; without one a message belongs to nobody. */
function keyOf({ id, envelopeTo }: WaitingInbound, report: Report | null): string {
  const path = envelopeTo === null ? null : parseReturnPath(envelopeTo);
  return path?.token ?? report?.tokens[0] ?? id;
}
