// The watchdog of a real worker: a step that hangs in the database ends the process, and whoever follows loses nothing.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../scripts/wait.mjs';
import { startCampaign, writeCampaign } from './campaign.js';
import { judge } from './check.js';
import { startWorld, type World } from './world.js';

describe('a worker whose steps hang', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ workers: 1, replyMs: 20 });
  });
  afterAll(() => world?.stop());

  it('ends itself after a minute, is started again, and every message is accepted once', async () => {
    const campaign = await writeCampaign(world, 400);
    await startCampaign(world, campaign.id, false);
    await until('some are accepted', 30_000, () => world.sinkLines().length > 50, 50);
    // Every statement about lanes now waits for this one; the database answers all others.
    const gate = new pg.Client({ connectionString: world.stack.databaseUrl });
    await gate.connect();
    await gate.query('BEGIN');
    await gate.query('LOCK TABLE site_state IN ACCESS EXCLUSIVE MODE');
    const said = (words: RegExp) => world.lines.some((line) => words.test(line));
    try {
      await until('the watchdog says so', 90_000, () => said(/has not come round for \d+ s\. The worker ends/));
      await until('the process has ended', 30_000, () => said(/worker .*ended unexpectedly \(code 1\)/));
    } finally {
      await gate.query('ROLLBACK');
      await gate.end();
    }
    await until('all have settled', 90_000, async () => {
      const [open] = await world.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM delivery WHERE campaign_id = $1 AND state IN ('planned', 'due', 'sending', 'deferred')`,
        [campaign.id],
      );
      return open?.n === 0;
    });
    expect(await judge(world, campaign, 0)).toMatchObject({ faults: [], accepted: 400, inDoubt: 0, extraCopies: 0 });
  });
});
