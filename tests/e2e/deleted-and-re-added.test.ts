// The question no tool answers: she always bounces, she was deleted and added again; her page still knows everything.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiError } from '../../scripts/client.mjs';
import { until } from '../../scripts/wait.mjs';
import { type Service, startService } from './service.js';

const HER = 'gone.anna@bakery.example';

describe('an address that is refused in three campaigns, deleted and added again', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service?.stop());

  const page = () => service.api('GET', `/v1/addresses/${encodeURIComponent(HER)}`);
  const inForce = (view: { suppressions: { id: string; liftedAt: string | null }[] }) =>
    view.suppressions.filter(({ liftedAt }) => liftedAt === null);

  async function refuseOnce(listId: string, name: string): Promise<void> {
    const campaignId = await service.send(listId, name);
    await until(
      `${name} is finished`,
      60_000,
      async () => (await service.api('GET', `/v1/campaigns/${campaignId}`)).state === 'finished',
    );
    expect(await service.states(campaignId)).toMatchObject({ refused: 1, accepted: 1 });
  }

  it('keeps the whole history, stays suppressed, and says so', async () => {
    const listId = await service.importPeople('Letter', [HER, 'well@bakery.example']);
    for (const name of ['March', 'April', 'May']) {
      await refuseOnce(listId, name);
      const [suppression] = inForce(await page());
      expect(suppression, `${name} suppressed her`).toMatchObject({ cause: 'hard_bounce' });
      if (name !== 'May')
        await service.api('POST', `/v1/suppressions/${suppression!.id}/lift`, { reason: 'She says it works' });
    }

    const before = await page();
    await service.api('DELETE', `/v1/subscribers/${before.subscriber.id}`);
    const added = service.api('POST', '/v1/subscribers', { address: HER, listIds: [listId] });
    await expect(added).rejects.toThrowError(ApiError);
    await expect(added).rejects.toMatchObject({ status: 409, problem: { code: 'address_has_past' } });
    await service.api('POST', '/v1/subscribers', { address: HER, listIds: [listId], acknowledgePast: true });
    await service.importPeople('Letter', [HER]);

    const after = await page();
    expect(after.subscriber.id).not.toBe(before.subscriber.id);
    expect(after.timesDeleted).toBe(1);
    expect(after.timesAdded).toBe(2);
    expect(after.deliveries.map((delivery: { campaignName: string }) => delivery.campaignName)).toEqual([
      'May',
      'April',
      'March',
    ]);
    for (const { attempts } of after.deliveries)
      expect(attempts.at(-1)).toMatchObject({ outcome: 'refused', enhancedCode: '5.1.1' });
    expect(inForce(after)).toHaveLength(1);
    expect(after.verdict).toMatchObject({ failed: 3, of: 3 });
    expect(JSON.stringify(after.verdict)).toMatch(/delet|add/i);

    const june = await service.send(listId, 'June');
    await until(
      'June is finished',
      60_000,
      async () => (await service.api('GET', `/v1/campaigns/${june}`)).state === 'finished',
    );
    expect(await service.states(june)).toMatchObject({ suppressed: 1, accepted: 1 });

    // A trial: one mail after the hold was lifted for it. She is refused once more, and held back again at once.
    const trial = await service.api('POST', `/v1/addresses/${encodeURIComponent(HER)}/one-mail`, {
      suppressionId: inForce(await page())[0]!.id,
      reason: 'She says it works now',
    });
    await until('the trial was refused', 60_000, async () => (await service.states(trial.campaignId)).refused === 1);
    await until('she is held back again', 20_000, async () => inForce(await page()).length === 1);
    const tried = await page();
    expect(tried.deliveries[0]).toMatchObject({ campaignId: trial.campaignId, state: 'refused' });
    expect(inForce(tried)[0]!.id).not.toBe(trial.liftedSuppressionId);
    expect(tried.events.map(({ kind }: { kind: string }) => kind).slice(0, 2)).toEqual([
      'suppressed',
      'suppression_lifted',
    ]);
  });
});
