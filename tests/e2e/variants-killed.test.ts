// kill -9 in the middle of a test of two subjects: the groups stay as they were planned, one winner is chosen once, nobody gets two.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allRows } from '../../scripts/client.mjs';
import { pause, until } from '../../scripts/wait.mjs';
import { type Service, startService } from './service.js';

const PEOPLE = 800;
/** An hour of waiting for the decision takes five seconds. */
const TIME_SCALE = '720';

describe('a worker that is killed with -9 in the middle of a test of two subjects', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService({ DOORSTEP_TIME_SCALE: TIME_SCALE });
  });
  afterAll(() => service?.stop());

  it('keeps the shares, chooses once, and gives everybody one of them', async () => {
    const { api, stack } = service;
    const addresses = Array.from({ length: PEOPLE }, (_, i) => `v${i}@${i % 2 ? 'hosted-mail' : 'googlish'}.example`);
    const listId = await service.importPeople('On trial', addresses);
    const [domain] = (await api('GET', '/v1/sending-domains')).data;
    const { id } = await api('POST', '/v1/campaigns', {
      ...{ name: 'On trial', sendingDomainId: domain.id, fromName: 'Ada', fromLocal: 'ada', subject: 'This is A' },
      ...{ html: '<p>Hello</p>', listIds: [listId] },
    });
    await api('PUT', `/v1/campaigns/${id}/variants`, {
      ...{ variants: [{ subject: 'This is B' }], samplePercent: 50, winnerBy: 'hand', ifUnclear: 'first' },
      ...{ decideAfterHours: 1, deadlineHours: 1 },
    });
    await api('POST', `/v1/campaigns/${id}/send`);
    const url = `/v1/campaigns/${id}`;
    const test = async () => (await api('GET', `${url}/report`)).abTest;
    const groups = async () => (await test()).variants.map(({ people }: { people: number }) => people);
    const accepted = async () => (await service.states(id)).accepted ?? 0;
    let kills = 0;
    const kill = async () => {
      stack.services.worker?.kill();
      kills++;
      await pause(300);
    };

    await until('some of the test have it', 60_000, async () => (await accepted()) >= 60, 20);
    const planned: number[] = await groups();
    const inTest = planned.reduce((sum, people) => sum + people, 0);
    expect(await accepted(), 'the worker is killed in the middle of the test').toBeLessThan(inTest);
    await kill();
    await until('all of the test was tried', 60_000, async () => (await accepted()) >= inTest - 40, 20);
    const decided = await until('a winner is chosen', 60_000, async () => {
      const now = await test();
      return now.winner === null ? null : now;
    });
    await until('some of the rest have it', 60_000, async () => (await accepted()) >= inTest + 60, 20);
    await kill();
    await until('the campaign is finished', 120_000, async () => (await api('GET', url)).state === 'finished');

    expect(await groups(), 'the groups are those that were planned').toEqual(planned);
    expect(planned).toHaveLength(2);
    for (const people of planned) expect(Math.abs(people - PEOPLE / 4)).toBeLessThan(80);
    const { winner, decidedAt, decidedBy } = await test();
    expect([winner, decidedAt, decidedBy]).toEqual([0, decided.decidedAt, decided.decidedBy]);
    const count = async (query: string) => (await api('GET', `${url}/deliveries/count?${query}`)).people;
    expect([await count('abGroup=rest&variant=0'), await count('abGroup=rest&variant=1')]).toEqual([
      PEOPLE - inTest,
      0,
    ]);

    const account = await api('GET', `${url}/account`);
    expect(account).toMatchObject({ isRight: true, audience: PEOPLE, waiting: 0, onTheWire: 0, faults: [] });
    const deliveries = await allRows(api, `${url}/deliveries`);
    const recorded = await service.recorded();
    const wrong = deliveries.filter(({ address, state }) => {
      const copies = recorded[address]?.accepted ?? 0;
      return state === 'in_doubt' ? copies > 1 : state !== 'accepted' || copies !== 1;
    });
    expect([deliveries.length, wrong]).toEqual([PEOPLE, []]);
    const doubts = deliveries.filter(({ state }) => state === 'in_doubt').length;
    expect(doubts, 'at most the messages in flight are in doubt').toBeLessThanOrEqual(kills * 40);
  });
});
