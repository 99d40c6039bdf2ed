// The rules of the large providers: each passes, warns or fails on evidence; what is not known is no zero.
import { describe, expect, it } from 'vitest';
import { replyMeaning } from './reply-meaning.js';
import { judgeSenderRules, type SeenReply, type SenderFacts } from './sender-rules.js';

const pass = (name: string) => ({ name, result: 'pass' as const, words: `${name} is right.` });
const inOrder: SenderFacts = {
  checks: ['spf', 'dkim', 'dmarc', 'alignment', 'ptr'].map(pass),
  message: {
    campaign: 'March',
    checks: ['one_click', 'headers', 'signed_headers'].map((id) => ({
      id,
      state: 'pass',
      seen: `${id}: right`,
      whatToDo: null,
    })),
  },
  tls: { of: 1000, encrypted: 1000 },
  ...{ accepted: 20_000, complained: 4, hasComplaintsAtAll: true, replies: [] },
};
const statusOf = (facts: Partial<SenderFacts>, id: string) =>
  judgeSenderRules({ ...inOrder, ...facts }).find((rule) => rule.id === id)!;
const reply = (enhancedCode: string, category: string): SeenReply => ({
  pattern: 7,
  text: 'no',
  enhancedCode,
  category,
  messages: 12,
});

describe('judgeSenderRules', () => {
  it('passes what is in order', () => {
    expect(new Set(judgeSenderRules(inOrder).map(({ status }) => status))).toEqual(new Set(['pass']));
  });

  it('knows nothing of a domain nobody looked at and that sent nothing', () => {
    const nothing: SenderFacts = {
      ...{ checks: null, message: null, tls: { of: 0, encrypted: 0 }, accepted: 0, complained: 0 },
      ...{ hasComplaintsAtAll: false, replies: [] },
    };
    expect(new Set(judgeSenderRules(nothing).map(({ status }) => status))).toEqual(new Set(['unknown']));
  });

  it.each([
    { accepted: 20_000, complained: 19, status: 'pass' },
    { accepted: 20_000, complained: 20, status: 'warn' },
    { accepted: 20_000, complained: 60, status: 'fail' },
    { accepted: 100, complained: 1, status: 'warn' },
    { accepted: 100, complained: 20, status: 'fail' },
  ])('has lines at 0.1 and 0.3 percent: $complained of $accepted is $status', ({ status, ...numbers }) => {
    const rule = statusOf(numbers, 'complaints');
    expect(rule.status).toBe(status);
    expect(rule.evidence[0]).toContain(`of ${numbers.accepted.toLocaleString('en')}`);
  });

  it('takes no complaints for no data while nobody ever reported one', () => {
    expect(statusOf({ complained: 0, hasComplaintsAtAll: false }, 'complaints').status).toBe('unknown');
    expect(statusOf({ complained: 0 }, 'complaints').status).toBe('pass');
  });

  it.each([
    { code: '4.7.27', id: 'spf' },
    { code: '5.7.30', id: 'dkim' },
    { code: '4.7.32', id: 'alignment' },
    { code: '5.7.515', id: 'dmarc' },
    { code: '5.7.1', id: 'dmarc' },
  ])('lights the row of $id by a reply with $code', ({ code, id }) => {
    const rule = statusOf({ replies: [reply(code, 'authentication')] }, id);
    expect(rule).toMatchObject({ status: 'warn', replies: [{ pattern: 7, text: 'no', messages: 12 }] });
    expect(statusOf({ replies: [reply(code, 'address_unknown')] }, id).status).toBe('pass');
  });

  it('stays failed with the worst of several checks, and says where', () => {
    const rule = statusOf({ checks: [pass('ptr'), { name: 'ptr', result: 'fail', words: 'No name.' }] }, 'ptr');
    expect(rule).toMatchObject({ status: 'fail', evidence: ['ptr is right.', 'No name.'] });
    expect(rule.whatToDo).not.toBeNull();
  });
});

describe('replyMeaning', () => {
  it.each([
    ['mailbox_full', 'the_person'],
    ['domain_misconfig', 'them'],
    ['reputation_block', 'us'],
    ['greylist', 'nobody_yet'],
    ['something new', 'nobody_yet'],
  ])('of %s: who has to act is %s', (category, owner) => {
    const told = replyMeaning(category, 'Yahoo');
    expect(told.owner).toBe(owner);
    expect(told.nextSteps.length).toBeGreaterThan(0);
  });
});
