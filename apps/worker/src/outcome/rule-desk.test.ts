// The desk of rules: what is changed in the store holds from the next look, and nothing is judged before the first.
import type { RuleInForce } from '@doorstep/database';
import { describe, expect, it } from 'vitest';
import { createRuleDesk } from './rule-desk.js';

const rule: RuleInForce = {
  ...{ slug: 'gone', version: 1, provider: null, stages: [], codes: [], enhancedCodes: [], phrases: ['is gone'] },
  ...{ category: 'address_unknown', scope: 'address', certainty: 'certain', isPermanent: true },
};
const facts = { stage: 'rcpt', code: 554, enhancedCode: null, text: 'She is gone', mxHost: null } as const;

describe('the desk of rules', () => {
  it('classifies by what the store said last', async () => {
    let rules: RuleInForce[] = [rule];
    const desk = createRuleDesk({ inForce: async () => rules });
    expect(desk.classify(facts).ruleId).not.toBe('own/gone@1');
    await desk.refresh();
    await desk.ready();
    const first = desk.own();
    await desk.refresh();
    expect(desk.own()).toBe(first);
    expect(desk.classify(facts).ruleId).toBe('own/gone@1');
    rules = [{ ...rule, version: 2, category: 'mailbox_full' }];
    await desk.refresh();
    expect(desk.classify(facts)).toMatchObject({ ruleId: 'own/gone@2', category: 'mailbox_full' });
    rules = [];
    await desk.refresh();
    expect(desk.classify(facts).ruleId).not.toMatch(/^own/);
  });

  it('keeps the rules it has while the store is away', async () => {
    let isAway = false;
    const desk = createRuleDesk({ inForce: async () => (isAway ? Promise.reject(new Error('away')) : [rule]) });
    await desk.refresh();
    isAway = true;
    await expect(desk.refresh()).rejects.toThrow('away');
    expect(desk.classify(facts).ruleId).toBe('own/gone@1');
  });
});
