// Evidence reads as a sentence with its counts; what is hostile or unknown stays text and never throws.
import { describe, expect, it } from 'vitest';
import { basisFacts, basisSentence, earlierReplies } from './evidence-basis.js';

describe('basisSentence', () => {
  it.each([
    [{ why: 'now' }, /first such reply/],
    [{ why: 'seen_twice', failures: 2, rule: { apartDays: 7 } }, /Seen 2 times, at least 7 days apart/],
    [{ why: 'streak', failures: 6, rule: { failures: 5, days: 30 } }, /6 failures .* asks for 5 over 30 days/],
    [{ why: 'probation' }, /back at once/],
    [{ why: 'complaint' }, /spam/],
  ])('%o', (evidence, words) => expect(basisSentence({ evidence })).toMatch(words));
  it.each([{}, { why: 7 }, { why: 'streak', rule: 'none', failures: '<b>' }])('copes with %o', (evidence) =>
    expect(() => basisSentence({ evidence })).not.toThrow(),
  );
});

it('names ids and the version, and leaves out what is not there', () => {
  expect(basisFacts({ evidence: { group: 'full', policyVersion: 0, attemptId: 'a1', ruleId: null } })).toEqual([
    { label: 'Kind of failure', value: 'Mailbox full' },
    { label: 'Version of what bounces lead to', value: '0, the defaults' },
    { label: 'Attempt', value: 'a1', entry: 'e-a1' },
  ]);
});

it('lists what was said before, a former suppression first', () => {
  const evidence = {
    before: { endedAt: '2026-03-01T00:00:00.000Z', evidence: { replyText: '550 gone' } },
    earlier: [{ at: '2026-04-01T00:00:00.000Z', replyText: '452 full' }, 'nonsense', { note: 'Counted before' }],
  };
  expect(earlierReplies({ evidence }).map(({ reply }) => reply)).toEqual([
    '550 gone',
    '452 full',
    'no words were kept',
    'Counted before',
  ]);
  expect(earlierReplies({ evidence: { earlier: 'x', before: 3 } })).toEqual([]);
});
