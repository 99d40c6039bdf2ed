// The faults of a run, each with its end: what was broken works again when the promise resolves.
import { closeSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import path from 'node:path';
import { pause, until } from '../../scripts/wait.mjs';
import type { Random } from './random.js';
import type { World } from './world.js';

export interface FaultRun {
  readonly world: World;
  readonly random: Random;
  /** Messages that were past their final dot when something died: so many may be in doubt. */
  allow(messages: number): void;
}

export interface Fault {
  readonly name: string;
  /** @returns what was done, for the log @throws Error when this machine cannot do it */
  inflict(run: FaultRun): Promise<string>;
}

const PAST_DOT = `SELECT count(*)::int AS n FROM attempt WHERE phase = 'dot_sending'`;
/** A lease is 15 seconds at this time scale. */
const PAST_LEASE_MS = 18_000;

async function pastDot({ query }: World): Promise<number> {
  const [row] = await query<{ n: number }>(PAST_DOT);
  return row?.n ?? 0;
}

/** What is in the hands of a worker that died, counted once nothing of it moves any more. */
async function killWorker({ world, random, allow }: FaultRun): Promise<string> {
  const worker = random.pick(world.workers);
  worker.kill();
  const count = await pastDot(world).catch(() => 100);
  allow(count);
  return `kill -9 of ${worker.name}, ${count} past the dot`;
}

const killDatabase = (downMs: number, isWorkerToo: boolean) => async (run: FaultRun) => {
  const { world, random, allow } = run;
  const count = await pastDot(world).catch(() => 100);
  allow(count);
  world.killDatabase();
  const worker = isWorkerToo ? random.pick(world.workers) : undefined;
  await pause(downMs / 2);
  // Replies that came while the database was away are on the disk of the worker by now.
  worker?.kill();
  await pause(downMs / 2);
  await world.startDatabase();
  return `kill -9 of the database for ${downMs / 1000} s${worker ? ` and of ${worker.name} meanwhile` : ''}`;
};

async function emptyQueues({ world }: FaultRun): Promise<string> {
  const tables = await world.query<{ name: string }>(
    `SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name FROM pg_tables
     WHERE schemaname = 'bullmq' AND tablename NOT ILIKE '%migration%'`,
  );
  if (tables.length === 0) throw new Error('The tables of the queues were not found.');
  await world.query(`TRUNCATE ${tables.map(({ name }) => name).join(', ')} CASCADE`);
  return `${tables.length} tables of the queues emptied`;
}

async function freezeWorker({ world, random, allow }: FaultRun): Promise<string> {
  const worker = random.pick(world.workers);
  const { process } = worker;
  process.kill('SIGSTOP');
  allow(await pastDot(world).catch(() => 100));
  await pause(PAST_LEASE_MS);
  process.kill('SIGCONT');
  return `${worker.name} frozen for ${PAST_LEASE_MS / 1000} s`;
}

async function stopWorker({ world, random }: FaultRun): Promise<string> {
  const worker = random.pick(world.workers);
  const { process } = worker;
  const ended = new Promise((resolve) => process.once('exit', resolve));
  // One that is about to be started again has nothing to end.
  if (!process.kill('SIGTERM')) return `${worker.name} was not running`;
  await Promise.race([ended, pause(15_000)]);
  // One that was just starting has no ear for it yet and nothing in hand.
  if (process.signalCode === 'SIGTERM') return `SIGTERM to ${worker.name} while it was starting`;
  if (process.exitCode !== 0) throw new Error(`${worker.name} did not end in order (${process.exitCode})`);
  return `SIGTERM to ${worker.name}, which ended in order`;
}

const misbehave = (kind: string, share: number, ms: number, stage?: string) => async (run: FaultRun) => {
  await run.world.sinkMode({ kind, share, ...(stage ? { stage } : {}) });
  await pause(ms);
  await run.world.sinkMode({ kind: 'ok' });
  return `mail hosts: ${kind}${stage ? ` at ${stage}` : ''}, ${Math.round(share * 100)} % of the messages, ${ms / 1000} s`;
};

async function killSink({ world, allow }: FaultRun): Promise<string> {
  const { sessions } = await world.sinkState();
  // Each session had one message at most whose reply was on its way.
  allow(sessions);
  world.sink.kill();
  await world.sinkState();
  return `kill -9 of the mail hosts, ${sessions} sessions`;
}

const names = (mode: 'dead' | 'slow' | 'servfail', ms: number) => async (run: FaultRun) => {
  await run.world.namesMode(mode);
  await pause(ms);
  await run.world.namesMode('ok');
  return `name server: ${mode}, ${ms / 1000} s`;
};

/** Takes the last byte of a small disk for a while. */
async function fill(world: World, dir: string, ms: number): Promise<void> {
  if (!world.isSmallDisk)
    throw new Error('A full disk needs a small file system of its own, and mounting one needs root: run this as root.');
  const ballast = path.join(dir, 'ballast');
  const { bavail, bsize } = statfsSync(dir);
  const file = openSync(ballast, 'w');
  const block = Buffer.alloc(1024 * 1024);
  try {
    for (let left = bavail * bsize; left > 0; left -= block.length)
      writeSync(file, block, 0, Math.min(left, block.length));
  } catch (error) {
    // Somebody else was quicker with the last block: full is full.
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
  try {
    await pause(ms);
  } finally {
    closeSync(file);
    rmSync(ballast);
  }
}

async function fillDisk({ world }: FaultRun): Promise<string> {
  await fill(world, world.dataDir, 4000);
  return 'the disk of journals full, 4 s';
}

/** PostgreSQL refuses what needs room; when its log needs some it ends all at once, and starts anew when there is some. */
async function fillDatabaseDisk({ world, allow }: FaultRun): Promise<string> {
  allow(await pastDot(world).catch(() => 100));
  const before = world.lines.length;
  await fill(world, world.databaseDir, 6000);
  // Somebody must have run into it, or nothing was tried.
  const isFelt = world.lines.slice(before).some((line) => /The database (is away|takes no results)/.test(line));
  const isThere = () =>
    world.query('SELECT 1').then(
      () => true,
      () => false,
    );
  const isBack = await until('the database is back', 8000, isThere).catch(() => false);
  if (!isBack) await world.startDatabase();
  const felt = isFelt ? 'workers were refused' : 'nobody was refused anything';
  return `the disk of the database full, 6 s; ${felt}; ${isBack ? 'it went on by itself' : 'it had ended and was started again'}`;
}

async function shiftClock({ world, random }: FaultRun): Promise<string> {
  const worker = random.pick(world.workers);
  const { process } = worker;
  process.kill('SIGUSR2');
  await pause(3000);
  if (process.exitCode === null && process.signalCode === null) process.kill('SIGUSR2');
  await pause(2000);
  if (process.exitCode === null && process.signalCode === null) process.kill('SIGUSR2');
  return `the clock of ${worker.name} an hour ahead for 3 s, an hour behind for 2 s`;
}

async function killApi({ world }: FaultRun): Promise<string> {
  world.stack.services.api.kill();
  return 'kill -9 of the api';
}

export const FAULTS: readonly Fault[] = [
  { name: 'worker-killed', inflict: killWorker },
  { name: 'worker-frozen', inflict: freezeWorker },
  { name: 'worker-stopped', inflict: stopWorker },
  { name: 'api-killed', inflict: killApi },
  { name: 'database-killed', inflict: killDatabase(2000, false) },
  { name: 'database-long-away', inflict: killDatabase(10_000, false) },
  { name: 'database-and-worker-killed', inflict: killDatabase(3000, true) },
  { name: 'queues-emptied', inflict: emptyQueues },
  { name: 'hosts-killed', inflict: killSink },
  { name: 'hosts-lose-replies', inflict: misbehave('lost-reply', 0.1, 3000, 'dot') },
  { name: 'hosts-lose-messages', inflict: misbehave('lost-message', 0.1, 3000, 'dot') },
  { name: 'hosts-close', inflict: misbehave('close', 0.3, 3000) },
  { name: 'hosts-hang', inflict: misbehave('hang', 0.3, 5000) },
  { name: 'hosts-babble', inflict: misbehave('babble', 0.2, 4000) },
  { name: 'hosts-421', inflict: misbehave('421', 0.3, 3000) },
  { name: 'hosts-slow', inflict: misbehave('slow', 0.8, 4000) },
  { name: 'names-dead', inflict: names('dead', 5000) },
  { name: 'names-slow', inflict: names('slow', 4000) },
  { name: 'names-servfail', inflict: names('servfail', 4000) },
  { name: 'disk-full', inflict: fillDisk },
  { name: 'database-disk-full', inflict: fillDatabaseDisk },
  { name: 'clock-jump', inflict: shiftClock },
];
