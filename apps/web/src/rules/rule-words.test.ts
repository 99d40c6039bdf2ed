// Words of rules: what is looked for, what follows, what a replay found.
import type { RuleDefinition } from '@doorstep/contracts';
import { describe, expect, it } from 'vitest';
import { categories, consequence, looksFor, resultWords } from './rule-words';

const rule: RuleDefinition = {
  ...{ provider: null, stages: [], codes: [], enhancedCodes: [], phrases: [] },
  ...{ category: 'mailbox_full', scope: 'address', certainty: 'likely', isPermanent: false },
};

describe('the words of a rule', () => {
  it('name what it looks for', () => {
    expect(
      looksFor({
        ...rule,
        stages: [],
        codes: [550],
        enhancedCodes: ['5.1.1'],
        phrases: ['box * closed', 'gone'],
        provider: 'gmx',
      }),
    ).toBe('“box … closed” or “gone”, code 550 or 5.1.1, from gmx');
  });

  it('say whether anybody can lose the newsletter', () => {
    expect(consequence('reputation_block', 'our_ip', true)).toMatch(/^Nobody is suppressed/);
    expect(consequence('address_unknown', 'address', true)).toMatch(/no more campaigns/);
    expect(consequence('mailbox_full', 'address', false)).toMatch(/Several over a while/);
  });

  it('offer no category that no reply can mean', () => {
    expect(categories).not.toContain('complaint');
    expect(categories).toContain('unclassified');
  });
});

describe('the result of a replay', () => {
  it.each([
    [0, 0, 0, 'ready', 'No reply would mean anything else'],
    [1, 0, 0, 'ready', '1 person: nobody gains or loses a suppression'],
    [3, 2, 1, 'ready', '3 people: 2 suppressions would be added, 1 lifted'],
    [2, 0, 2, 'ready', '2 people: 2 suppressions would be lifted'],
    [2, 1, 0, 'applied', '2 people: 1 suppression added'],
  ] as const)('%s people, %s added, %s lifted, %s', (people, suppressionsAdded, suppressionsLifted, state, words) => {
    expect(resultWords({ people, suppressionsAdded, suppressionsLifted, state })).toBe(words);
  });
});
