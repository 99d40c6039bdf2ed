// Every gate is named exactly, in the order in which a delivery meets them, and hostile text stays on one line.
import { describe, expect, it } from 'vitest';
import { explainWaiting } from './explain-waiting.js';
import { gates } from './gates.js';
import type { WaitingFacts, WaitingLane, WaitingSite } from './waiting-facts.js';

const now = new Date('2026-11-24T14:00:00Z');
const later = new Date('2026-11-24T16:20:00Z');

const lane: WaitingLane = {
  source: '192.0.2.1',
  pausedUntil: null,
  pauseReason: null,
  pauseCause: null,
  isProbing: false,
  ratePerMinute: null,
  rateReason: null,
  warmUp: null,
  connectionLimit: 2,
  inHand: 0,
  worker: null,
};

type Changes = { readonly [Part in keyof WaitingFacts]?: Partial<WaitingFacts[Part]> | null };

function facts(changes: Changes = {}, lanes: readonly Partial<WaitingLane>[] = [{}]): WaitingFacts {
  const site: WaitingSite = {
    name: 'mx.bakery.example',
    ahead: 0,
    isAheadCapped: false,
    lanes: lanes.map((own) => ({ ...lane, ...own })),
  };
  const base: WaitingFacts = {
    now,
    delivery: {
      ...{ state: 'due', reason: null, category: null, attempts: 0, domainName: 'bakery.example' },
      ...{ nextAttemptAt: now, expiresAt: null, settledAt: null },
    },
    campaign: { name: 'March', state: 'sending', scheduledAt: null, pauseReason: null, pausedBy: null },
    control: { isPaused: false, pausedUntil: null, ratePerMinute: null, reason: null, actor: null },
    workers: { alive: 1, lastSeenAt: now, trouble: null },
    suppression: null,
    lastReply: null,
    attempt: null,
    dns: { resolution: 'mx', trouble: null, retryAt: null },
    site,
  };
  const changed = Object.entries(changes).map(([key, change]) => {
    const part = base[key as keyof WaitingFacts];
    return [key, change === null || part === null ? change : { ...part, ...change }];
  });
  return { ...base, ...Object.fromEntries(changed) };
}

const cases: [string, WaitingFacts, string, RegExp][] = [
  [
    'settled',
    facts({ delivery: { state: 'refused', category: 'mailbox_full' } }),
    'settled',
    /Refused: the mailbox is full/,
  ],
  ['in doubt', facts({ delivery: { state: 'in_doubt' } }), 'in_doubt', /before the answer came/],
  ['held for a person', facts({ delivery: { state: 'held' } }), 'held', /waits for a decision/],
  [
    'left by a dead worker',
    facts({
      delivery: { state: 'sending' },
      attempt: { worker: 'w1', begunAt: now, isPastDot: false, leaseUntil: now },
    }),
    'lease_ran_out',
    /w1\) was not heard of/,
  ],
  [
    'in the hand of a worker',
    facts({
      delivery: { state: 'sending' },
      attempt: { worker: 'w1', begunAt: now, isPastDot: true, leaseUntil: later },
    }),
    'in_hand',
    /Worker w1 .* 24 November 2026 at 14:00 UTC; the whole message is out/,
  ],
  [
    'of a scheduled campaign',
    facts({ campaign: { state: 'scheduled', scheduledAt: later } }),
    'campaign_not_started',
    /scheduled for 24 November 2026 at 16:20/,
  ],
  [
    'of a campaign a person paused',
    facts({ campaign: { state: 'paused', pausedBy: 'Olga' } }),
    'campaign_paused',
    /“March” is paused by Olga\.$/,
  ],
  [
    'of a campaign Doorstep paused',
    facts({ campaign: { state: 'paused', pauseReason: 'No key.', pausedBy: 'Olga' } }),
    'campaign_paused',
    /paused by Doorstep: No key\.$/,
  ],
  ['of a finished campaign', facts({ campaign: { state: 'finished' } }), 'campaign_over', /is finished/],
  [
    'while everything is paused',
    facts({ control: { isPaused: true, reason: 'Wrong link', actor: 'Olga' } }),
    'everything_paused',
    /paused by Olga until somebody resumes it: Wrong link\./,
  ],
  ['without a worker', facts({ workers: { alive: 0, lastSeenAt: now } }), 'no_worker', /last one was seen/],
  ['with a full disk', facts({ workers: { trouble: 'the disk is full' } }), 'worker_trouble', /the disk is full/],
  [
    'to a suppressed address',
    facts({ suppression: { cause: 'hard_bounce', actor: 'Doorstep' } }),
    'suppressed',
    /hard bounce/,
  ],
  [
    'between two tries',
    facts({
      delivery: { state: 'deferred', attempts: 5, nextAttemptAt: later },
      lastReply: { host: 'mx.bakery.example', text: '451 4.7.1 greylisted' },
    }),
    'not_due',
    /After 5 tries, .* at 16:20 UTC, because mx\.bakery\.example said “451 4\.7\.1 greylisted”/,
  ],
  [
    'behind a winner',
    facts({ delivery: { state: 'planned', attempts: 0, nextAttemptAt: null } }),
    'awaits_winner',
    /Variants of “?March”? are tried on others first\./,
  ],
  [
    'behind silent name servers',
    facts({ site: null, dns: { resolution: 'trouble', trouble: 'SERVFAIL', retryAt: later } }),
    'dns_trouble',
    /SERVFAIL.*asked again 24 November/,
  ],
  ['not looked up yet', facts({ site: null }), 'not_routed', /bakery\.example are being looked up/],
  ['without an active source address', facts({}, []), 'no_source', /source addresses/],
  [
    'to a paused site',
    facts({}, [{ pausedUntil: later, pauseCause: 'google.unusual-rate', pauseReason: '421 4.7.28 unusual rate' }]),
    'site_paused',
    /from 192\.0\.2\.1 is paused by rule google\.unusual-rate until .*16:20 UTC: 421 4\.7\.28 unusual rate\.$/,
  ],
  ['behind a probe', facts({}, [{ isProbing: true }]), 'probe', /One message tries/],
  [
    'over the cap of the day',
    facts({}, [{ warmUp: { day: 4, used: 3000, cap: 3000 } }]),
    'warm_up',
    /day 4: 3,000 of 3,000/,
  ],
  [
    'under a rate limit',
    facts({ site: { ahead: 40 } }, [{ ratePerMinute: 10 }]),
    'rate_limit',
    /10 messages a minute from 192\.0\.2\.1; 40 messages are ahead/,
  ],
  [
    'slowed as a whole',
    facts({ control: { ratePerMinute: 60, actor: 'Olga' } }),
    'everything_slowed',
    /60 messages a minute by Olga/,
  ],
  [
    'behind busy connections',
    facts({ site: { ahead: 7 } }, [{ inHand: 2, worker: 'w1' }]),
    'connections_busy',
    /2 are allowed, 2 messages are in hand\); 7 messages are ahead/,
  ],
  ['in another worker’s lane', facts({}, [{ worker: 'w2' }]), 'other_worker', /Worker w2 sends to/],
  ['behind a live check', facts({}, [{ worker: 'live-check 1' }]), 'other_worker', /^“Check now” looks at/],
  ['due with nothing before it', facts(), 'next_in_line', /nothing holds it; it is the next one/],
];

describe('explainWaiting', () => {
  it.each(cases)('names the gate of a delivery %s', (_name, given, gate, words) => {
    const reason = explainWaiting({ ...given, site: given.site && { ...given.site } });
    expect(reason).toMatchObject({ gate, words: expect.stringMatching(words), whatToDo: expect.stringMatching(/\S/) });
  });

  it('has a case for every gate', () => {
    expect(new Set(cases.map(([, , gate]) => gate))).toEqual(new Set(gates.map(({ name }) => name)));
  });

  it('lets a site wait only when no source address is left', () => {
    const one = { pausedUntil: later, pauseCause: 'user' };
    expect(explainWaiting(facts({}, [one, { source: '192.0.2.2' }])).gate).toBe('next_in_line');
    const two = { ...one, source: '192.0.2.2', pausedUntil: new Date(later.getTime() + 60_000) };
    expect(explainWaiting(facts({}, [two, one]))).toMatchObject({ gate: 'site_paused', until: later });
    expect(explainWaiting(facts({}, [one, { warmUp: { day: 1, used: 50, cap: 50 } }])).gate).toBe('warm_up');
  });

  it('says what holds it afterwards, and nothing more of what has ended', () => {
    const paused = explainWaiting(
      facts({ control: { isPaused: true }, delivery: { nextAttemptAt: later } }, [{ pausedUntil: later }]),
    );
    expect(paused.afterwards.map(({ gate }) => gate)).toEqual(['not_due', 'site_paused']);
    expect(explainWaiting(facts({ delivery: { state: 'accepted' }, control: { isPaused: true } })).afterwards).toEqual(
      [],
    );
  });

  it('shows what remote hosts and people wrote on one line', () => {
    const { words } = explainWaiting(
      facts({
        delivery: { attempts: 1, nextAttemptAt: later },
        lastReply: { host: null, text: '450 no\r\n\u001b[31m\u202elater' },
      }),
    );
    expect(words).toContain('because of “450 no [31m later”');
  });
});
