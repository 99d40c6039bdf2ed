// Behaviour of planning: campaigns start in time, are frozen page by page, and are stopped with words when they cannot go.
import { createTokenSigner, tokenKeysFrom } from '@doorstep/bounces';
import { CampaignMaterialStore, createVault, PlanStore } from '@doorstep/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { createCampaignDesk } from '../attempt/campaign-desk.js';
import type { KeyGuard } from '../domain-watch/key-guard.js';
import { silentLog } from '../log.js';
import { SECRET, type SendingWorld, sendingWorld } from '../testing/sending-world.js';
import { PAGES_AT_ONCE } from '../waits.js';
import { createPlanner, type Planner } from './planner.js';

let fresh: FreshDatabase;
let world: SendingWorld;
beforeAll(async () => {
  fresh = await freshDatabase();
  world = await sendingWorld(fresh.url);
});
afterAll(async () => {
  await world.database.close();
  await fresh.drop();
});

const yes: KeyGuard = { mayBegin: async () => ({ kind: 'yes' }) };

function planner(
  pageSize = 2,
  onPlanned = () => undefined as unknown,
  guard = yes,
  foresee: (domains: readonly string[]) => Promise<void> = async () => undefined,
): Planner {
  return createPlanner({
    plans: new PlanStore(world.database),
    hours: { turn: async () => false },
    referee: { turn: async () => false, stop: () => undefined },
    campaigns: createCampaignDesk({
      materials: new CampaignMaterialStore(world.database),
      vault: createVault(SECRET),
      tokens: createTokenSigner(tokenKeysFrom(SECRET)),
      publicUrl: 'https://letters.example',
    }),
    guard,
    timeScale: 1,
    log: silentLog,
    foresee,
    onPlanned,
    pageSize,
  });
}

const people = (domain: string, count: number) => Array.from({ length: count }, (_, i) => `p${i}@${domain}`);
const campaignRow = async (id: string) =>
  (
    await world.query<{ state: string; pause_reason: string | null }>(
      'SELECT state, pause_reason FROM campaign WHERE id = $1',
      [id],
    )
  )[0];

describe('planning', () => {
  it('starts what is due and freezes everybody once, values included', async () => {
    const id = await world.campaign(await world.list(people('plan.example', 5)));
    await planner().turn();
    expect(await campaignRow(id)).toMatchObject({ state: 'sending' });
    expect(await world.states(id)).toEqual({ planned: 5 });
    const [row] = await world.query('SELECT merge_fields FROM delivery WHERE campaign_id = $1 LIMIT 1', [id]);
    expect(row).toEqual({ merge_fields: { name: 'Eve', fields: { city: 'Rome' } } });
    await planner().turn();
    expect(await world.states(id)).toEqual({ planned: 5 });
  });

  it('is done once by two planners at a time', async () => {
    const id = await world.campaign(await world.list(people('two.example', 60)));
    await Promise.all([planner(7).turn(), planner(7).turn()]);
    await planner(7).turn();
    expect(await world.states(id)).toEqual({ planned: 60 });
  });

  it('asks of domains whose answer does not hold, once, and plans with what it heard', async () => {
    const id = await world.campaign(
      await world.list([...people('fresh.example', 3), ...people('stale.example', 2), ...people('known.example', 1)]),
    );
    const [site] = await world.query<{ id: string }>(
      `INSERT INTO site (mx_key, mx_hosts) VALUES ('mx.foreseen.example', '{mx.foreseen.example}') RETURNING id`,
    );
    const answered = (names: readonly string[], holds: string) =>
      world.query(
        `UPDATE mail_domain SET site_id = $1, resolution = 'mx', resolved_at = now(), expires_at = now() + $3::interval
         WHERE name = ANY($2::text[])`,
        [site!.id, names, holds],
      );
    await answered(['known.example'], '1 hour');
    await answered(['stale.example'], '-1 second');
    const asked: string[][] = [];
    const foresee = async (domains: readonly string[]) => {
      asked.push([...domains].sort());
      await answered(domains, '1 hour');
    };

    await planner(2, undefined, yes, foresee).turn();
    await planner(2, undefined, yes, foresee).turn();

    expect(asked).toEqual([['fresh.example', 'stale.example']]);
    const [routed] = await world.query(
      'SELECT count(*)::int AS n FROM delivery WHERE campaign_id = $1 AND site_id = $2',
      [id, site!.id],
    );
    expect(routed).toEqual({ n: 6 });
  });

  it('goes on after a stop in the middle', async () => {
    const id = await world.campaign(await world.list(people('kill.example', 9)));
    const first: Planner = planner(2, () => first.stop());
    await first.turn();
    expect((await campaignRow(id))?.state).toBe('planned');
    // A page each of those that are frozen at a time.
    const { planned } = await world.states(id);
    expect(planned).toBeGreaterThanOrEqual(2);
    expect(planned).toBeLessThanOrEqual(2 * PAGES_AT_ONCE);
    await planner().turn();
    expect(await world.states(id)).toEqual({ planned: 9 });
  });

  it('pauses a campaign whose template has a fault, with its line', async () => {
    const list = await world.list(people('fault.example', 3));
    const id = await world.campaign(list, { html: '<p>Hello</p>\n{% if name %}' });
    await planner().turn();
    expect(await campaignRow(id)).toMatchObject({
      state: 'paused',
      pause_reason: expect.stringMatching(/html has a fault in line 2/),
    });
    expect(await world.states(id)).toEqual({});
  });

  it('does not send by surprise what was missed by hours', async () => {
    const list = await world.list(people('missed.example', 3));
    const id = await world.campaign(list, { scheduledAt: new Date(Date.now() - 4 * 3_600_000) });
    await planner().turn();
    expect(await campaignRow(id)).toMatchObject({ state: 'paused', pause_reason: expect.stringMatching(/surprise/) });
  });
});
