// Carries out changes of many subscribers a page at a time; whoever is killed leaves nothing half-done.
import type { BulkChangeStore } from '@doorstep/database';

const TIDY_MS = 60 * 60_000;

/** @returns a turn of the loop: true while there is more to do */
export function createBulkChanger(changes: Pick<BulkChangeStore, 'work' | 'tidy'>): () => Promise<boolean> {
  let tidiedAt = Number.NEGATIVE_INFINITY;
  return async () => {
    if (await changes.work()) return true;
    if (performance.now() - tidiedAt < TIDY_MS) return false;
    tidiedAt = performance.now();
    return (await changes.tidy()) > 0;
  };
}
