// Whether this worker could send something now: what the watchdog over its progress goes by.
import type { LaneStore, SendingControlStore } from '@doorstep/database';

export interface WorkDueOptions {
  readonly lanes: Pick<LaneStore, 'dueLanes' | 'unroutedDomains'>;
  readonly control: Pick<SendingControlStore, 'read'>;
  readonly worker: string;
  /** Lanes at a time. */
  readonly most: number;
  readonly running: () => readonly { readonly siteId: string }[];
}

/**
 * Careful: a due lane that may rightly stay empty is none. Lanes of known providers share a limit, and all sending a rate
 * that a person set; other workers may have used up either.
 */
export async function isWorkDue({ lanes, control, worker, most, running }: WorkDueOptions): Promise<boolean> {
  const own = new Set(running().map(({ siteId }) => siteId));
  if (own.size >= most) return false;
  const { isPaused, ratePerMinute } = await control.read();
  if (isPaused || ratePerMinute !== null) return false;
  const due = await lanes.dueLanes(worker, most + 1);
  if (due.some(({ siteId, provider }) => provider === null && !own.has(siteId))) return true;
  return (await lanes.unroutedDomains(1)).length > 0;
}
