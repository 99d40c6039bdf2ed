// Results as the outcome rules decide them, for tests of the stores: accepted, or refused because nobody is there.
import type { DecidedOutcome } from '../decided-outcome.js';
import type { ClaimedDelivery } from '../deliveries.store.js';

export function decidedWell(claimed: ClaimedDelivery, changes: Partial<DecidedOutcome> = {}): DecidedOutcome {
  const { attemptId, deliveryId, addressId, fence } = claimed;
  return {
    ...{ attemptId, deliveryId, addressId, fence },
    ...{ outcome: 'accepted', stage: 'dot', nextState: 'accepted', waitSeconds: null, effect: 'well' },
    ...{ mxHost: 'mx.example', mxIp: '127.0.0.1', sourceIp: '127.0.0.1', tls: 'none' },
    ...{ replyCode: 250, enhancedCode: '2.0.0', replyText: '250 2.0.0 Ok' },
    ...{ category: null, scope: null, ruleId: null, report: { steps: [] } },
    ...{ countsAsAttempt: true, isReroute: false, speaks: true },
    ...changes,
  };
}

export function decidedRefusal(claimed: ClaimedDelivery, changes: Partial<DecidedOutcome> = {}): DecidedOutcome {
  return decidedWell(claimed, {
    ...{ outcome: 'refused', stage: 'rcpt', nextState: 'refused', effect: 'hard' },
    ...{ replyCode: 550, enhancedCode: '5.1.1', replyText: '550 5.1.1 no such user' },
    ...{ category: 'address_unknown', scope: 'address', ruleId: 'test/unknown' },
    ...changes,
  });
}
