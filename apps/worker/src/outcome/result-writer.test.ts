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

const DEAD = 'container-1-a1b2c3';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'doorstep-journal-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** All of the same process number, as in containers; some of them are alive. */
const journalOf = (worker: string) =>
  openResultJournal({
    ...{ dir, worker, log: silentLog },
    deadOf: async (workers) => new Set(workers.filter((one) => one.startsWith('container'))),
  });

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
      journal: journalOf('own-1-ffffff'),
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
      journal: journalOf('own-1-ffffff'),
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
      journal: journalOf('own-1-ffffff'),
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
    const dead = journalOf(DEAD);
    await dead.append([outcome('left-1'), outcome('left-2')]);
    const file = path.join(dir, `results-${DEAD}.jsonl`);
    writeFileSync(file, `${readFileSync(file, 'utf8')}{"attemptId":"torn`);
    const database = fakeDatabase();
    const writer = createResultWriter({
      ...quick,
      finish: database.finish,
      journal: journalOf('own-1-ffffff'),
      log: silentLog,
    });
    expect(await writer.takeLeft()).toBe(2);
    await writer.flush();
    expect(database.written).toEqual(['left-1', 'left-2']);
    expect(readdirSync(dir)).toEqual([]);
  });

  it('does not lose what it took over when it dies itself before writing it', async () => {
    await journalOf(DEAD).append([outcome('left')]);
    const second = journalOf('container-1-d4e5f6');
    expect(await second.takeLeft()).toHaveLength(1);
    const third = journalOf('own-1-ffffff');
    expect((await third.takeLeft()).map(({ attemptId }) => attemptId)).toEqual(['left']);
  });

  it('does not take what it wrote itself for something left behind, however long the database is away', async () => {
    const database = fakeDatabase();
    const writer = createResultWriter({
      ...quick,
      finish: database.finish,
      journal: journalOf('own-1-ffffff'),
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
    await journalOf('alive-1-aaaaaa').append([outcome('hers')]);
    expect(await journalOf('own-1-ffffff').takeLeft()).toEqual([]);
    expect(lines()).toHaveLength(1);
  });

  it('takes over what each dead worker of a shared folder left exactly once, however many want it', async () => {
    await journalOf(DEAD).append([outcome('one')]);
    await journalOf('container-1-000000').append([outcome('two')]);
    const takers = ['x', 'y', 'z'].map((letter) => journalOf(`taker-1-${letter}`));
    const left = (await Promise.all(takers.map((journal) => journal.takeLeft()))).flat();
    expect(left.map(({ attemptId }) => attemptId).sort()).toEqual(['one', 'two']);
    for (const journal of takers) await journal.clear();
    expect(readdirSync(dir)).toEqual([]);
  });

  it('takes over the file of an older version, which was named after its process number alone', async () => {
    await journalOf('4711').append([outcome('old')]);
    const journal = openResultJournal({
      ...{ dir, worker: 'own-1-ffffff', log: silentLog },
      deadOf: async (workers) => new Set(workers),
    });
    expect((await journal.takeLeft()).map(({ attemptId }) => attemptId)).toEqual(['old']);
  });

  it('writes on in a file of its own after somebody took it for dead', async () => {
    const slept = journalOf(DEAD);
    await slept.append([outcome('before')]);
    const taker = journalOf('taker-1-x');
    await taker.takeLeft();
    await slept.append([outcome('after')]);
    await taker.clear();
    expect(lines().map((line) => JSON.parse(line).attemptId)).toEqual(['after']);
  });

  it('does not clear what it is only about to take over', async () => {
    await journalOf(DEAD).append([outcome('left')]);
    const database = fakeDatabase();
    const journal = journalOf('own-1-ffffff');
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const slow = { ...journal, takeLeft: () => journal.takeLeft().then((left) => held.then(() => left)) };
    const writer = createResultWriter({ ...quick, finish: database.finish, journal: slow, log: silentLog });
    database.state.isAway = true;
    writer.push(outcome('own'));
    await writer.flush();
    const taking = writer.takeLeft();
    await until(() => readdirSync(dir).some((name) => name.startsWith('taken')));
    database.state.isAway = false;
    await until(() => database.written.includes('own') && writer.waiting() === 0);
    expect(lines().some((line) => line.includes('"left"'))).toBe(true);
    release();
    await taking;
    await until(() => lines().length === 0);
    expect(database.written).toEqual(['own', 'left']);
  });

  it('sets a result aside that cannot be written and writes the others', async () => {
    const database = fakeDatabase();
    const writer = createResultWriter({
      ...quick,
      slowMs: 60_000, // here the database is never away, however busy the machine
      finish: database.finish,
      journal: journalOf('own-1-ffffff'),
      log: silentLog,
    });
    for (const name of ['good', 'poison', 'better']) writer.push(outcome(name));
    await writer.flush();
    expect(database.written).toEqual(['good', 'better']);
    expect(readFileSync(path.join(dir, 'set-aside.jsonl'), 'utf8')).toContain('poison');
    expect(writer.isWell()).toBe(true);
  });
});
