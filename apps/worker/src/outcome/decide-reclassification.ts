// Decides what a past reply means by other rules, and what its delivery would have led to: by the same functions as when it came.
import type { Category, Classification, ReplyFacts, Report, ReportRecipient, Scope } from '@doorstep/bounces';
import { slugOfRuleId } from '@doorstep/bounces';
import type { AddressEffect, PastAttempt, PastInbound, PolicyInForce, ReplayChange } from '@doorstep/database';
import { decideEffect } from './decide-effect.js';

export interface Reclassifying {
  readonly classify: (facts: ReplyFacts) => Classification;
  readonly policy: PolicyInForce;
  /** Only what this rule decides, or has decided, counts as a difference. */
  readonly onlySlug: string | null;
}

/** @returns null when it means what it meant */
export function decideAttempt(past: PastAttempt, by: Reclassifying): ReplayChange | null {
  const { stage, code, enhancedCode, text, mxHost } = past;
  const to = by.classify({ stage, code, enhancedCode, text, mxHost });
  const state = past.state === 'expired' ? 'expired' : 'refused';
  return changeOf(past, by, {
    ...{ subjectKind: 'attempt', to, digit: code === null ? null : Math.floor(code / 100) },
    effectOf: (said) => decideEffect(state, said, by.policy),
    detail: { text, mxHost, replyCode: code, enhancedCode },
  });
}

/** Who of a report counts, and how surely the report names her. */
export interface Named {
  readonly recipient: ReportRecipient | null;
  readonly agreement: 'named' | 'forwarded' | 'guessed';
}

/** @returns null when it means what it meant, or is no report of a failure any more: what a message is stays as it was read */
export function decideInbound(past: PastInbound, report: Report, named: Named, by: Reclassifying): ReplayChange | null {
  const { recipient, agreement } = named;
  if (recipient === null || (report.kind !== 'bounce' && report.kind !== 'delayed')) return null;
  const digit = recipient.replyCode ?? (recipient.status === null ? null : Number(recipient.status.charAt(0)) * 100);
  return changeOf(past, by, {
    ...{ subjectKind: 'inbound', to: recipient.classification, digit: digit === null ? null : Math.floor(digit / 100) },
    effectOf: (said) => decideEffect('refused', said, by.policy, agreement),
    detail: {
      ...{ text: recipient.diagnostic, mxHost: recipient.remoteMta ?? report.reportingMta },
      ...{ replyCode: recipient.replyCode, enhancedCode: recipient.status },
    },
  });
}

interface Said {
  readonly subjectKind: ReplayChange['subjectKind'];
  readonly to: Classification;
  readonly digit: number | null;
  readonly effectOf: (said: Classification) => ReturnType<typeof decideEffect>;
  readonly detail: Omit<ReplayChange['detail'], 'terms'>;
}

function changeOf(past: PastAttempt | PastInbound, { onlySlug }: Reclassifying, said: Said): ReplayChange | null {
  const { to, effectOf, detail } = said;
  if (onlySlug !== null && slugOfRuleId(to.ruleId) !== onlySlug && slugOfRuleId(past.ruleId) !== onlySlug) return null;
  const decided = past.isFinal ? effectOf(to) : { effect: 'none' as const, terms: null };
  const fromEffect: AddressEffect = past.isFinal ? (past.effect ?? effectOf(asItWas(past, said.digit)).effect) : 'none';
  const isOtherClass = past.category !== to.category || past.scope !== to.scope;
  // The same class by another rule: a difference only where another consequence was counted for it.
  const isOtherEffect =
    past.effect !== null && past.ruleId !== to.ruleId && past.isFinal && fromEffect !== decided.effect;
  if (!isOtherClass && !isOtherEffect) return null;
  return {
    ...{ subjectKind: said.subjectKind, subjectId: past.id, deliveryId: past.deliveryId, addressId: past.addressId },
    ...{ at: past.at, isFinal: past.isFinal },
    from: { category: past.category, scope: past.scope, ruleId: past.ruleId, effect: fromEffect },
    to: { category: to.category, scope: to.scope, ruleId: to.ruleId, effect: decided.effect },
    detail: { ...detail, text: detail.text.slice(0, 1000).toWellFormed(), terms: decided.terms },
  };
}

/** What was not written down of a class of long ago is taken from its reply. */
const asItWas = ({ category, scope, ruleId }: PastAttempt | PastInbound, digit: number | null): Classification => ({
  ...{ category: category as Category, scope: scope as Scope, ruleId },
  ...{ certainty: 'likely', isPermanent: digit === 5, retryHintSeconds: null },
});
