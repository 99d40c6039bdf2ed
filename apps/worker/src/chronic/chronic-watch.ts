// Looks through the results of campaigns for people whose mail fails issue after issue. It only notes them: it holds nobody back.
import type { ChronicWatchStore } from '@doorstep/database';

/** @returns a turn of the loop: true while there is more to look through */
export function createChronicWatch(store: ChronicWatchStore): () => Promise<boolean> {
  return async () => {
    const inForce = await store.ruleInForce();
    if (await store.reweigh(inForce)) return true;
    const changed = await store.changed(inForce);
    for (const campaign of changed) await store.lookThrough(campaign, inForce);
    return changed.length > 0;
  };
}
