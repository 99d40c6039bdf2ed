// Opens and shuts campaigns by the hours in which they may go. What is open now stands in the store, so that a claim reads no clock.
import type { SendingHoursStore } from '@doorstep/database';
import { openStretch } from '@doorstep/delivery';

export interface SendingHours {
  /** @returns whether one may go now that could not before */
  turn(): Promise<boolean>;
}

/** Windows that are never open together are looked at again after this. */
const NEVER_MS = 3_600_000;

export function createSendingHours(store: Pick<SendingHoursStore, 'asking' | 'open'>, now: () => Date): SendingHours {
  return {
    async turn() {
      let isOpened = false;
      for (const { id, windows } of await store.asking()) {
        const at = now();
        const later = new Date(at.getTime() + NEVER_MS);
        const stretch = windows.length === 0 ? null : (openStretch(windows, at) ?? { from: later, until: later });
        await store.open(id, stretch);
        isOpened ||= stretch === null || stretch.from <= at;
      }
      return isOpened;
    },
  };
}
