// The groups of a report: everybody of an audience is in exactly one of them but for `missed` and `got_it`, which are sums of others.
import type { Tally } from './campaigns.js';
import type { DeliveryGroup } from './reports.js';
import type { DeliveryState } from './words.js';

interface Group {
  readonly states: readonly DeliveryState[];
  /** Of accepted ones: at the first try, or only after another. */
  readonly tries?: 'first' | 'more';
}

export const deliveryGroups: Readonly<Record<DeliveryGroup, Group>> = {
  accepted_first: { states: ['accepted'], tries: 'first' },
  accepted_retry: { states: ['accepted'], tries: 'more' },
  trying_again: { states: ['deferred'] },
  not_yet: { states: ['planned', 'due', 'sending'] },
  refused: { states: ['refused'] },
  gave_up: { states: ['expired'] },
  returned: { states: ['returned'] },
  complained: { states: ['complained'] },
  in_doubt: { states: ['in_doubt'] },
  held: { states: ['held'] },
  suppressed: { states: ['suppressed'] },
  excluded: { states: ['excluded'] },
  cancelled: { states: ['cancelled'] },
  missed: { states: ['refused', 'expired', 'returned'] },
  got_it: { states: ['accepted', 'complained'] },
};

/** People of a group, from the tally. */
export function peopleIn(group: DeliveryGroup, { states, reasons }: Tally): number {
  const { states: own, tries } = deliveryGroups[group];
  const all = own.reduce((sum, state) => sum + (states[state] ?? 0), 0);
  const afterRetry = reasons['accepted:after_retry'] ?? 0;
  if (tries === 'first') return all - afterRetry;
  return tries === 'more' ? afterRetry : all;
}
