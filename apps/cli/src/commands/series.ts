// doorstep series: which campaigns come again, pausing and resuming one, leaving a time out and taking that back.
import { scheduleSentence, seriesSentence } from '@doorstep/contracts';
import { type Database, type SeriesRow, SeriesStore } from '@doorstep/database';
import { type Arguments, readArguments } from '../arguments.js';
import { recordAudit } from '../terminal-actor.js';
import { UsageError } from '../usage-error.js';
import { withDatabase } from '../with-database.js';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export const list = (args: readonly string[]): Promise<number> => {
  readArguments(args, []);
  return withDatabase(async (database) => {
    const all = await new SeriesStore(database).all();
    for (const series of all) process.stdout.write(`${series.id}  ${line(series)}\n`);
    if (all.length === 0) process.stderr.write('There is no series. Campaigns → Series makes one.\n');
    return 0;
  });
};

export const pause = (args: readonly string[]): Promise<number> =>
  change(readArguments(args, []), 'pause', async (store, series) => {
    if (!(await store.pause(series.id)))
      throw new UsageError(`“${series.name}” is ${series.state}; only one that goes on can be paused.`);
    return { detail: {}, words: 'Nothing is made until it is resumed; issues that were made go their way.' };
  });

export const resume = (args: readonly string[]): Promise<number> =>
  change(readArguments(args, []), 'resume', async (store, series) => {
    if (!(await store.resume(series.id)))
      throw new UsageError(`“${series.name}” is ${series.state}; only one that is paused can be resumed.`);
    return { detail: {}, words: 'What lay in between is left out.' };
  });

export const skip = (args: readonly string[]): Promise<number> => {
  const given = readArguments(args, ['day']);
  const asked = dayOf(given);
  return change(given, 'skip', async (store, series) => {
    const occurrence = asked ?? series.coming.find(({ isSkipped }) => !isSkipped)?.occurrence;
    if (occurrence === undefined) throw new UsageError(`“${series.name}” has no time to come that could be left out.`);
    mustCome(series, occurrence);
    if (!(await store.skip(series.id, occurrence, true)))
      throw new UsageError(`What becomes of ${occurrence} is decided already.`);
    return { detail: { occurrence }, words: `${occurrence} is left out; “doorstep series unskip” takes that back.` };
  });
};

export const unskip = (args: readonly string[]): Promise<number> => {
  const given = readArguments(args, ['day']);
  const asked = dayOf(given);
  return change(given, 'unskip', async (store, series) => {
    const occurrence = asked ?? series.coming.find(({ isSkipped }) => isSkipped)?.occurrence;
    if (occurrence === undefined)
      throw new UsageError(`None of the next times of “${series.name}” is left out. Name another day with --day.`);
    if (!(await store.skip(series.id, occurrence, false)))
      throw new UsageError(`${occurrence} was not left out, or its time has passed.`);
    return { detail: { occurrence }, words: `${occurrence} comes again.` };
  });
};

interface Done {
  readonly detail: Record<string, unknown>;
  readonly words: string;
}

function change(
  { words }: Arguments,
  action: string,
  act: (store: SeriesStore, series: SeriesRow) => Promise<Done>,
): Promise<number> {
  const [asked, more] = words;
  if (asked === undefined || more !== undefined)
    throw new UsageError('Name one series by its name (in quotes) or its id; “doorstep series list” shows them.');
  return withDatabase(async (database: Database) => {
    const store = new SeriesStore(database);
    const series = named(await store.all(), asked);
    const done = await act(store, series);
    const { name } = series;
    await recordAudit(database, `series.${action}`, { kind: 'series', id: series.id }, { name, ...done.detail });
    process.stdout.write(`${done.words}\n${line((await store.one(series.id))!)}\n`);
    return 0;
  });
}

function named(all: readonly SeriesRow[], asked: string): SeriesRow {
  const found = all.filter(({ id, name }) => id === asked || name === asked);
  if (found.length > 1)
    throw new UsageError(
      `Several series are called “${asked}”: ${found.map(({ id }) => id).join(', ')}. Name one by its id.`,
    );
  if (found[0] === undefined) throw new UsageError(`There is no series “${asked}”; “doorstep series list” shows them.`);
  return found[0];
}

function dayOf({ options }: Arguments): string | undefined {
  if (options.day !== undefined && !DAY.test(options.day))
    throw new UsageError('--day is a day of the series, as in 2026-12-01.');
  return options.day;
}

/** A day it would not come on anyway is a slip of the hand. */
function mustCome(series: SeriesRow, occurrence: string): void {
  if (series.coming.some((time) => time.occurrence === occurrence)) return;
  const next = series.coming.map((time) => time.occurrence).join(', ');
  throw new UsageError(`“${series.name}” does not come on ${occurrence} next. Its next times are ${next || 'none'}.`);
}

function line(series: SeriesRow): string {
  const { name, state, issuesMade, coming, timeZone, pauseReason } = series;
  const next = coming.find(({ isSkipped }) => !isSkipped);
  const skipped = coming.filter(({ isSkipped }) => isSkipped).map(({ occurrence }) => occurrence);
  const parts = [
    `${seriesSentence(series)}, ${state}, ${issuesMade} made`,
    ...(state === 'active' && next ? [`next ${scheduleSentence(next.at, timeZone)}`] : []),
    ...(skipped.length > 0 ? [`left out: ${skipped.join(', ')}`] : []),
    ...(pauseReason === null ? [] : [pauseReason]),
  ];
  return `${name}  ${parts.join('; ')}`;
}
