// Three workers that send to one site whose host counts for itself, under limits set by hand.
import { type LimitOrder, SiteLimitStore } from '@doorstep/database';
import { runWorker } from '../../apps/worker/src/testing/run-worker.js';
import { a, mx } from '../../packages/delivery/src/testing/name-server.js';
import { type CountingHost, type CountingOptions, countingHost } from './counting-host.js';
import { atEnd, names } from './hosts.js';
import { type Pipeline, people, SPEED } from './pipeline.js';

export interface CountedSite {
  readonly host: CountingHost;
  /** How many are accepted so far. */
  accepted(): Promise<number>;
}

export interface CountedOptions {
  readonly domain: string;
  readonly messages: number;
  readonly host: CountingOptions;
  readonly limits: Partial<Pick<LimitOrder, 'connections' | 'messagesPerConnection' | 'perMinute'>>;
}

/** Everything ends with the test. */
export async function sendToCounted(pipe: Pipeline, options: CountedOptions): Promise<CountedSite> {
  const { domain, messages, limits } = options;
  const host = await countingHost(options.host);
  atEnd(() => host.close());
  const mxHost = `mx.${domain}`;
  const server = await names({
    [`MX ${domain}`]: [mx(domain, mxHost)],
    [`A ${mxHost}`]: [a(mxHost, '127.0.0.1')],
    [`AAAA ${mxHost}`]: 'no-data',
  });
  const { database, query } = pipe.world;
  const [site] = await query<{ id: string }>(
    'INSERT INTO site (mx_key, mx_hosts) VALUES ($1, ARRAY[$1]) RETURNING id',
    [mxHost],
  );
  await query('INSERT INTO site_state (site_id) VALUES ($1)', [site!.id]);
  const none = { connections: null, messagesPerConnection: null, perMinute: null };
  await new SiteLimitStore(database).set(site!.id, { ...none, ...limits, reason: 'a test', actor: 'a test' }, null);
  const campaignId = await pipe.send(people(domain, messages));
  for (let n = 0; n < 3; n++) {
    const at = { dnsServer: server.address, smtpPort: host.port };
    const worker = runWorker({ database, dataDir: pipe.dataDir, timeScale: SPEED, ...at });
    atEnd(() => worker.stop());
  }
  return { host, accepted: async () => (await pipe.world.states(campaignId)).accepted ?? 0 };
}
