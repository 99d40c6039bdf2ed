// What failures lead to, by table, and that the order in which bounces arrive does not matter.
import { consequenceDefaults } from '@doorstep/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wouldSuppress } from './consequence-preview.store.js';
import { type CountedFailure, defaultTerms, type EndedSuppression, judgeFailures } from './judge-failures.js';

const day = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * 86_400_000);
const soft = (n: number): CountedFailure => ({
  ...{ at: day(n), effect: 'soft', group: 'other', mayPass: true },
  evidence: { attemptId: `a${n}`, replyText: '452 full' },
});
const softTerms = defaultTerms('soft');
const twice = (n: number): CountedFailure => ({ ...soft(n), effect: 'hard_if_seen_before', group: 'switched_off' });
const ended: EndedSuppression = {
  id: 's1',
  cause: 'hard_bounce',
  endedAt: day(1),
  evidence: { replyText: '550 gone' },
};

describe('judgeFailures', () => {
  it.each([
    { name: 'four in forty days are too few', days: [0, 10, 20, 40], is: null },
    { name: 'five in ten days are too soon', days: [0, 2, 4, 6, 10], is: null },
    { name: 'five over exactly thirty days suffice', days: [0, 5, 10, 20, 30], is: 'streak' },
  ])('$name', ({ days, is }) => {
    const verdict = judgeFailures({ effect: 'soft', terms: softTerms, counted: days.map(soft), probation: null });
    expect(verdict?.why ?? null).toBe(is);
  });

  it('keeps what a streak rests on', () => {
    const counted = [0, 5, 10, 20, 30].map(soft);
    expect(judgeFailures({ effect: 'soft', terms: softTerms, counted, probation: null })).toMatchObject({
      ...{ cause: 'soft_bounces', expiresDays: 180 },
      basis: {
        failures: 5,
        failingSince: day(0),
        rule: { failures: 5, days: 30 },
        earlier: [{ attemptId: 'a0' }, {}, {}, {}],
      },
    });
  });

  it.each([
    { name: 'a mailbox said to be off once waits', days: [3], is: null },
    { name: 'twice within a week waits', days: [3, 9], is: null },
    { name: 'twice a week apart is enough', days: [3, 10], is: 'seen_twice' },
  ])('$name', ({ days, is }) => {
    const terms = defaultTerms('hard_if_seen_before');
    const verdict = judgeFailures({ effect: 'hard_if_seen_before', terms, counted: days.map(twice), probation: null });
    expect(verdict?.why ?? null).toBe(is);
  });

  it('puts back at once what failed again after a lift, with the evidence of before', () => {
    const terms = defaultTerms('hard_if_seen_before');
    const verdict = judgeFailures({ effect: 'hard_if_seen_before', terms, counted: [twice(2)], probation: ended });
    expect(verdict).toMatchObject({
      why: 'probation',
      basis: { before: { suppressionId: 's1', evidence: { replyText: '550 gone' } } },
    });
  });

  it('does not put a lifted hard bounce back for a full mailbox', () =>
    expect(judgeFailures({ effect: 'soft', terms: softTerms, counted: [soft(2)], probation: ended })).toBeNull());

  it('lets failures lead to nothing where the policy says never', () =>
    expect(
      judgeFailures({
        effect: 'noted',
        terms: softTerms,
        counted: [0, 10, 20, 30, 40, 50].map(soft),
        probation: ended,
      }),
    ).toBeNull());

  it('says the same in whatever order the failures came', () => {
    const failures = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(
        failures.chain((days) => fc.tuple(fc.constant(days), fc.shuffledSubarray(days, { minLength: days.length }))),
        ([days, shuffled]) => {
          const judge = (given: number[]) =>
            judgeFailures({ effect: 'soft', terms: softTerms, counted: given.map(soft), probation: null })?.why ?? null;
          expect(judge(shuffled)).toBe(judge(days));
        },
      ),
    );
  });
});

describe('wouldSuppress', () => {
  const { groups } = consequenceDefaults;
  const gone: CountedFailure = { ...soft(1), effect: 'hard', group: 'gone', mayPass: false };
  it.each([
    { name: 'as it is', policy: consequenceDefaults, failures: [gone], is: 'gone' },
    {
      name: 'seen twice only',
      policy: { ...consequenceDefaults, groups: { ...groups, gone: { ...groups.gone, action: 'twice' as const } } },
      failures: [gone],
      is: null,
    },
    {
      name: 'three full mailboxes at once',
      policy: { ...consequenceDefaults, groups: { ...groups, other: { ...groups.other, failures: 3, days: 0 } } },
      failures: [1, 1, 1].map(soft),
      is: 'other',
    },
    {
      name: 'what may pass never counts at once',
      policy: { ...consequenceDefaults, groups: { ...groups, other: { ...groups.other, action: 'now' as const } } },
      failures: [soft(1)],
      is: null,
    },
  ])('$name: $is', ({ policy, failures, is }) => expect(wouldSuppress(policy, failures)).toBe(is));
});
