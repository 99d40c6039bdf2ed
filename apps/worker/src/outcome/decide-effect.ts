// Decides what a result means for the address itself. The blame law: only scope = address may cost anybody anything.
import type { Classification } from '@doorstep/bounces';
import {
  type ConsequencePolicy,
  type ConsequenceRule,
  consequenceDefaults,
  type FailureGroup,
} from '@doorstep/contracts';
import type { AddressEffect, ConsequenceTerms, DecidedOutcome, PolicyInForce } from '@doorstep/database';

export interface DecidedEffect {
  readonly effect: AddressEffect;
  /** Of a failure: the rule it is judged by, whatever the policy says later. */
  readonly terms: ConsequenceTerms | null;
}

/** The policy of an installation that changed nothing. */
export const defaultPolicyInForce: PolicyInForce = { version: 0, policy: consequenceDefaults };

/** What a reply or a report says of the address. */
type Judged = Pick<Classification, 'scope' | 'isPermanent' | 'certainty'> & { readonly category: string };

/** The address is dead and says so itself. */
const DEAD: ReadonlySet<string> = new Set(['address_unknown', 'address_moved']);

/** Of the address, but no fault of it: she refuses this sender, or gets too much mail at the moment. */
const NO_FAULT: ReadonlySet<string> = new Set(['recipient_refuses_you', 'recipient_rate', 'complaint', 'autoreply']);

const EFFECTS: Readonly<Record<ConsequenceRule['action'], AddressEffect>> = {
  now: 'hard',
  twice: 'hard_if_seen_before',
  streak: 'soft',
  never: 'noted',
};

/**
 * @param agreement of a returned message: anything but `named` means that somebody behind the address failed
 */
export function decideEffect(
  nextState: DecidedOutcome['nextState'],
  classification: Judged | null,
  { version, policy }: PolicyInForce = defaultPolicyInForce,
  agreement: 'named' | 'forwarded' | 'guessed' = 'named',
): DecidedEffect {
  if (nextState === 'accepted') return { effect: 'well', terms: null };
  if (nextState !== 'refused' && nextState !== 'expired') return { effect: 'none', terms: null };
  if (classification?.scope !== 'address' || NO_FAULT.has(classification.category))
    return { effect: 'none', terms: null };
  const isFinal = nextState === 'refused' && classification.isPermanent && agreement === 'named';
  const group = groupOf(classification, isFinal);
  const { action, ...rule } = ruleOf(policy, group, isFinal);
  return { effect: EFFECTS[action], terms: { ...rule, group, policyVersion: version, mayPass: !isFinal } };
}

/** For a delivery that tried until its time was over: what its last real reply means for the address. */
export function decideExpiry(
  { category, scope }: { readonly category: string | null; readonly scope: string | null },
  policy: PolicyInForce,
): DecidedEffect {
  if (category === null || scope !== 'address') return { effect: 'none', terms: null };
  return decideEffect('expired', { category, scope, isPermanent: false, certainty: 'likely' }, policy);
}

function groupOf({ category, certainty }: Judged, isFinal: boolean): FailureGroup {
  if (category === 'mailbox_full') return 'full';
  if (!isFinal) return 'other';
  // A code or a phrase that may mean other things too must be met twice, on different days.
  if (DEAD.has(category)) return certainty === 'unclear' ? 'perhaps_gone' : 'gone';
  return category === 'mailbox_disabled' ? 'switched_off' : 'other';
}

/** What may pass, or failed behind the address, never counts at once, whatever the policy says of it. */
function ruleOf(policy: ConsequencePolicy, group: FailureGroup, isFinal: boolean): ConsequenceRule {
  const rule = policy.groups[group];
  return isFinal || rule.action === 'never' ? rule : { ...rule, action: 'streak' };
}
