// Decides what a report that came back means for its delivery and for the address. Only scope = address may cost anybody anything.
import type { Report, ReportRecipient } from '@doorstep/bounces';
import type { DecidedReturn, PolicyInForce } from '@doorstep/database';
import { decideEffect } from './decide-effect.js';

export interface ReturnInput {
  readonly report: Report;
  /** The recipient of the report that is our delivery's; null when the report names nobody. */
  readonly recipient: ReportRecipient | null;
  readonly deliveryId: string;
  readonly addressId: string;
  /**
   * named: the report names the address we wrote to · forwarded: it names another one, and says it was written to as ours ·
   * guessed: it names another one, and only the returned original shows that ours was written to.
   */
  readonly agreement: 'named' | 'forwarded' | 'guessed';
  /** What is stored of the report. */
  readonly stored: unknown;
  /** Absent: the defaults. */
  readonly policy?: PolicyInForce | undefined;
}

/** @param input a bounce or a complaint whose token was verified and whose recipient does not disagree with it */
export function decideReturn(input: ReturnInput): DecidedReturn {
  const { report, recipient, deliveryId, addressId, stored } = input;
  const isComplaint = report.kind === 'complaint';
  const classification = recipient?.classification ?? null;
  return {
    kind: report.kind,
    state: 'matched',
    deliveryId,
    addressId,
    category: isComplaint ? 'complaint' : (classification?.category ?? 'unclassified'),
    scope: isComplaint ? 'address' : (classification?.scope ?? 'unknown'),
    ruleId: isComplaint ? 'rfc5965/complaint' : (classification?.ruleId ?? 'none'),
    report: stored,
    nextState: isComplaint ? 'complained' : 'returned',
    // Who fails may be somebody behind the address: her forwarding may be mended, so it is never hard at once.
    ...(isComplaint
      ? { effect: 'complained' as const, terms: null }
      : decideEffect('refused', classification, input.policy, input.agreement)),
    evidence: {
      deliveryId,
      category: isComplaint ? 'complaint' : (classification?.category ?? null),
      ruleId: classification?.ruleId ?? null,
      mxHost: recipient?.remoteMta ?? report.reportingMta,
      replyCode: recipient?.replyCode ?? null,
      enhancedCode: recipient?.status ?? null,
      replyText: recipient?.diagnostic ?? null,
    },
  };
}
