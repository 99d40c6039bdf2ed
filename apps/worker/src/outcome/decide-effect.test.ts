// The blame law, whatever the policy says, and what each knob of the policy does.
import { Category, ConsequencePolicy, ConsequenceRule, consequenceDefaults, Scope } from '@doorstep/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideEffect, decideExpiry } from './decide-effect.js';

const verdict = (category: string, more: object = {}) => ({
  ...{ category: category as 'address_unknown', scope: 'address' as const, certainty: 'certain' as const },
  ...{ ruleId: 'test', isPermanent: true, retryHintSeconds: null },
  ...more,
});
const withRule = (group: keyof ConsequencePolicy['groups'], rule: Partial<ConsequenceRule>) => ({
  version: 3,
  policy: {
    ...consequenceDefaults,
    groups: { ...consequenceDefaults.groups, [group]: { ...consequenceDefaults.groups[group], ...rule } },
  },
});
const rules = fc.record({
  action: fc.constantFrom(...ConsequenceRule.shape.action.options),
  apartDays: fc.integer({ min: 1, max: 90 }),
  failures: fc.integer({ min: 2, max: 50 }),
  days: fc.integer({ min: 0, max: 365 }),
  expiresDays: fc.option(fc.integer({ min: 1, max: 3650 })),
});
const policies = fc
  .record({ gone: rules, perhaps_gone: rules, switched_off: rules, full: rules, other: rules })
  .map((groups) => ({ version: 1, policy: ConsequencePolicy.parse({ ...consequenceDefaults, groups }) }));

describe('decideEffect', () => {
  it.each([
    ['address_unknown', {}, 'hard', 'gone'],
    ['address_unknown', { certainty: 'unclear' }, 'hard_if_seen_before', 'perhaps_gone'],
    ['address_moved', {}, 'hard', 'gone'],
    ['mailbox_disabled', {}, 'hard_if_seen_before', 'switched_off'],
    ['mailbox_full', {}, 'soft', 'full'],
    ['address_unknown', { isPermanent: false }, 'soft', 'other'],
  ])('%s %o leads to %s by the rule of %s', (category, more, effect, group) =>
    expect(decideEffect('refused', verdict(category, more))).toMatchObject({ effect, terms: { group } }),
  );

  it('follows the policy and keeps its version', () => {
    const policy = withRule('gone', { action: 'twice', apartDays: 2 });
    expect(decideEffect('refused', verdict('address_unknown'), policy)).toEqual({
      effect: 'hard_if_seen_before',
      terms: {
        group: 'gone',
        policyVersion: 3,
        mayPass: false,
        apartDays: 2,
        failures: 5,
        days: 30,
        expiresDays: null,
      },
    });
    expect(decideEffect('refused', verdict('mailbox_full'), withRule('full', { action: 'never' })).effect).toBe(
      'noted',
    );
  });

  it('never counts at once what failed behind the address, or may pass', () => {
    const policy = withRule('other', { action: 'now' });
    expect(decideEffect('refused', verdict('address_unknown'), policy, 'forwarded').effect).toBe('soft');
    expect(decideExpiry({ category: 'mailbox_disabled', scope: 'address' }, policy).effect).toBe('soft');
  });

  it('costs nobody anything for what is not of the address, under any policy', () => {
    const others = Scope.options.filter((scope) => scope !== 'address');
    fc.assert(
      fc.property(
        policies,
        fc.constantFrom(...others),
        fc.constantFrom(...Category.options),
        fc.boolean(),
        (policy, scope, category, isPermanent) => {
          for (const state of ['refused', 'expired', 'deferred', 'in_doubt', 'due'] as const)
            expect(decideEffect(state, verdict(category, { scope, isPermanent }), policy).effect).toBe('none');
          expect(decideExpiry({ category, scope }, policy).effect).toBe('none');
        },
      ),
    );
  });

  it('costs nothing while it may still be tried, and when nothing is known', () => {
    for (const state of ['deferred', 'due', 'in_doubt'] as const)
      expect(decideEffect(state, verdict('address_unknown')).effect).toBe('none');
    expect(decideEffect('refused', null).effect).toBe('none');
  });
});
