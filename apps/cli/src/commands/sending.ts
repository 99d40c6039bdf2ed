// doorstep sending: all mail paused, slowed and resumed by a person, and how it stands.
import { type Database, LiveFigureStore, SendingControlStore, SystemStore } from '@doorstep/database';
import { readArguments, reasonOf, wholeNumber } from '../arguments.js';
import { recordAudit, terminalActor } from '../terminal-actor.js';
import { UsageError } from '../usage-error.js';
import { withDatabase } from '../with-database.js';

const YEAR_MINUTES = 366 * 24 * 60;
const subject = { kind: 'sending', id: null };

export const status = (args: readonly string[]): Promise<number> => {
  if (args.length > 0) throw new UsageError('It takes no arguments.');
  return withDatabase(tell);
};

export const pause = (args: readonly string[]): Promise<number> => {
  const given = readArguments(args, ['minutes', 'reason']);
  const reason = reasonOf(given);
  const minutes =
    given.options.minutes === undefined ? null : wholeNumber(given.options.minutes, '--minutes', YEAR_MINUTES);
  return withDatabase(async (database) => {
    await new SendingControlStore(database).pause(minutes, reason, terminalActor());
    await recordAudit(database, 'sending.pause', subject, { reason, ...(minutes !== null && { minutes }) });
    return tell(database);
  });
};

export const slow = (args: readonly string[]): Promise<number> => {
  const given = readArguments(args, ['reason']);
  const perMinute = wholeNumber(given.words[0], 'The number of messages a minute', 1_000_000);
  const reason = reasonOf(given);
  return withDatabase(async (database) => {
    await new SendingControlStore(database).slow(perMinute, reason, terminalActor());
    await recordAudit(database, 'sending.slow', subject, { reason, perMinute });
    return tell(database);
  });
};

export const resume = (args: readonly string[]): Promise<number> => {
  if (args.length > 0) throw new UsageError('It takes no arguments.');
  return withDatabase(async (database) => {
    await new SendingControlStore(database).resume();
    await recordAudit(database, 'sending.resume', subject, {});
    return tell(database);
  });
};

async function tell(database: Database): Promise<number> {
  const [control, minutes, workers, oldestDueSeconds] = await Promise.all([
    new SendingControlStore(database).read(),
    new LiveFigureStore(database).minutes(6),
    new LiveFigureStore(database).workers(),
    new SystemStore(database).oldestDueSeconds(),
  ]);
  const { isPaused, pausedUntil, ratePerMinute, reason, actor, waiting } = control;
  const by = `by ${actor ?? 'somebody'}: ${reason ?? ''}`;
  const alive = workers.filter(({ isAlive }) => isAlive);
  const accepted = minutes.slice(0, -1).reduce((sum, minute) => sum + minute.accepted, 0);
  const state = isPaused
    ? `Paused ${pausedUntil === null ? 'until resumed' : `until ${pausedUntil.toISOString()}`} ${by}`
    : ratePerMinute === null
      ? 'Sending, neither paused nor slowed.'
      : `Slowed to ${ratePerMinute} messages a minute ${by}`;
  const lines = [
    state,
    `Waiting: ${waiting}; the oldest is due for ${Math.round(oldestDueSeconds)} s.`,
    `Accepted in the last 5 minutes: ${accepted}.`,
    ...(alive.length === 0 ? ['No worker is alive: nothing is sent.'] : [`Workers alive: ${alive.length}.`]),
    ...alive.flatMap(({ worker, detail }) =>
      typeof detail.trouble === 'string' ? [`Worker ${worker} takes nothing: ${detail.trouble}`] : [],
    ),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}
