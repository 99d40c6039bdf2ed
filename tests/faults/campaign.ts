// A campaign to the sites of a fault run: people imported, written, started over the API, which may be killed meanwhile.
import type { Call } from '../../scripts/client.mjs';
import { until } from '../../scripts/wait.mjs';
import { SITES, type World } from './world.js';

export interface RunningCampaign {
  readonly id: string;
  readonly addresses: readonly string[];
}

/** @param prefix tells the people of one campaign from those of another in the same world */
export async function writeCampaign(world: World, people: number, prefix = 'p'): Promise<RunningCampaign> {
  const { api } = world;
  const addresses = Array.from({ length: people }, (_, i) => `${prefix}${i}@d${i % SITES}.fault.example`);
  const [domain] = (await api('GET', '/v1/sending-domains')).data;
  await api('POST', `/v1/sending-domains/${domain.id}/check`);
  const list = await api('POST', '/v1/lists', { name: `Everybody ${prefix}` });
  await importPeople(api, list.id, addresses);
  const { id } = await api('POST', '/v1/campaigns', {
    name: 'Letter',
    sendingDomainId: domain.id,
    fromName: 'Ada',
    fromLocal: 'ada',
    subject: 'Hello {{ name }}',
    html: `<p>Hello {{ name }}</p>${'<p>It was a long week, and there is much to tell.</p>'.repeat(20)}`,
    listIds: [list.id],
    maxAgeHours: 120,
  });
  return { id, addresses };
}

async function importPeople(api: Call, listId: string, addresses: readonly string[]): Promise<void> {
  const file = `address,name\n${addresses.map((address, i) => `${address},Person ${i}`).join('\n')}\n`;
  const { id } = await api('POST', '/v1/imports?fileName=people.csv', file);
  const reach = (state: string) =>
    until(`import ${state}`, 60_000, async () => {
      const row = await api('GET', `/v1/imports/${id}`);
      if (row.state === 'failed') throw new Error(`The import failed: ${row.problem?.detail}`);
      return row.state === state;
    });
  await api('PATCH', `/v1/imports/${id}`, {
    ...{ mapping: ['address', 'name'], listIds: [listId], onNoMail: 'keep' },
    ...{ consentSource: 'A test', consentAt: '2026-01-02T00:00:00Z' },
  });
  await api('POST', `/v1/imports/${id}/check`);
  await reach('checked');
  await api('POST', `/v1/imports/${id}/import`);
  await reach('finished');
}

/** Pressed again until the answer is heard, as a person would whose page shows a failure. */
export async function startCampaign({ api, stack }: World, id: string, isApiKilled: boolean): Promise<void> {
  await until('the campaign is started', 60_000, async () => {
    const campaign = await api('GET', `/v1/campaigns/${id}`).catch(() => null);
    if (campaign === null) return false;
    if (campaign.state !== 'draft') return true;
    const pressed = api('POST', `/v1/campaigns/${id}/send`).catch((error: { status?: number }) => {
      // No answer at all, or "not now": anything else is an answer that will not change.
      if (error.status !== undefined && error.status < 500 && error.status !== 409) throw error;
    });
    if (isApiKilled) {
      isApiKilled = false;
      setTimeout(() => stack.services.api.kill(), 20);
    }
    await pressed;
    return false;
  });
}
