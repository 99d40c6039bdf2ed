// Kills all workers at one exact moment of the dialogue, with as many messages there as connections are open.
import pg from 'pg';
import { pause, until } from '../../scripts/wait.mjs';
import { startCampaign, writeCampaign } from './campaign.js';
import { judge, type Verdict } from './check.js';
import type { World } from './world.js';

export interface Failpoint {
  readonly name: string;
  /** A copy may exist that nobody told us of: from the final dot on, until the reply is in the database. */
  readonly mayBeInDoubt: boolean;
  /** Makes messages stop at this point. @returns how many are there, and what lets them go on */
  hold(world: World): Promise<{ count(): Promise<number>; release(): Promise<void> }>;
}

/** Numbers of advisory locks: what would pass the dot, and what would finish an attempt, waits for them. */
const DOT_LOCK = 7701;
const FINISH_LOCK = 7702;
const GATES = `
CREATE OR REPLACE FUNCTION faults_gate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.phase = 'dot_sending' THEN PERFORM pg_advisory_xact_lock_shared(${DOT_LOCK}); END IF;
  IF NEW.phase = 'finished' AND OLD.phase = 'dot_sending' THEN PERFORM pg_advisory_xact_lock_shared(${FINISH_LOCK}); END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER faults_gate BEFORE UPDATE ON attempt FOR EACH ROW EXECUTE FUNCTION faults_gate()`;

const atSink = (stage: string) => async (world: World) => {
  await world.sinkMode({ kind: 'hold', stage });
  return {
    count: async () => (await world.sinkState()).held,
    release: async () => void (await world.sinkMode({ kind: 'ok' })),
  };
};

async function closeGate(world: World, lock: number) {
  await world.query(GATES);
  const gate = new pg.Client({ connectionString: world.stack.databaseUrl });
  await gate.connect();
  await gate.query('SELECT pg_advisory_lock($1)', [lock]);
  return gate;
}

export const FAILPOINTS: readonly Failpoint[] = [
  { name: 'before MAIL', mayBeInDoubt: false, hold: atSink('ehlo') },
  {
    name: 'during DATA',
    mayBeInDoubt: false,
    async hold(world) {
      // The body is out, its dot waits for the journal.
      const gate = await closeGate(world, DOT_LOCK);
      await world.sinkMode({ kind: 'ok' });
      return { count: async () => (await world.sinkState()).bodies, release: () => gate.end() };
    },
  },
  { name: 'after the dot, before the 250', mayBeInDoubt: true, hold: atSink('dot') },
  {
    name: 'after the 250, before the commit',
    mayBeInDoubt: true,
    async hold(world) {
      const gate = await closeGate(world, FINISH_LOCK);
      const before = world.sinkLines().length;
      return { count: async () => world.sinkLines().length - before, release: () => gate.end() };
    },
  },
];

export interface FailpointResult extends Verdict {
  /** Messages that were at the point when the workers were killed. */
  readonly held: number;
}

/** @param least at least so many messages stand at the point before the workers are killed */
export async function killAt(world: World, point: Failpoint, people: number, least: number): Promise<FailpointResult> {
  const campaign = await writeCampaign(world, people, `f${process.hrtime.bigint()}x`);
  const { count, release } = await point.hold(world);
  let held = 0;
  let pastDot = 0;
  try {
    await startCampaign(world, campaign.id, false);
    await until(`${least} messages are ${point.name}`, 30_000, async () => (await count()) >= least, 50);
    // Whatever can still reach the point does.
    await pause(500);
    held = await count();
    for (const worker of world.workers) worker.kill();
    const [row] = await world.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM attempt WHERE campaign_id = $1 AND phase = 'dot_sending'`,
      [campaign.id],
    );
    pastDot = row?.n ?? 0;
    // Statements of the dead are ended by the database once it notices; those that wait for a gate would else pass it.
    await world.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND wait_event = 'advisory'
       AND pid <> pg_backend_pid()`,
    );
  } finally {
    await release();
  }
  await until('all have settled', 90_000, async () => {
    const [open] = await world.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM delivery WHERE campaign_id = $1 AND state IN ('planned', 'due', 'sending', 'deferred')`,
      [campaign.id],
    );
    return open?.n === 0;
  });
  return { ...(await judge(world, campaign, pastDot)), held };
}
