// The database goes away in the middle of a campaign and comes back: no part ends, nothing is lost or sent twice.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allRows } from '../../scripts/client.mjs';
import { pause, until } from '../../scripts/wait.mjs';
import { type CuttableDatabase, cuttableDatabase } from './cuttable-database.js';
import { type Service, startService } from './service.js';

const PEOPLE = 1500;

describe('a database that goes away in the middle of a campaign', () => {
  let service: Service;
  let database: CuttableDatabase;
  const before = process.env.DATABASE_URL;
  beforeAll(async () => {
    database = await cuttableDatabase();
    process.env.DATABASE_URL = database.url;
    service = await startService();
  });
  afterAll(async () => {
    await service?.stop();
    await database?.close();
    if (before === undefined) delete process.env.DATABASE_URL;
    else process.env.DATABASE_URL = before;
  });

  it('is waited for; what was heard meanwhile is written afterwards', async () => {
    const listId = await service.importPeople(
      'Everybody',
      Array.from({ length: PEOPLE }, (_, i) => `p${i}@bakery.example`),
    );
    const campaignId = await service.send(listId);
    await until('some are accepted', 120_000, async () => ((await service.states(campaignId)).accepted ?? 0) > 100, 20);

    await database.cut();
    await pause(1500);
    const answer = await fetch(`${service.stack.localUrl}/readyz`);
    expect(answer.status).toBe(503);
    const asked = await service.api('GET', '/v1/lists').catch((error: { status: number }) => error);
    expect(asked).toMatchObject({ status: 503 });
    await pause(2500);
    await database.mend();

    await until('the campaign is finished', 240_000, async () => {
      const campaign = await service.api('GET', `/v1/campaigns/${campaignId}`).catch(() => null);
      return campaign?.state === 'finished';
    });
    expect(service.lines.filter((line) => line.includes('ended unexpectedly'))).toEqual([]);
    const deliveries = await allRows(service.api, `/v1/campaigns/${campaignId}/deliveries`);
    expect(deliveries).toHaveLength(PEOPLE);
    const recorded = await service.recorded();
    const wrong = deliveries.filter(({ address, state }) => {
      const copies = recorded[address]?.accepted ?? 0;
      return state === 'in_doubt' ? copies > 1 : state !== 'accepted' || copies !== 1;
    });
    expect(wrong).toEqual([]);
    expect(deliveries.filter(({ state }) => state === 'in_doubt').length).toBeLessThanOrEqual(20);
  });
});
