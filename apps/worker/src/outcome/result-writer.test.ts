// Behaviour of the result writer and its journal, with a database that goes away and comes back.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DecidedOutcome } from '@doorstep/database';
import { newsletterRetryPolicy } from '@doorstep/delivery';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../log.js';
import { attemptReport, claimedDelivery } from '../testing/attempt-fixture.js';
import { decideOutcome } from './decide-outcome.js';
import { openResultJournal } from './result-journal.js';
import { createResultWriter } from './result-writer.js';

/** A number no process has. */
const DEAD_PID = 2 ** 22 + 12345;

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'doorstep-journal-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function outcome(name: string): DecidedOutcome {
  return decideOutcome({
    report: attemptReport(),
    classification: null,
    delivery: claimedDelivery({ attemptId: name, deliveryId: name }),
    policy: newsletterRetryPolicy,
    timeScale: 1,
    random: () => 0.5,
  });
}

/** A database that can be switched off and refuses what is named "poison". */
function fakeDatabase() {
  const written: string[] = [];
  const batches: number[] = [];
  const state = { isAway: false, refusals: 0 };
  const finish = async (batch: readonly DecidedOutcome[]) => {
    if (state.isAway) throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    if (batch.some(({ attemptId }) => attemptId === 'poison'))
      throw Object.assign(new Error('invalid byte sequence'), { code: '22021' });
    batches.push(batch.length);
    written.push(...batch.map(({ attemptId }) => attemptId));
    return { moved: new Set(batch.map(({ deliveryId }) => deliveryId)), lateAttempts: [], suppressedAddresses: [] };
  };
  return { written, batches, state, finish };
}

const quick = { gatherMs: 5, retryMs: 5, slowMs: 50 };
const lines = () =>
  readdirSync(dir)
    .filter((name) => name.startsWith('results') || name.startsWith('taken'))
    .flatMap((name) => readFileSync(path.join(dir, name), 'utf8').split('\n').filter(Boolean));

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo(); tries++) {
    if (tries > 500) throw new Error('it did not come to pass');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('createResultWriter', () => {
  it('gathers results into few batches, in their order', async () => {
    const database = fakeDatabase();
    const writer = createResultWriter({
      ...quick,
      finish: database.finish,
      journal: openResultJournal(dir, silentLog),
      log: silentLog,
      batchSize: 100,
    });
    const names = Array.from({ length: 250 }, (_, i) => `a${i}`);
    for (const name of names) writer.push(outcome(name));
    await writer.flush();
    expect(database.written).toEqual(names);
    expect(database.batches.length).toBeLessThanOrEqual(4);
    expect(readdirSync(dir)).toEqual([]);
  });

  it('keeps results on disk while the database is away and writes each once when it is back', async () => {
    const database = fakeDatabase();
    const writer = createResultWriter({
      ...quick,
      finish: database.finish,
      journal: openResultJournal(dir, silentLog),
      log: silentLog,
    });
    database.state.isAway = true;
    writer.push(outcome('first'));
    await writer.flush();
    expect(writer.isWell()).toBe(false);
    writer.push(outcome('second'));
    await until(() => lines().length === 2);
    database.state.isAway = false;
    await until(() => writer.waiting() === 0 && writer.isWell());
    expect(database.written).toEqual(['first', 'second']);
    await until(() => lines().length === 0);
  });

  it('takes a database that does not answer for one that is away', async () => {
    const database = fakeDatabase();
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const writer = createResultWriter({
      ...quick,
      finish: (batch) => held.then(() => database.finish(batch)),
      journal: openResultJournal(dir, silentLog),
      log: silentLog,
    });
    writer.push(outcome('slow'));
    await writer.flush();
    expect(writer.isWell()).toBe(false);
    expect(lines()).toHaveLength(1);
    release();
    await until(() => writer.isWell());
    expect(database.written).toEqual(['slow']);
  });

  it('replays what a dead worker left, also a torn last line of it', async () => {
    const dead = openResultJournal(dir, silentLog, DEAD_PID);
    await dead.append([outcome('left-1'), outcome('left-2')]);
    const file = path.join(dir, `results-${DEAD_PID}.jsonl`);
    writeFileSync(file, `${readFileSync(file, 'utf8')}{"attemptId":"torn`);
    const database = fakeDatabase();
    const writer = createResultWriter({
      ...quick,
      finish: database.finish,
      journal: openResultJournal(dir, silentLog),
      log: silentLog,
    });
    expect(await writer.takeLeft()).toBe(2);
    await writer.flush();
    expect(database.written).toEqual(['left-1', 'left-2']);
    expect(readdirSync(dir)).toEqual([]);
  });

  it('does not lose what it took over when it dies itself before writing it', async () => {
    await openResultJournal(dir, silentLog, DEAD_PID).append([outcome('left')]);
    const second = openResultJournal(dir, silentLog, DEAD_PID + 1);
    expect(await second.takeLeft()).toHaveLength(1);
    const third = openResultJournal(dir, silentLog);
    expect((await third.takeLeft()).map(({ attemptId }) => attemptId)).toEqual(['left']);
  });

  it('does not take what it wrote itself for something left behind, however long the database is away', async () => {
    const database = fakeDatabase();
    const writer = createResultWriter({
      ...quick,
      finish: database.finish,
      journal: openResultJournal(dir, silentLog),
      log: silentLog,
    });
    await writer.takeLeft();
    database.state.isAway = true;
    writer.push(outcome('only'));
    await writer.flush();
    for (let times = 0; times < 5; times++) await writer.takeLeft();
    expect(writer.waiting()).toBe(1);
    expect(lines()).toHaveLength(1);
    database.state.isAway = false;
    await until(() => writer.waiting() === 0 && writer.isWell());
    expect(database.written).toEqual(['only']);
    await until(() => lines().length === 0);
  });

  it('leaves the journal of a worker that is alive alone', async () => {
    await openResultJournal(dir, silentLog, process.ppid).append([outcome('hers')]);
    expect(await openResultJournal(dir, silentLog).takeLeft()).toEqual([]);
    expect(lines()).toHaveLength(1);
  });

  it('sets a result aside that cannot be written and writes the others', async () => {
    const database = fakeDatabase();
    const writer = createResultWriter({
      ...quick,
      finish: database.finish,
      journal: openResultJournal(dir, silentLog),
      log: silentLog,
    });
    for (const name of ['good', 'poison', 'better']) writer.push(outcome(name));
    await writer.flush();
    expect(database.written).toEqual(['good', 'better']);
    expect(readFileSync(path.join(dir, 'set-aside.jsonl'), 'utf8')).toContain('poison');
    expect(writer.isWell()).toBe(true);
  });
});
