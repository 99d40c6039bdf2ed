// Returned mail in words: lengths of time, the acceptance taken back, candidates with their reasons, what it led to.
import { describe, expect, it } from 'vitest';
import { diagnose } from '../diagnose.js';
import type { DeliveryEvidence, Evidence, ReturnEvidence } from '../evidence.js';
import { delayWords } from './delay-words.js';
import { describeHandover } from './describe-handover.js';
import { whatItLedTo, whyUnmatched } from './describe-inbound.js';
import { type CandidateFacts, scoreCandidate, type UnmatchedFacts } from './score-candidate.js';

describe('delayWords', () => {
  it.each([
    [0, '0 s'],
    [59.4, '59 s'],
    [60, '1 min'],
    [3599, '1 h'],
    [3 * 3600 + 12 * 60, '3 h 12 min'],
    [86_400, '1 day'],
    [2 * 86_400 + 4 * 3600 + 100, '2 days 4 h'],
    [-5, '0 s'],
  ])('%s seconds are %s', (seconds, words) => {
    expect(delayWords(seconds)).toBe(words);
  });
});

const handover = {
  acceptedAt: '2026-11-24T10:02:00.000Z',
  host: 'mx1.firm.example',
  queueId: '4F3A21B7C0',
  isSameQueueId: true,
  seconds: 3 * 3600 + 12 * 60,
};

describe('describeHandover', () => {
  it('says who took it, when, under which id, and how long after it came back', () => {
    expect(describeHandover(handover)).toBe(
      'mx1.firm.example took it on 24 November 2026 at 10:02 UTC as 4F3A21B7C0 and gave it back 3 h 12 min later. ' +
        'The report names the same queue id: it is this very message.',
    );
  });

  it('says no more than is known', () => {
    expect(describeHandover({ ...handover, host: null, queueId: null, isSameQueueId: false, seconds: 40 })).toBe(
      'Their server took it on 24 November 2026 at 10:02 UTC and gave it back 40 s later.',
    );
  });
});

describe('the verdict on a return', () => {
  const returned: ReturnEvidence = {
    ...{ id: 'r', at: new Date('2026-11-24T13:14:00Z'), kind: 'bounce', category: 'address_unknown', scope: 'address' },
    ...{
      status: '5.1.1',
      diagnostic: '550 5.1.1 No such user',
      finalRecipient: 'ann@firm.example',
      refusedBy: 'mx1.firm.example',
    },
    handover,
  };
  const evidenceWith = (one: ReturnEvidence): Evidence => {
    const at = new Date('2026-11-24T10:00:00Z');
    const delivery: DeliveryEvidence = {
      ...{
        id: 'd',
        campaignId: 'c',
        campaignName: 'Letter',
        state: 'returned',
        reason: null,
        category: 'address_unknown',
      },
      ...{ at, acceptedAt: new Date('2026-11-24T10:02:00Z'), nextAttemptAt: null, attempts: [], returns: [one] },
    };
    return {
      ...{
        address: 'ann@firm.example',
        domainName: 'firm.example',
        mxHosts: ['mx1.firm.example'],
        suppressions: [],
        events: [],
      },
      ...{ memberships: [], deliveries: [delivery], comparisons: [], now: new Date('2026-11-25T00:00:00Z') },
    };
  };

  it('tells that their server took it and gave it back later', () => {
    const verdict = diagnose(evidenceWith(returned));
    expect(verdict.certainty).toBe('certain');
    expect(verdict.why).toContain('No such user”. mx1.firm.example took it');
    expect(verdict.why).toContain('gave it back 3 h 12 min later');
  });

  it('is never more than likely where a person matched the report, and says who', () => {
    const verdict = diagnose(evidenceWith({ ...returned, matchedBy: 'Ada' }));
    expect(verdict.certainty).toBe('likely');
    expect(verdict.why).toContain('Ada matched the report to this mail by hand');
  });

  it.each([
    [false, 'certain'],
    [true, 'likely'],
  ])('says "sent to X, refused for Y"; only guessed: %s', (isGuessed, certainty) => {
    const verdict = diagnose(evidenceWith({ ...returned, finalRecipient: 'y@other.example', isGuessed }));
    expect(verdict.headline).toBe('ann@firm.example is forwarded to y@other.example, and that address refuses.');
    expect([verdict.certainty, verdict.side]).toEqual([certainty, 'forward']);
  });
});

describe('scoreCandidate', () => {
  const message: UnmatchedFacts = {
    receivedAt: new Date('2026-11-24T13:14:00Z'),
    named: ['ann@firm.example'],
    originalTo: [],
    originalSubject: 'Our May letter, Ann',
    originalMessageId: '<x@News.example>',
    hosts: ['MX1.firm.example.'],
    queueIds: ['4f3a21b7c0'],
    hints: [],
  };
  const candidate: CandidateFacts = {
    ...{
      deliveryId: 'd',
      address: 'ann@firm.example',
      subject: 'Our May letter, {{ name }}',
      sendingDomain: 'news.example',
    },
    ...{
      at: new Date('2026-11-24T10:02:00Z'),
      isAccepted: true,
      mxHosts: ['mx1.firm.example'],
      acceptedBy: null,
      queueId: null,
    },
  };

  it('adds up what speaks for it and says each in words', () => {
    const scored = scoreCandidate(message, candidate);
    expect(scored).toMatchObject({ score: 78, likelihood: 'very_likely' });
    expect(scored.reasons.map(({ points }) => points)).toEqual([35, 15, 10, 10, 8]);
    expect(scored.reasons.at(-1)!.words).toBe('It came 3 h 12 min after this delivery was accepted.');
  });

  it('knows the queue id in any case, and a token that names another', () => {
    expect(scoreCandidate(message, { ...candidate, queueId: '4F3A21B7C0' }).score).toBe(100);
    const other = { ...message, named: ['bob@firm.example'], hints: ['d'] };
    expect(scoreCandidate(other, candidate).reasons[0]!.words).toContain('signed return path');
  });

  it.each([
    ['one that came before the delivery', { at: new Date('2026-11-25T00:00:00Z') }],
    ['one that nobody accepted', { isAccepted: false }],
    ['one of last year', { at: new Date('2025-11-24T10:02:00Z') }],
  ])('holds little of %s', (_, more) => {
    const scored = scoreCandidate(
      { ...message, originalSubject: 'x', hosts: [], originalMessageId: null },
      { ...candidate, ...more },
    );
    expect(scored.likelihood).toBe('possible');
  });

  it('stays between 0 and 100', () => {
    const nothing = { ...message, named: [], originalSubject: null, originalMessageId: null, hosts: [], queueIds: [] };
    expect(scoreCandidate(nothing, { ...candidate, at: new Date('2027-01-01T00:00:00Z') }).score).toBe(0);
    expect(scoreCandidate({ ...message, hints: ['d'] }, { ...candidate, queueId: '4F3A21B7C0' }).score).toBe(100);
  });
});

describe('a message on its shelf', () => {
  const facts = {
    kind: 'bounce',
    state: 'matched',
    isDismissed: false,
    deliveryState: 'returned',
    isSuppressed: false,
  };

  it.each([
    [{ state: 'new', kind: null }, null],
    [{}, 'Counts as returned'],
    [{ isSuppressed: true }, 'Suppressed: no campaign mails it'],
    [{ kind: 'complaint', isSuppressed: true }, 'No campaign mails this person any more'],
    [{ deliveryState: 'refused' }, 'Added to the delivery, nothing changed'],
    [{ kind: 'delayed' }, 'Nothing yet: their server still tries'],
    [{ kind: 'vacation' }, 'Nothing: no failure'],
    [{ state: 'unmatched' }, 'Nothing: it waits on the shelf'],
    [{ state: 'unmatched', isDismissed: true }, 'Laid aside as not ours'],
    [{ state: 'ignored', kind: 'not-bounce' }, 'Nothing: no report of ours'],
  ])('%j led to: %s', (more, words) => {
    expect(whatItLedTo({ ...facts, ...more })).toBe(words);
  });

  it('says why it was not matched, by what is missing or does not fit', () => {
    expect(whyUnmatched('bounce', null, 0).why).toContain('no return path of ours');
    expect(whyUnmatched('bounce', 'X.', 1).whatToDo).toContain('passed on');
    expect(whyUnmatched('bounce', 'X.', 3).why).toContain('3 signed return paths');
    expect(whyUnmatched('unreadable', null, 0).whatToDo).toContain('raw mail');
  });
});
