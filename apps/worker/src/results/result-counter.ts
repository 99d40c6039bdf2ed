// Counts what became of messages, a moment after it happened: what the page of deliverability shows.
import type { ResultCountStore } from '@doorstep/database';

/** @returns a turn of the loop: true while there is more to count at once */
export function createResultCounter(store: Pick<ResultCountStore, 'turn'>): () => Promise<boolean> {
  return async () => (await store.turn()).isMore;
}
