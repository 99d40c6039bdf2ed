// The world of the blind check: a whole worker over real sockets, the API beside it, and what people do to an address.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AddressPage } from '@doorstep/contracts';
import { createVault } from '@doorstep/database';
import { type Simnet, sendingDomainRecords, startSimnet } from '@doorstep/simnet';
import { type Caller, startTestApi } from '../../../apps/api/src/testing/test-api.js';
import { runWorker, until } from '../../../apps/worker/src/testing/run-worker.js';
import { SECRET, sendingWorld } from '../../../apps/worker/src/testing/sending-world.js';
import { freshDatabase } from '../../database.js';
import type { Deed, Scenario } from './scenario.js';

/** Two days of trying pass in three seconds. */
const SPEED = 60_000;
/** A campaign that is still being tried when the others have long ended. */
const PATIENT_HOURS = 7 * 24;
const END_MS = 30_000;
const FINAL = new Set([
  'accepted',
  'refused',
  'expired',
  'returned',
  'complained',
  'in_doubt',
  'suppressed',
  'excluded',
]);

export interface BlindWorld {
  /** Plays a scenario to its end. @returns the page of her address, as the API gives it */
  play(scenario: Scenario): Promise<AddressPage>;
  close(): Promise<void>;
}

export async function blindWorld(): Promise<BlindWorld> {
  const fresh = await freshDatabase();
  const world = await sendingWorld(fresh.url, 20);
  const simnet = await startSimnet({ clockSpeed: SPEED });
  const sender = { name: 'news.example', returnPathDomain: 'bounces.news.example', dkimRecords: [] };
  simnet.putRecords(sendingDomainRecords(sender));
  const { host, port, username, password } = simnet.imap;
  await world.query(
    `INSERT INTO bounce_mailbox (name, protocol, host, port, tls, username, password_sealed, after_reading)
     VALUES ('Bounces', 'imap', $1, $2, 'none', $3, $4, 'keep')`,
    [host, port, username, createVault(SECRET).seal(password)],
  );
  const api = await startTestApi(fresh.url, {
    environment: { DOORSTEP_SECRET: Buffer.from(SECRET).toString('base64') },
  });
  const owner = await api.asOwner();
  const dataDir = mkdtempSync(path.join(tmpdir(), 'doorstep-blind-'));
  const { dnsServer, smtpPort } = simnet;
  const worker = runWorker({
    ...{ database: world.database, dataDir, dnsServer, smtpPort, timeScale: SPEED, bouncePollSeconds: 1 },
  });
  const people = new People(owner, simnet, world.query, api.inject);

  async function round(scenario: Scenario, listId: string, behaviours: Scenario['behaviours'], goal: string) {
    for (const [domain, behaviour] of Object.entries(behaviours)) simnet.putBehaviour(domain, behaviour);
    const hours = scenario.isPatient ? PATIENT_HOURS : undefined;
    const campaignId = await world.campaign(listId, hours === undefined ? {} : { maxAgeHours: hours });
    await until(
      `"${scenario.name}" came to ${goal}`,
      async () => {
        const rows = await world.query<Row>(
          `SELECT d.state, a.normalized AS address FROM delivery d JOIN address a ON a.id = d.address_id WHERE d.campaign_id = $1`,
          [campaignId],
        );
        return hasCome(rows, scenario, goal);
      },
      END_MS,
    );
  }

  return {
    async play(scenario) {
      const { her, others = [], behaviours, rounds = [{}], before = [], between = [], after = [] } = scenario;
      for (const domain of new Set([her, ...others].map((address) => address.split('@')[1]!)))
        simnet.putBehaviour(domain, behaviours[domain] ?? {});
      for (const [domain, behaviour] of Object.entries(behaviours)) simnet.putBehaviour(domain, behaviour);
      const listId = await world.list([her, ...others]);
      for (const deed of before) await people.does(deed, her, listId);
      for (const [index, changed] of rounds.entries()) {
        const isLast = index === rounds.length - 1;
        await round(scenario, listId, changed, isLast ? scenario.until : 'end');
        if (isLast) break;
        await people.lift(her);
        for (const deed of between) await people.does(deed, her, listId);
      }
      for (const deed of after) await people.does(deed, her, listId);
      return people.pageOf(her);
    },
    async close() {
      await worker.stop();
      await simnet.close();
      await api.close();
      await world.database.close();
      await fresh.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

interface Row {
  readonly state: string;
  readonly address: string;
}

/** She has, and nobody else of the campaign is still under way: the others are half of what a verdict rests on. */
function hasCome(rows: readonly Row[], { her, isPatient }: Scenario, goal: string): boolean {
  const hers = rows.find(({ address }) => address === her)?.state;
  if (hers === undefined || (goal === 'end' ? !FINAL.has(hers) : hers !== goal)) return false;
  if (isPatient) return true;
  const domain = her.slice(her.indexOf('@'));
  return rows.every(({ state, address }) =>
    goal === 'returned' && address.endsWith(domain) ? state === 'returned' : FINAL.has(state),
  );
}

/** What users and readers do, each over the API or the public pages. */
class People {
  constructor(
    private readonly owner: Caller,
    private readonly simnet: Simnet,
    private readonly query: (text: string, values: unknown[]) => Promise<unknown>,
    private readonly inject: (request: {
      method: 'POST';
      url: string;
      payload: string;
      headers: Record<string, string>;
    }) => Promise<{
      statusCode: number;
    }>,
  ) {}

  async pageOf(address: string): Promise<AddressPage> {
    return (await this.owner('GET', `/v1/addresses/${encodeURIComponent(address)}`)).json<AddressPage>();
  }

  async lift(address: string): Promise<void> {
    for (const { id, liftedAt } of (await this.pageOf(address)).suppressions)
      if (liftedAt === null)
        await this.must(this.owner('POST', `/v1/suppressions/${id}/lift`, { reason: 'She says that it works' }));
  }

  async does(deed: Deed, address: string, listId: string): Promise<void> {
    switch (deed) {
      case 'suppressed by hand':
        return this.must(this.owner('POST', '/v1/suppressions', { address, reason: 'Her wish, by telephone' }));
      case 'deleted and added again': {
        const { subscriber } = await this.pageOf(address);
        await this.must(this.owner('DELETE', `/v1/subscribers/${subscriber!.id}`));
        return this.must(this.owner('POST', '/v1/subscribers', { address, listIds: [listId], acknowledgePast: true }));
      }
      case 'scanner unsubscribes':
        return this.unsubscribe(address);
      case 'unsubscribes next day':
        await this.query(
          `UPDATE delivery SET accepted_at = accepted_at - interval '1 day' WHERE address_id = (SELECT id FROM address WHERE normalized = $1)`,
          [address],
        );
        return this.unsubscribe(address);
    }
  }

  /** By the link of the message her server took, as mail programs press it (RFC 8058). */
  private async unsubscribe(address: string): Promise<void> {
    const raw = this.simnet
      .received({ recipient: address })
      .at(-1)!
      .raw.replaceAll(/\r\n[ \t]+/g, ' ');
    const url = new URL(/^List-Unsubscribe:.*<(https?:[^>]+)>/im.exec(raw)![1]!);
    await this.must(
      this.inject({
        ...{ method: 'POST', url: url.pathname, payload: 'List-Unsubscribe=One-Click' },
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
    );
  }

  private async must(answer: Promise<{ statusCode: number; body?: string }>): Promise<void> {
    const { statusCode, body } = await answer;
    if (statusCode >= 300) throw new Error(`${statusCode} ${body}`);
  }
}
