// kill -9 in the middle of a campaign, again and again: nothing is lost, nothing is sent twice but what is marked in doubt.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allRows } from '../../scripts/client.mjs';
import { pause, until } from '../../scripts/wait.mjs';
import { type Service, startService } from './service.js';

const PEOPLE = 2000;
const KILLS = 3;
const FINAL = ['accepted', 'in_doubt', 'refused', 'expired', 'returned', 'held', 'cancelled'];

describe('a worker that is killed with -9 in the middle of a campaign', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service?.stop());

  it('finishes it after the restart, each message once', async () => {
    const addresses = Array.from({ length: PEOPLE }, (_, i) => `p${i}@${i % 2 ? 'hosted-mail' : 'googlish'}.example`);
    const listId = await service.importPeople('Everybody', addresses);
    const campaignId = await service.send(listId);
    const accepted = async () => (await service.states(campaignId)).accepted ?? 0;
    let kills = 0;
    for (; kills < KILLS; kills++) {
      const goal = Math.round(((kills + 1) * PEOPLE) / (KILLS + 2));
      await until(`${goal} are accepted`, 120_000, async () => (await accepted()) >= goal, 20);
      if ((await accepted()) === PEOPLE) break;
      service.stack.services.worker?.kill();
      await pause(300);
    }
    expect(kills, 'the worker was killed while it was sending').toBeGreaterThan(0);
    await until(
      'the campaign is finished',
      240_000,
      async () => (await service.api('GET', `/v1/campaigns/${campaignId}`)).state === 'finished',
    );

    const deliveries = await allRows(service.api, `/v1/campaigns/${campaignId}/deliveries`);
    expect(deliveries).toHaveLength(PEOPLE);
    const account = await service.api('GET', `/v1/campaigns/${campaignId}/account`);
    expect(account).toMatchObject({ isRight: true, audience: PEOPLE, waiting: 0, onTheWire: 0, faults: [] });
    expect(deliveries.filter(({ state }) => !FINAL.includes(state))).toEqual([]);
    const recorded = await service.recorded();
    const wrong = deliveries.filter(({ address, state }) => {
      const copies = recorded[address]?.accepted ?? 0;
      return state === 'in_doubt' ? copies > 1 : state !== 'accepted' || copies !== 1;
    });
    expect(wrong).toEqual([]);
    const doubts = deliveries.filter(({ state }) => state === 'in_doubt').length;
    expect(doubts, 'at most the messages in flight are in doubt').toBeLessThanOrEqual(kills * 40);
  });
});
