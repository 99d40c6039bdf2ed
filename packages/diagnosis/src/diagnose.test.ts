// What every verdict carries: counts, reasons, re-adding, evidence; and what hostile text cannot do.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../../../tests/any-text.js';
import { diagnose } from './diagnose.js';
import type { EventEvidence } from './evidence.js';
import { deliveries, delivery, evidence, suppression, weeksAgo } from './testing/evidence.js';

const unknownUser = {
  code: 550,
  enhancedCode: '5.1.1',
  category: 'address_unknown',
  text: '5.1.1 <ada.weber@acme.example>: Recipient address rejected: User unknown',
};

const readded = (times: number): EventEvidence[] => [
  { id: 'first', kind: 'subscriber_added', actor: 'Anna', detail: {}, at: weeksAgo(30) },
  ...Array.from({ length: times }, (_, index): EventEvidence[] => [
    { id: `gone-${index}`, kind: 'subscriber_deleted', actor: 'Anna', detail: {}, at: weeksAgo(20 - index) },
    { id: `back-${index}`, kind: 'subscriber_added', actor: 'Anna', detail: { again: true }, at: weeksAgo(20 - index) },
  ]).flat(),
];

describe('diagnose', () => {
  it('says that removing and re-adding was done five times and does not help', () => {
    const verdict = diagnose(evidence({ deliveries: deliveries(6, unknownUser), events: readded(5) }));
    expect(verdict.whatWillNotHelp[0]).toBe(
      'Removing and re-adding: done 5 times. The history belongs to the address and stays with it.',
    );
    expect(verdict).toMatchObject({ failed: 6, of: 6, since: weeksAgo(6) });
    expect(verdict.evidenceIds).toEqual(expect.arrayContaining(['attempt-1', 'attempt-6', 'gone-0', 'back-4']));
  });

  it.each(['due', 'sending'])('a message that was put off and is %s again is still waited for', (state) => {
    const told = { state, outcome: 'deferred', code: 451, category: 'greylist', text: '451 4.7.1 Greylisted' };
    expect(diagnose(evidence({ deliveries: [delivery(0, told)] }))).toMatchObject({ cause: 'greylisted', of: 1 });
  });

  it('does not call it an answer when nobody answered', () => {
    const told = {
      state: 'expired',
      stage: 'connect',
      category: 'unreachable',
      text: 'connection refused (192.0.2.1)',
    };
    const { why } = diagnose(evidence({ deliveries: [delivery(1, told)] }));
    expect(why).toBe('1 of 1 campaign did not arrive. No reply came. What happened: “connection refused (192.0.2.1)”');
  });

  it('does not mention re-adding when the mail arrives', () => {
    const verdict = diagnose(evidence({ deliveries: [delivery(1, { state: 'accepted' })], events: readded(2) }));
    expect(verdict.whatWillNotHelp.join()).not.toMatch(/re-adding/i);
  });

  it('says first what is wrong when the address is held back for it, then that it is held back', () => {
    const verdict = diagnose(
      evidence({
        suppressions: [suppression({ hits: 2 })],
        deliveries: deliveries(3, unknownUser),
        events: readded(5),
      }),
    );
    expect(verdict.headline).toBe(
      'This mailbox does not exist at acme.example. We hold it back since 12 October 2026.',
    );
    expect(verdict).toMatchObject({ cause: 'held_back', underlying: 'mailbox_unknown', side: 'her_mailbox' });
    expect(verdict.whatToDo.at(-1)).toMatch(/^Lift the hold only if its cause is gone/);
    expect(verdict.whatToDo.length).toBeGreaterThan(1);
    expect(verdict.why).toBe(
      'It is held back because their server refused it for good. 2 messages were kept back since. 3 of 3 campaigns did not arrive. mx1.acme.example answered: “550 5.1.1 <ada.weber@acme.example>: Recipient address rejected: User unknown”',
    );
    expect(verdict.whatWillNotHelp[0]).toMatch(/done 5 times/);
    expect(verdict.evidenceIds[0]).toBe('suppression-1');
  });

  it('names the person who held the address back by hand, and the reason given', () => {
    const held = suppression({ cause: 'manual', actor: 'Anna Berg', reason: 'left the company' });
    expect(diagnose(evidence({ suppressions: [held] })).headline).toBe(
      'We do not send: held back since 12 October 2026 because Anna Berg put it on the list of suppressions ("left the company").',
    );
  });

  it('forgets a hold that was lifted or has run out', () => {
    const suppressions = [suppression({ liftedAt: weeksAgo(1) }), suppression({ id: 'old', expiresAt: weeksAgo(2) })];
    expect(diagnose(evidence({ suppressions })).cause).toBe('not_tried');
  });

  it('tells how the others at the same provider and the same domain fared', () => {
    const verdict = diagnose(
      evidence({
        deliveries: deliveries(1, {
          ...unknownUser,
          category: 'reputation_block',
          enhancedCode: '5.7.1',
          text: 'denied',
        }),
        comparisons: [
          {
            campaignId: 'campaign-1',
            siteTried: 148,
            siteAccepted: 146,
            domainTried: 6,
            ...{ domainAccepted: 0, domainAlike: 6, refusals: [], takenBy: [] },
            domainsRefusingAlike: 0,
            campaignAccepted: 146,
          },
        ],
      }),
    );
    expect(verdict.others).toBe(
      '146 of 148 others at acme.example accepted the same campaign. 0 of 6 others at acme.example did.',
    );
  });

  it('takes the last real reply as the cause of a delivery that ran out of time', () => {
    const expired = delivery(1, {
      state: 'expired',
      category: 'mailbox_full',
      enhancedCode: '4.2.2',
      text: 'over quota',
    });
    expect(diagnose(evidence({ deliveries: [{ ...expired, category: 'expired' }] })).cause).toBe('mailbox_full_once');
  });

  it('answers for any category, state and remote text without throwing, in one line of clean text', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'refused',
          'expired',
          'returned',
          'deferred',
          'complained',
          'in_doubt',
          'accepted',
          'new-state',
        ),
        fc.option(fc.string(), { nil: null }),
        anyText(6000),
        (state, category, text) => {
          const verdict = diagnose(
            evidence({ deliveries: [delivery(1, { state, category, text, returned: { diagnostic: text } })] }),
          );
          const said = [verdict.headline, verdict.why, ...verdict.whatToDo, ...verdict.whatWillNotHelp].join('');
          expect(said).not.toMatch(/[\u0000-\u001f\u007f\u202e]/);
          expect(verdict.why.length).toBeLessThan(1000);
        },
      ),
    );
  });
});
