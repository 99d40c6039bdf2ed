// Behaviour of the decision about an attempt: state, wait and effect on the address, category by category.
import type { Classification } from '@doorstep/bounces';
import { type AttemptReport, newsletterRetryPolicy } from '@doorstep/delivery';
import { describe, expect, it } from 'vitest';
import { attemptReport, claimedDelivery, classified, replied } from '../testing/attempt-fixture.js';
import { decideOutcome, type OutcomeInput } from './decide-outcome.js';

function decide(
  report: AttemptReport,
  classification: Partial<Classification> | null,
  changes: Partial<Pick<OutcomeInput, 'delivery' | 'timeScale'>> = {},
) {
  return decideOutcome({
    report,
    classification: classification && classified(classification),
    delivery: claimedDelivery(),
    policy: newsletterRetryPolicy,
    timeScale: 1,
    random: () => 0.5,
    ...changes,
  });
}

const hour = 3_600_000;
const old = claimedDelivery({ attempts: 9, claimedAt: new Date(claimedDelivery().queuedAt.getTime() + 48 * hour) });

describe('decideOutcome', () => {
  it('ends an accepted attempt and says the address is well', () => {
    expect(decide(attemptReport(), null)).toMatchObject({
      nextState: 'accepted',
      waitSeconds: null,
      countsAsAttempt: true,
      speaks: true,
      effect: 'well',
      replyCode: 250,
    });
  });

  it('never re-sends by reflex what was lost after the final dot', () => {
    const report = attemptReport({ outcome: 'in_doubt', reply: null, trouble: 'connection lost' });
    expect(decide(report, { category: 'in_doubt' })).toMatchObject({
      nextState: 'in_doubt',
      waitSeconds: null,
      effect: 'none',
      category: 'in_doubt',
      replyText: 'connection lost',
    });
  });

  it('gives an abandoned attempt back at once, at no cost', () => {
    const report = attemptReport({ outcome: 'abandoned', stage: null, reply: null, wasDotSent: false });
    expect(decide(report, null)).toMatchObject({
      nextState: 'due',
      waitSeconds: 0,
      countsAsAttempt: false,
      speaks: false,
      effect: 'none',
    });
  });

  const address = { scope: 'address', isPermanent: true } as const;
  it.each<[string, AttemptReport, Partial<Classification>, string, string]>([
    ['an unknown user', replied(550, '5.1.1', 'rcpt'), { ...address, category: 'address_unknown' }, 'refused', 'hard'],
    ['a moved address', replied(551, '5.1.6', 'rcpt'), { ...address, category: 'address_moved' }, 'refused', 'hard'],
    [
      'a disabled mailbox',
      replied(550, '5.2.1', 'rcpt'),
      { ...address, category: 'mailbox_disabled' },
      'refused',
      'hard_if_seen_before',
    ],
    [
      'a full mailbox for good',
      replied(552, '5.2.2', 'rcpt'),
      { ...address, category: 'mailbox_full' },
      'refused',
      'soft',
    ],
    [
      'a reader who refuses this sender',
      replied(550, '5.7.1', 'dot'),
      { ...address, category: 'recipient_refuses_you' },
      'refused',
      'none',
    ],
    [
      'a weak sign of an unknown user',
      replied(550, null, 'rcpt'),
      { ...address, category: 'address_unknown', certainty: 'unclear' },
      'refused',
      'hard_if_seen_before',
    ],
    [
      'a message larger than the SIZE the host takes',
      replied(552, '5.3.4', 'mail'),
      { category: 'message_too_big', scope: 'message', isPermanent: true },
      'refused',
      'none',
    ],
    [
      'a message called spam',
      replied(554, '5.7.1', 'dot'),
      { category: 'content_spam', scope: 'message', isPermanent: true },
      'refused',
      'none',
    ],
    [
      'missing authentication',
      replied(550, '5.7.26', 'dot'),
      { category: 'authentication', scope: 'our_domain', isPermanent: true },
      'refused',
      'none',
    ],
    [
      'a message that is too big',
      replied(552, '5.3.4', 'data'),
      { category: 'message_too_big', scope: 'message', isPermanent: true },
      'refused',
      'none',
    ],
    ['an unknown text', replied(554, null, 'dot'), { isPermanent: true }, 'refused', 'none'],
  ])('%s: %#', (_name, report, classification, nextState, effect) => {
    expect(decide(report, classification)).toMatchObject({ nextState, effect, waitSeconds: null, speaks: true });
  });

  it.each<[string, AttemptReport, Partial<Classification>]>([
    [
      'a block of our address said at RCPT',
      replied(550, '5.7.1', 'rcpt'),
      { category: 'reputation_block', scope: 'our_ip', isPermanent: true },
    ],
    ['a full mailbox', replied(452, '4.2.2', 'rcpt'), { category: 'mailbox_full', scope: 'address' }],
    ['greylisting', replied(450, '4.2.0', 'rcpt'), { category: 'greylist', scope: 'site' }],
    [
      'too much mail for a reader, with a 550',
      replied(550, '5.2.1', 'rcpt'),
      { ...address, category: 'recipient_rate' },
    ],
    [
      'a banner that blocks our address',
      replied(554, '5.7.1', 'banner'),
      { category: 'reputation_block', scope: 'our_ip', isPermanent: true },
    ],
    [
      'a return path that is refused',
      replied(550, '5.7.1', 'mail'),
      { category: 'authentication', scope: 'our_domain', isPermanent: true },
    ],
  ])('waits after %s and blames nobody yet', (_name, report, classification) => {
    const decided = decide(report, classification);
    expect(decided).toMatchObject({ nextState: 'deferred', effect: 'none', isReroute: false, speaks: true });
    expect(decided.waitSeconds).toBeGreaterThan(0);
  });

  it('does not count what is the fault of the site or ours', () => {
    const blocked = { category: 'rate_limited', scope: 'our_ip' } as const;
    expect(decide(replied(421, '4.7.0', 'banner'), blocked).countsAsAttempt).toBe(false);
    expect(decide(replied(450, '4.2.0', 'rcpt'), { category: 'greylist', scope: 'site' }).countsAsAttempt).toBe(true);
  });

  it('lets the last real reply speak, not the silence that followed it', () => {
    const silence = attemptReport({ outcome: 'deferred', stage: 'connect', reply: null, trouble: 'refused' });
    expect(decide(silence, { category: 'unreachable', scope: 'site' }).speaks).toBe(false);
  });

  it('asks DNS again before the next attempt when DNS was the trouble', () => {
    const report = attemptReport({ outcome: 'deferred', stage: 'dns', reply: null, trouble: 'SERVFAIL' });
    expect(decide(report, { category: 'dns_temp', scope: 'domain' })).toMatchObject({
      nextState: 'deferred',
      isReroute: true,
    });
  });

  it('refuses at once what a null MX refuses, without blaming the address', () => {
    const report = attemptReport({ outcome: 'refused', stage: 'dns', reply: null, trouble: 'null MX' });
    expect(decide(report, { category: 'domain_refuses_mail', scope: 'domain', isPermanent: true })).toMatchObject({
      nextState: 'refused',
      effect: 'none',
      isReroute: false,
      speaks: true,
    });
  });

  it('expires what was tried long enough; a mailbox that was full to the end counts as soft', () => {
    const full = decide(
      replied(452, '4.2.2', 'rcpt'),
      { category: 'mailbox_full', scope: 'address' },
      { delivery: old },
    );
    expect(full).toMatchObject({ waitSeconds: null, effect: 'soft' });
    expect(['refused', 'expired']).toContain(full.nextState);
    const busy = decide(replied(451, '4.3.0', 'rcpt'), { category: 'system_temp', scope: 'site' }, { delivery: old });
    expect(busy).toMatchObject({ nextState: 'expired', waitSeconds: null, effect: 'none', speaks: true });
  });

  it('divides waits by the time scale and multiplies ages by it', () => {
    const deferral = [replied(451, '4.3.0', 'rcpt'), { category: 'system_temp', scope: 'site' }] as const;
    const plain = decide(...deferral);
    const scaled = decide(...deferral, {
      timeScale: 100,
      delivery: claimedDelivery({ claimedAt: new Date(claimedDelivery().queuedAt.getTime() + 600) }),
    });
    expect(scaled.waitSeconds! * 100).toBeCloseTo(plain.waitSeconds!, 3);
  });
});
