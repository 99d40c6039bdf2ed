// One-line descriptions read as sentences.
import { describe, expect, it } from 'vitest';
import { describeAttempt, describeDelivery, describeEvent, describeReturn } from './describe.js';
import { german } from './words/german.js';

const nothing = { reason: null, category: null, nextAttemptAt: null };

describe('describeDelivery', () => {
  it.each([
    [{ ...nothing, state: 'accepted' }, 'Accepted by their server.'],
    [{ ...nothing, state: 'refused', category: 'address_unknown' }, 'Refused: this mailbox does not exist.'],
    [
      { ...nothing, state: 'deferred', category: 'mailbox_full', nextAttemptAt: new Date('2026-11-24T09:30:00Z') },
      'Trying again: the mailbox is full. Next try 24 November 2026 at 09:30 UTC.',
    ],
    [
      { ...nothing, state: 'suppressed', reason: 'hard_bounce' },
      'Held back: their server refused it for good earlier.',
    ],
    [{ ...nothing, state: 'excluded', reason: 'unsubscribed' }, 'Left out: unsubscribed.'],
    [{ ...nothing, state: 'state-of-tomorrow' }, 'state-of-tomorrow'],
  ])('%j', (delivery, words) => {
    expect(describeDelivery(delivery)).toBe(words);
  });
});

describe('describeAttempt', () => {
  it('names the host, the step and the meaning', () => {
    expect(
      describeAttempt({
        outcome: 'refused',
        stage: 'rcpt',
        category: 'address_unknown',
        replyCode: 550,
        mxHost: 'mx1.acme.example',
      }),
    ).toBe('mx1.acme.example refused it when the recipient was named: this mailbox does not exist.');
  });

  it('does not put words into the mouth of a host that gave no reply', () => {
    expect(
      describeAttempt({
        outcome: 'deferred',
        stage: 'connect',
        category: 'unreachable',
        replyCode: null,
        mxHost: null,
      }),
    ).toBe('The conversation ended when opening the connection: their server cannot be reached.');
  });
});

describe('describeReturn', () => {
  it('names the address a report is about when it is not the one we sent to', () => {
    const returned = { kind: 'bounce', category: 'mailbox_full', finalRecipient: 'b@x.example' };
    expect(describeReturn(returned, 'a@x.example')).toBe('Came back, for b@x.example: the mailbox is full.');
    expect(describeReturn(returned, 'B@x.example')).toBe('Came back: the mailbox is full.');
  });
});

describe('describeEvent', () => {
  it('tells an addition from an addition of somebody who was there before', () => {
    const event = { kind: 'subscriber_added', actor: 'Anna' };
    expect(describeEvent({ ...event, detail: {} })).toBe('Added by Anna.');
    expect(describeEvent({ ...event, detail: { again: true } })).toBe('Added again by Anna.');
    const lists = [{ listName: 'Letter' }, { listName: 'News\u0007' }, { listName: 7 }, null];
    expect(describeEvent({ ...event, detail: { lists } })).toBe('Added by Anna, and put on “Letter”, “News”.');
    expect(describeEvent({ ...event, detail: { lists } }, german)).toBe(
      'Eingetragen von Anna und auf „Letter“, „News“ gesetzt.',
    );
  });

  it('tells what became of a message that asks to confirm, hostile replies in one line', () => {
    const detail = { listName: 'Letter', mxHost: 'mx.firm.example' };
    const told = (kind: string, more: object) =>
      describeEvent({ kind, actor: 'Doorstep', detail: { ...detail, ...more } });
    expect(told('confirmation_sent', { outcome: 'accepted', reply: '250 ok', isFinal: true })).toBe(
      'Asked to confirm the subscription to the list “Letter”: mx.firm.example accepted the message.',
    );
    expect(told('confirmation_sent', { outcome: 'in_doubt', reply: null, isFinal: true })).toMatch(
      /its answer was lost/,
    );
    expect(
      told('confirmation_failed', { outcome: 'refused', reply: '550 5.1.1 no\n\u001b[31msuch user', isFinal: true }),
    ).toBe(
      'The message asking to confirm the subscription to the list “Letter” was not accepted by mx.firm.example: “550 5.1.1 no [31msuch user”. It is not tried again.',
    );
    expect(told('confirmation_failed', { outcome: 'deferred', mxHost: null, reply: null, isFinal: false })).toBe(
      'The message asking to confirm the subscription to the list “Letter” was not accepted. It is tried again.',
    );
  });

  it('says something readable of a kind it does not know', () => {
    expect(describeEvent({ kind: 'new_kind', actor: 'Anna\u0007', detail: {} })).toBe('new kind, by Anna.');
  });
});
