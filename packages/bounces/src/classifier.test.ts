// Behaviour of own rules among ours: asked first, held to the blame law, never about trouble of our own.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Category, ReplyFacts, Scope, Stage } from './classification.js';
import { createClassifier } from './classifier.js';
import { clusterKey, phraseOf } from './cluster.js';
import { faultsOfOwnRule, slugOfRuleId } from './own/own-rule.js';
import { parseReport } from './parse-report.js';
import { statusReport } from './testing/mails.js';
import { ownRule } from './testing/own-rules.js';

const said = (text: string, more: Partial<ReplyFacts> = {}): ReplyFacts => ({
  ...{ stage: 'rcpt', code: 550, enhancedCode: null, text, mxHost: null },
  ...more,
});
const codesOf = (changes: Parameters<typeof ownRule>[0]) => faultsOfOwnRule(ownRule(changes)).map(({ code }) => code);

describe('an own rule', () => {
  it('is asked before ours and named with its version', () => {
    const classifier = createClassifier([ownRule({ slug: 'quota', version: 3, phrases: ['over * quota'] })]);
    const explained = classifier.explain(said('552 Mailbox full, over her QUOTA again'));
    expect(explained.classification).toMatchObject({ category: 'address_unknown', ruleId: 'own/quota@3' });
    expect(explained).toMatchObject({ found: 'over her quota', insteadOf: 'text/mailbox-full' });
    expect(classifier.classify(said('550 No such user here')).ruleId).toMatch(/^text\//);
    expect(slugOfRuleId('own/quota@3')).toBe('quota');
    expect(slugOfRuleId('text/mailbox-full')).toBeNull();
  });

  it('keeps the order it is given in', () => {
    const first = ownRule({ slug: 'first', category: 'mailbox_full' });
    const second = ownRule({ slug: 'second' });
    expect(createClassifier([first, second]).classify(said('This box is gone for good')).ruleId).toBe('own/first@1');
    expect(createClassifier([second, first]).classify(said('This box is gone for good')).ruleId).toBe('own/second@1');
  });

  it('asks for everything it names', () => {
    const { classify } = createClassifier([
      ownRule({ provider: 'gmx', stages: ['rcpt'], codes: [550], enhancedCodes: ['1.*'], phrases: ['gone for good'] }),
    ]);
    const fitting = said('gone for good', { enhancedCode: '5.1.9', mxHost: 'mx00.gmx.net' });
    expect(classify(fitting).ruleId).toBe('own/gone@1');
    const others: Partial<ReplyFacts>[] = [
      ...[{ mxHost: 'mx.club.example' }, { stage: 'dot' as const }, { code: 551 }],
      ...[{ enhancedCode: '5.2.1' }, { text: 'gone' }],
    ];
    for (const other of others) expect(classify({ ...fitting, ...other }).ruleId).not.toBe('own/gone@1');
  });

  it.each([
    ['a 5yz reply', { code: 550 }, true],
    ['a 4yz reply, which is never the end', { code: 450 }, false],
    ['a report without any code', { code: null, stage: null }, true],
  ] as const)('is final on %s: %s', (_name, facts, isPermanent) => {
    const { classify } = createClassifier([ownRule()]);
    expect(classify(said('Is gone for good', facts))).toMatchObject({ ruleId: 'own/gone@1', isPermanent });
    const soft = createClassifier([ownRule({ isPermanent: false })]);
    expect(soft.classify(said('Is gone for good', facts)).isPermanent).toBe(false);
  });

  it('says nothing about what is our own observation', () => {
    const { classify } = createClassifier([
      ownRule({ phrases: ['timed out'], category: 'system_temp', scope: 'site' }),
    ]);
    const trouble = said('The connection timed out', { code: null, stage: 'connect' });
    expect(classify(trouble)).toMatchObject({ category: 'unreachable', ruleId: 'trouble/no-reply' });
    expect(classify({ ...trouble, code: 421 }).ruleId).toBe('own/gone@1');
  });

  it('may not blame an address for what was said before anybody was named, or is about others', () => {
    expect(codesOf({})).toEqual([]);
    expect(codesOf({ stages: ['banner', 'rcpt'] })).toEqual(['stage_before_recipient']);
    expect(codesOf({ stages: ['banner'], category: 'reputation_block', scope: 'our_ip' })).toEqual([]);
    expect(codesOf({ category: 'reputation_block' })).toEqual(['scope_blames_address']);
    expect(codesOf({ category: 'complaint' })).toContain('category_not_of_a_reply');
  });

  it('must look for something, and for something that tells', () => {
    expect(codesOf({ phrases: [] })).toEqual(['nothing_to_find']);
    expect(codesOf({ phrases: ['*'] })).toEqual(['phrase_too_short']);
    expect(codesOf({ phrases: [], codes: [250] })).toEqual(['code_invalid']);
    expect(codesOf({ phrases: [], enhancedCodes: ['5.1.1', '1.1', '1.*'] })).toEqual([]);
    expect(codesOf({ phrases: [], enhancedCodes: ['5.1.*', 'x'] })).toEqual(['enhanced_invalid', 'enhanced_invalid']);
  });

  it('can never put scope address on a reply before RCPT, whatever it says', () => {
    const stages: Stage[] = ['dns', 'connect', 'banner', 'ehlo', 'starttls', 'mail'];
    const categories: Category[] = ['address_unknown', 'mailbox_full', 'reputation_block', 'greylist', 'complaint'];
    const scopes: Scope[] = ['address', 'our_ip', 'site'];
    fc.assert(
      fc.property(
        ...([fc.subarray(stages), fc.constantFrom(...categories), fc.constantFrom(...scopes)] as const),
        ...([fc.constantFrom(...stages), fc.integer({ min: 400, max: 599 })] as const),
        (named, category, scope, stage, code) => {
          const { classify } = createClassifier([ownRule({ stages: named, category, scope })]);
          expect(classify(said('Is gone for good', { stage, code })).scope).not.toBe('address');
        },
      ),
    );
  });
});

describe('a report', () => {
  it('is read with own rules, too', () => {
    const mail = statusReport([
      {
        ...{ 'Final-Recipient': 'rfc822; ann@reader.example', Action: 'failed', Status: '5.0.0' },
        'Diagnostic-Code': 'smtp; 554 Reader is gone for good',
      },
    ]);
    const [plain] = parseReport(Buffer.from(mail)).recipients;
    expect(plain!.classification.category).not.toBe('address_unknown');
    const [own] = parseReport(Buffer.from(mail), createClassifier([ownRule()]).classify).recipients;
    expect(own!.classification).toMatchObject({ ruleId: 'own/gone@1', isPermanent: true });
  });
});

describe('texts no rule knows', () => {
  it.each([
    [
      '554 Qx7 <ann@club.example> was not taken, id 4Bc9-77 (192.0.2.4)',
      '554 Qx9 <bob@firm.example> was not taken, id 77aB (198.51.100.7)',
    ],
    ['Try https://mx.club.example/e?id=1 for more', 'Try https://mail.firm.example/e?id=2 for more'],
  ])('are one where they differ in names and numbers alone', (one, other) => {
    expect(clusterKey(one)).toBe(clusterKey(other));
    expect(clusterKey(one)).not.toBe(clusterKey(`${one} perhaps`));
  });

  it('become the phrase of a rule', () => {
    const phrase = phraseOf(clusterKey('554 Qx7 Sorry, <ann@club.example> was not taken, id 4Bc9-77'));
    const { classify } = createClassifier([ownRule({ phrases: [phrase] })]);
    expect(classify(said('554 Qx8 Sorry, <bob@firm.example> was not taken, id 12')).ruleId).toBe('own/gone@1');
  });
});
