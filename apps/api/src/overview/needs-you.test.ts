// What stands first on the overview, and what a newcomer has still to do.
import type { OverviewFacts } from '@doorstep/database';
import { describe, expect, it } from 'vitest';
import { checklist } from './checklist.js';
import { needsYou } from './needs-you.js';
import { systemChecks } from './system-checks.js';

const now = new Date('2026-05-01T10:00:00Z');
const quiet: OverviewFacts = {
  pausedCampaigns: [],
  askingTests: [],
  undecided: [],
  domains: [],
  mailboxes: [],
  openLoops: [],
  listeners: [],
  webhooks: [],
  unchangedIssues: [],
  restored: null,
  pausedSites: { count: 0, since: null },
  floods: [],
  waitingImports: { count: 0, since: null },
  unmatchedMail: { count: 0, since: null },
  hasMembers: false,
  hasTested: false,
  hasStarted: false,
  now,
};
const check = (name: string, result: 'pass' | 'fail') => ({
  name,
  result,
  words: `${name} ${result}`,
  recordName: null,
  recordType: null,
  expected: null,
  found: [],
});
const mailbox = {
  id: 'm',
  name: 'Bounces',
  isEnabled: true,
  lastReadAt: now,
  lastError: 'no such user',
  errorStreak: 3,
};

describe('needsYou', () => {
  it('asks for the variant the rest of a campaign waits for', () => {
    expect(needsYou({ ...quiet, askingTests: [{ id: 'c', name: 'June', since: now }] }, 1)).toMatchObject([
      { kind: 'choose_variant', href: '/campaigns/c', since: now, words: expect.stringContaining('"June"') },
    ]);
  });

  it('says that a webhook was switched off, and why', () => {
    const off = {
      id: 'w',
      url: 'https://crm.example/hook',
      reason: 'It answered 410: it is gone for good.',
      since: now,
    };
    expect(needsYou({ ...quiet, webhooks: [off] }, 1)).toMatchObject([
      { kind: 'webhook_off', href: '/settings/webhooks/w', words: expect.stringContaining('410') },
    ]);
  });

  it('says that an issue of a series waits, because nothing was changed', () => {
    const issue = { campaignId: 'c', series: 'Weekly', number: 4, since: now };
    expect(needsYou({ ...quiet, unchangedIssues: [issue] }, 1)).toMatchObject([
      {
        kind: 'series_unchanged',
        href: '/campaigns/c',
        words: expect.stringMatching(/^Issue 4 of "Weekly" is a draft/),
      },
    ]);
  });

  it('says that a backup was restored, before all campaigns', () => {
    const restored = { backupAt: new Date('2026-05-01T08:00:00Z'), lastAliveAt: now, held: 2, since: now };
    const paused = [{ id: 'c', name: 'May', reason: 'No key.', since: now }];
    const cards = needsYou({ ...quiet, restored, pausedCampaigns: paused }, 1);
    expect(cards.map(({ kind }) => kind)).toEqual(['backup_restored', 'campaign_paused']);
    expect(cards[0]).toMatchObject({
      href: '/campaigns/restored',
      words: expect.stringMatching(/of 2026-05-01 08:00 UTC.*until 2026-05-01 10:00 UTC.*2 campaigns/),
    });
    expect(needsYou({ ...quiet, restored: { ...restored, held: 0 } }, 1)).toEqual([]);
  });

  it('asks whose the returned messages on the shelf are', () => {
    expect(needsYou({ ...quiet, unmatchedMail: { count: 2, since: now } }, 1)).toEqual([
      {
        kind: 'unmatched_mail',
        words: 'returned messages could not be matched: say whose they are, or lay them aside',
        href: '/returned-mail?show=unmatched',
        since: now,
        count: 2,
      },
    ]);
  });

  it('says that a return path leads nowhere', () => {
    expect(needsYou({ ...quiet, openLoops: [{ domain: 'back.example', since: now }] }, 1)).toMatchObject([
      { kind: 'loop_open', words: expect.stringMatching(/back\.example are probably lost/), href: '/bounce-mailboxes' },
    ]);
  });

  it('says why bounces cannot come in at a listener, and is quiet about one that listens', () => {
    const listener = { hostName: 'mx.back.example', port: 25, state: 'listening' as const, trouble: null, seenAt: now };
    const listeners = [
      listener,
      { ...listener, state: 'trouble' as const, trouble: 'Another program listens on port 25.' },
      { ...listener, state: 'silent' as const },
    ];
    expect(needsYou({ ...quiet, listeners }, 1).map(({ words }) => words)).toEqual([
      'Bounces cannot come in at mx.back.example, port 25: Another program listens on port 25.',
      'Bounces cannot come in at mx.back.example, port 25: its worker is not running.',
    ]);
    const { words } = systemChecks({
      ...{ workers: [], oldestDueSeconds: 0, here: now, facts: { ...quiet, listeners: [listener] } },
    }).find(({ name }) => name === 'Bounce mailbox')!;
    expect(words).toMatch(/straight to Doorstep/);
    expect(checklist('live', { ...quiet, listeners: [listener] })[1]).toMatchObject({ key: 'mailbox', isDone: true });
    expect(checklist('live', quiet)[1]).toMatchObject({ isDone: false });
  });

  it('is empty when a worker runs and nothing waits', () => {
    expect(needsYou(quiet, 2)).toEqual([]);
  });

  it('puts a missing worker before everything', () => {
    const cards = needsYou({ ...quiet, mailboxes: [mailbox] }, 90);
    expect(cards.map((card) => card.kind)).toEqual(['no_worker', 'mailbox_failing']);
    expect(cards[0]!.since).toEqual(new Date('2026-05-01T09:58:30Z'));
  });

  it('says which records failed, counts what is held, and stops at seven cards', () => {
    const domains = Array.from({ length: 9 }, (_, at) => ({
      id: `${at}`,
      name: `d${at}.example`,
      checks: [check('spf', 'fail'), check('dkim', 'pass'), check('dmarc', 'fail')],
      checkedAt: now,
      brokeAt: null,
      ...{ dkimTrouble: null, dkimTroubleSince: null },
      keys: 1,
    }));
    const cards = needsYou({ ...quiet, domains, undecided: [{ id: 'c', name: 'May', state: 'held', count: 4 }] }, 1);
    expect(cards).toHaveLength(7);
    expect(cards[0]!.words).toBe('DNS records of d0.example are not right: SPF, DMARC.');
    const broke = domains.slice(0, 1).map((domain) => ({ ...domain, brokeAt: new Date(0) }));
    expect(needsYou({ ...quiet, domains: broke }, 1)).toMatchObject([
      { words: 'DNS records of d0.example were right and are not any more: SPF, DMARC.', since: new Date(0) },
    ]);
    const held = needsYou({ ...quiet, undecided: [{ id: 'c', name: 'May', state: 'held', count: 4 }] }, 1);
    expect(held).toMatchObject([{ kind: 'held', count: 4, href: '/campaigns/c?tab=people&group=held' }]);
  });

  it('tells of a mail server in trouble, and how far that is from the usual', () => {
    const flood = { id: 'f', name: 'outlook.com', held: 214, hard: 200, settled: 250, usualPercent: 2, since: now };
    expect(needsYou({ ...quiet, floods: [flood] }, 1)).toMatchObject([
      {
        kind: 'site_flood',
        href: '/suppressions?incident=f',
        words: expect.stringMatching(/^outlook.com says that 214 people do not exist, 40 times the usual\./),
      },
    ]);
    const [unknown] = needsYou({ ...quiet, floods: [{ ...flood, usualPercent: null }] }, 1);
    expect(unknown!.words).not.toMatch(/usual/);
  });

  it('forgives a mailbox that failed twice, and one that is switched off', () => {
    const mailboxes = [
      { ...mailbox, errorStreak: 2 },
      { ...mailbox, isEnabled: false },
    ];
    expect(needsYou({ ...quiet, mailboxes }, 1)).toEqual([]);
  });
});

describe('checklist', () => {
  it('wants checked records in live mode alone', () => {
    const facts = {
      ...quiet,
      domains: [
        {
          id: 'd',
          name: 'x.example',
          checks: null,
          checkedAt: null,
          brokeAt: null,
          dkimTrouble: null,
          dkimTroubleSince: null,
          keys: 1,
        },
      ],
    };
    const isDone = (mode: 'sandbox' | 'live') => checklist(mode, facts).find((step) => step.key === 'domain')!.isDone;
    expect([isDone('sandbox'), isDone('live')]).toEqual([true, false]);
  });
});

describe('systemChecks', () => {
  it('sees a stopped worker, a late queue and a clock that differs', () => {
    const here = new Date(now.getTime() + 5000);
    const checks = systemChecks({ workers: [], oldestDueSeconds: 500, facts: quiet, here });
    const results = Object.fromEntries(checks.map(({ name, result }) => [name, result]));
    expect(results).toEqual({
      Worker: 'fail',
      Database: 'pass',
      Queue: 'warn',
      'Bounce mailbox': 'warn',
      Clock: 'warn',
    });
  });
});
