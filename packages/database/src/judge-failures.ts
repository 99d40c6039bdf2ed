// Judges the failures of one address: whether they lead to a suppression, and on what it rests. Pure.
import { consequenceDefaults, type FailureGroup, type SuppressionCause } from '@doorstep/contracts';
import type { AddressEffect, ConsequenceTerms } from './decided-outcome.js';

/** A failure that counts: after the accepted messages that made earlier ones forgotten. */
export interface CountedFailure {
  /** When the message was handed over or refused, whenever its bounce came. */
  readonly at: Date;
  readonly effect: AddressEffect;
  readonly group: FailureGroup;
  readonly mayPass: boolean;
  /** The rule it was decided by. */
  readonly terms?: ConsequenceTerms;
  readonly evidence: Record<string, unknown>;
}

/** A suppression made by Doorstep that was lifted or ran out, and no message was accepted since. */
export interface EndedSuppression {
  readonly id: string;
  readonly cause: SuppressionCause;
  readonly endedAt: Date;
  readonly evidence: Record<string, unknown>;
}

export interface FailureFacts {
  /** The failure that came just now. */
  readonly effect: AddressEffect;
  readonly terms: ConsequenceTerms;
  /** All of the address that count, the new one included; any order. */
  readonly counted: readonly CountedFailure[];
  readonly probation: EndedSuppression | null;
}

export interface FailureVerdict {
  readonly cause: 'hard_bounce' | 'soft_bounces';
  /** now: said once, for certain · seen_twice · streak · probation: it came back after a lift or an expiry */
  readonly why: 'now' | 'seen_twice' | 'streak' | 'probation';
  readonly expiresDays: number | null;
  /** What it rests on beside the new failure, as it is stored. */
  readonly basis: Record<string, unknown>;
}

const DAY_MS = 86_400_000;
const MOST_EARLIER = 10;

/** Those of a mailbox that is gone; of the others it may pass. */
const HARD_GROUPS: ReadonlySet<FailureGroup> = new Set(['gone', 'perhaps_gone', 'switched_off']);

export const causeOf = (group: FailureGroup): FailureVerdict['cause'] =>
  HARD_GROUPS.has(group) ? 'hard_bounce' : 'soft_bounces';

/** Terms of the defaults for a result decided without any. */
export function defaultTerms(effect: AddressEffect): ConsequenceTerms {
  const group = effect === 'hard' ? 'gone' : effect === 'hard_if_seen_before' ? 'switched_off' : 'other';
  const { action: _action, ...rule } = consequenceDefaults.groups[group];
  return { ...rule, group, policyVersion: 0, mayPass: group === 'other' };
}

/**
 * Judges by the times of the messages, not of their bounces: the order in which late bounces arrive changes nothing.
 *
 * @returns null when the failures lead to nothing yet
 */
export function judgeFailures({ effect, terms, counted, probation }: FailureFacts): FailureVerdict | null {
  const { group, expiresDays, policyVersion } = terms;
  const cause = causeOf(group);
  const alike = counted
    .filter((one) => one.group === group && one.effect !== 'noted')
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  const since = alike[0]?.at ?? null;
  const last = alike.at(-1)?.at ?? null;
  const apart = since === null || last === null ? 0 : (last.getTime() - since.getTime()) / DAY_MS;
  const verdict = (why: FailureVerdict['why'], more: Record<string, unknown> = {}): FailureVerdict => ({
    ...{ cause, why, expiresDays },
    basis: {
      ...{ why, group, policyVersion, failures: Math.max(1, alike.length), failingSince: since, lastFailureAt: last },
      ...more,
    },
  });
  const earlier = { earlier: alike.slice(0, -1).slice(-MOST_EARLIER).map(asEarlier) };
  switch (effect) {
    case 'hard':
    case 'hard_if_seen_before':
    case 'soft':
      // One try after a lift or an expiry: the same again, and it is back, with what it rested on before.
      if (probation !== null && (probation.cause === cause || effect === 'hard'))
        return verdict('probation', { before: { ...probation, suppressionId: probation.id } });
      if (effect === 'hard') return verdict('now');
      if (effect === 'soft')
        return alike.length >= terms.failures && apart >= terms.days
          ? verdict('streak', { rule: { failures: terms.failures, days: terms.days }, ...earlier })
          : null;
      return alike.length >= 2 && apart >= terms.apartDays
        ? verdict('seen_twice', { rule: { apartDays: terms.apartDays }, ...earlier })
        : null;
    case 'complained':
    case 'noted':
    case 'none':
    case 'well':
      return null;
    default:
      return effect satisfies never;
  }
}

const asEarlier = ({ at, evidence }: CountedFailure) => ({
  at,
  ...Object.fromEntries(
    ['attemptId', 'inboundMessageId', 'deliveryId', 'ruleId', 'replyText', 'note'].flatMap((key) =>
      evidence[key] === undefined || evidence[key] === null ? [] : [[key, evidence[key]]],
    ),
  ),
});
