// Whether the machine is well, part by part.
import type { CheckResult, Overview } from '@doorstep/contracts';
import type { OverviewFacts, WorkerSeen } from '@doorstep/database';
import { WORKER_SECONDS } from '../health/health.js';

type Check = Overview['system'][number];

/** Schedules go by the clock of the database; beyond this a person would notice. */
const MOST_SKEW_SECONDS = 2;
const LATE_SECONDS = 120;

export interface SystemFacts {
  readonly workers: readonly WorkerSeen[];
  readonly oldestDueSeconds: number;
  readonly facts: OverviewFacts;
  /** Clock of this process at the time of `facts.now`. */
  readonly here: Date;
}

export function systemChecks({ workers, oldestDueSeconds, facts, here }: SystemFacts): Check[] {
  const alive = workers.filter(({ secondsAgo }) => secondsAgo <= WORKER_SECONDS).length;
  const skew = Math.abs(here.getTime() - facts.now.getTime()) / 1000;
  const late = Math.round(oldestDueSeconds);
  return [
    check('Worker', alive > 0 ? 'pass' : 'fail', alive > 0 ? `${alive} running` : 'none has been seen for a minute'),
    check('Database', 'pass', 'answers'),
    late > LATE_SECONDS
      ? check('Queue', 'warn', `the oldest due delivery waits for ${late} seconds`)
      : check('Queue', 'pass', 'nothing waits beyond its time'),
    mailboxCheck(facts),
    skew > MOST_SKEW_SECONDS
      ? check('Clock', 'warn', `differs from the database's by ${skew.toFixed(1)} seconds`)
      : check('Clock', 'pass', 'agrees with the database'),
  ];
}

function mailboxCheck({ mailboxes, listeners }: OverviewFacts): Check {
  const enabled = mailboxes.filter(({ isEnabled }) => isEnabled);
  if (enabled.length === 0 && listeners.some(({ state }) => state === 'listening'))
    return check('Bounce mailbox', 'pass', 'none is needed: bounces come straight to Doorstep');
  if (enabled.length === 0) return check('Bounce mailbox', 'warn', 'none is set up: bounces are not read');
  const failing = enabled.filter(({ errorStreak }) => errorStreak > 0);
  if (failing.length > 0) return check('Bounce mailbox', 'warn', `"${failing[0]!.name}" could not be read last time`);
  const unread = enabled.filter(({ lastReadAt }) => lastReadAt === null);
  if (unread.length > 0) return check('Bounce mailbox', 'unknown', `"${unread[0]!.name}" has not been read yet`);
  return check('Bounce mailbox', 'pass', enabled.length === 1 ? 'is read' : `${enabled.length} are read`);
}

/** Where each part says more of itself. */
const PAGES: Readonly<Record<string, string>> = { 'Bounce mailbox': '/bounce-mailboxes' };

const check = (name: string, result: CheckResult, words: string): Check => ({
  ...{ name, result, words },
  href: PAGES[name] ?? '/queue',
});
