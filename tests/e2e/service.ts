// The built service on fresh temporary data for one test file: database, simulated internet, api, worker.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Call, signUp } from '../../scripts/client.mjs';
import { freePort } from '../../scripts/postgres.mjs';
import { type Stack, startStack } from '../../scripts/stack.mjs';
import { until } from '../../scripts/wait.mjs';

export interface Outcomes {
  accepted: number;
  refused: number;
  deferred: number;
  returned: number;
}

export interface Service {
  readonly stack: Stack;
  readonly api: Call;
  /** What the services printed, for the message of a failure. */
  readonly lines: string[];
  /** A list with these people on it, through the import. @returns its id */
  importPeople(name: string, addresses: readonly string[]): Promise<string>;
  /** A campaign to a list, sent now. @returns its id */
  send(listId: string, name?: string): Promise<string>;
  /** Deliveries of a campaign per state. */
  states(campaignId: string): Promise<Record<string, number>>;
  /** What the simulated hosts recorded, by recipient. */
  recorded(): Promise<Record<string, Outcomes>>;
  stop(): Promise<void>;
}

export async function startService(environment: Record<string, string> = {}): Promise<Service> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'doorstep-e2e-'));
  const lines: string[] = [];
  const stack = await startStack({
    dataDir,
    port: await freePort(),
    isThrowaway: true,
    services: ['worker'],
    print: (name, line) => lines.push(`${name} ${line}`),
    environment: {
      DOORSTEP_TIME_SCALE: '120',
      DOORSTEP_BOUNCE_POLL_SECONDS: '1',
      DOORSTEP_SEND_HOLD_SECONDS: '0',
      DOORSTEP_LOG_LEVEL: 'warn',
      ...environment,
    },
  });
  const api = await signUp(stack, { name: 'Ada', address: 'ada@doorstep.example', password: 'correct horse battery' });
  const [domain] = (await api('GET', '/v1/sending-domains')).data;
  await api('POST', `/v1/sending-domains/${domain.id}/check`);
  const control = stack.simnet?.controlUrl;

  async function reach(importId: string, state: string): Promise<void> {
    await until(`import ${state}`, 120_000, async () => {
      const row = await api('GET', `/v1/imports/${importId}`);
      if (row.state === 'failed') throw new Error(`The import failed: ${row.problem?.detail}`);
      return row.state === state;
    });
  }

  return {
    stack,
    api,
    lines,
    async importPeople(name, addresses) {
      const known = (await api('GET', '/v1/lists?limit=100')).data.find((list: { name: string }) => list.name === name);
      const list = known ?? (await api('POST', '/v1/lists', { name }));
      const file = `address,name\n${addresses.map((address, i) => `${address},Person ${i}`).join('\n')}\n`;
      const { id } = await api('POST', '/v1/imports?fileName=people.csv', file);
      await api('PATCH', `/v1/imports/${id}`, {
        mapping: ['address', 'name'],
        listIds: [list.id],
        // Domains that do not exist are part of what is tried.
        ...{ consentSource: 'A test', consentAt: '2026-01-02T00:00:00Z', onNoMail: 'keep' },
      });
      await api('POST', `/v1/imports/${id}/check`);
      await reach(id, 'checked');
      await api('POST', `/v1/imports/${id}/import`);
      await reach(id, 'finished');
      return list.id;
    },
    async send(listId, name = 'Letter') {
      const campaign = await api('POST', '/v1/campaigns', {
        name,
        sendingDomainId: domain.id,
        fromName: 'Ada',
        fromLocal: 'ada',
        subject: 'Hello {{ name }}',
        html: '<p>Hello {{ name }}</p>',
        listIds: [listId],
      });
      await api('POST', `/v1/campaigns/${campaign.id}/send`);
      return campaign.id;
    },
    states: async (campaignId) => (await api('GET', `/v1/campaigns/${campaignId}`)).tally.states,
    recorded: async () => (await fetch(`${control}/summary`)).json() as Promise<Record<string, Outcomes>>,
    async stop() {
      await stack.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
