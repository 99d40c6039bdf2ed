// Words of returned mail.
import type { InboundMatch } from '@doorstep/contracts';
import { describe, expect, it } from 'vitest';
import { isWaitingForWorker, kindWord, matchWords, subjectOf } from './inbound-words';

const match: InboundMatch = {
  ...{ id: 'h', messageId: 'm', deliveryId: 'd', actor: 'Ada', reason: null, state: 'asked', result: null },
  ...{ askedAt: '2026-11-26T21:00:00.000Z', settledAt: null, undoActor: null, undoneAt: null },
};

describe('matchWords', () => {
  it.each<[Partial<InboundMatch>, string]>([
    [{}, 'Ada matched it by hand. The worker carries it out in a moment.'],
    [{ state: 'applied', result: 'It counts.' }, 'Matched by hand by Ada. It counts.'],
    [{ state: 'undo_asked' }, 'The match is being taken back.'],
    [{ state: 'undone', undoActor: 'Grace' }, 'A match by Ada was taken back by Grace.'],
    [{ state: 'refused', result: 'It is gone.' }, 'A match by Ada could not be carried out. It is gone.'],
  ])('%j', (more, words) => {
    expect(matchWords({ ...match, ...more })).toBe(words);
  });

  it('has nothing to say where nobody matched', () => {
    expect([matchWords(null), isWaitingForWorker(null), isWaitingForWorker(match)]).toEqual([null, false, true]);
  });
});

describe('kindWord', () => {
  it('names every kind, one that is not read, and one it never heard of', () => {
    expect(['bounce', null, 'new-kind'].map((kind) => kindWord(kind).label)).toEqual([
      'Bounce',
      'Not read yet',
      'new-kind',
    ]);
    expect(subjectOf({ subject: null })).toBe('without a subject');
  });
});
