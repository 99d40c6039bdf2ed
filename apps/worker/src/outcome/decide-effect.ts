// Decides what a result means for the address itself. The blame law: only scope = address may cost anybody anything.
import type { Classification } from '@doorstep/bounces';
import type { AddressEffect, DecidedOutcome } from '@doorstep/database';

/** The address is dead and says so itself: suppressed now. */
const DEAD: ReadonlySet<string> = new Set(['address_unknown', 'address_moved']);

/** Of the address, but no fault of it: she refuses this sender, or gets too much mail at the moment. */
const NO_FAULT: ReadonlySet<string> = new Set(['recipient_refuses_you', 'recipient_rate', 'complaint', 'autoreply']);

export function decideEffect(
  nextState: DecidedOutcome['nextState'],
  classification: Classification | null,
): AddressEffect {
  if (nextState === 'accepted') return 'well';
  if (nextState !== 'refused' && nextState !== 'expired') return 'none';
  if (classification?.scope !== 'address' || NO_FAULT.has(classification.category)) return 'none';
  if (nextState === 'refused' && classification.isPermanent) {
    // A code or a phrase that may mean other things too must be met twice, on different days.
    if (DEAD.has(classification.category))
      return classification.certainty === 'unclear' ? 'hard_if_seen_before' : 'hard';
    if (classification.category === 'mailbox_disabled') return 'hard_if_seen_before';
  }
  return 'soft';
}
