// Our side of the delivery benchmark: a database with people and a campaign, workers that plan and send it, what it cost.
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { pause } from '../wait.mjs';
import { cpuOfTrees, peakMegabytes } from './cpu.mjs';
import { built, startDatabase } from './database.mjs';
import { LETTER, PEOPLE, SELECTOR, SENDING_DOMAIN, SUBJECT } from './people.mjs';
import { startWorkers } from './workers.mjs';

/** Longer without a message: the run is given up and told as it stands. */
const STALLED_MS = 90_000;
const WAITING = `('open','due','deferred')`;

/** People on a list, a sending domain with its key in the vault, a campaign that waits to be released. @returns its id */
export async function seedCampaign({ query }, secret, { messages, domains }) {
  const { createVault } = await built('database');
  const { generateDkimKey } = await built('message');
  const { privateKeyPem, publicKeyBase64 } = generateDkimKey('rsa-sha256');
  const [domain] = await query('INSERT INTO sending_domain (name, return_path_domain) VALUES ($1, $2) RETURNING id', [
    SENDING_DOMAIN,
    `bounces.${SENDING_DOMAIN}`,
  ]);
  await query(
    `INSERT INTO dkim_key (sending_domain_id, selector, algorithm, private_key_sealed, public_key)
     VALUES ($1, $2, 'rsa-sha256', $3, $4)`,
    [domain.id, SELECTOR, createVault(secret).seal(privateKeyPem), publicKeyBase64],
  );
  const [list] = await query(`INSERT INTO list (name) VALUES ('Readers') RETURNING id`);
  for (const { text, values } of PEOPLE) await query(text, values({ messages, domains, listId: list.id }));
  await query('VACUUM ANALYZE');
  await query('CHECKPOINT'); // what the seeding wrote is no cost of sending
  const [campaign] = await query(
    `INSERT INTO campaign (name, state, sending_domain_id, from_name, from_local, subject, html, list_ids)
     VALUES ('November', 'draft', $1, 'The workshop', 'letter', $2, $3, ARRAY[$4::uuid]) RETURNING id`,
    [domain.id, SUBJECT, LETTER, list.id],
  );
  return campaign.id;
}

/** Sends the campaign with a number of workers. @returns what it took */
export async function runOurs(options, { sink, nameServer, profileFolder }) {
  const database = await startDatabase();
  let workers;
  try {
    const secret = randomBytes(32);
    const campaignId = await seedCampaign(database, secret, options);
    const env = environmentOf(database, secret, { sink, nameServer, lanes: options.lanes });
    workers = startWorkers({ count: options.workers, env, profileFolder });
    await workers.ready(database.query);
    await pause(500);
    const costs = () => ({
      node: cpuOfTrees(workers.pids),
      postgres: cpuOfTrees([database.pid]),
      sink: sink.cpu(),
      dns: nameServer.cpu(),
    });
    const before = costs();
    await database.query(`UPDATE campaign SET state = 'scheduled', scheduled_at = now() WHERE id = $1`, [campaignId]);
    await settled(database, campaignId, { sink, workers, messages: options.messages, stopAfter: options.stopAfter });
    const after = costs();
    const peakMb = Math.max(...workers.pids.map(peakMegabytes));
    const spent = Object.fromEntries(Object.keys(before).map((name) => [name, after[name] - before[name]]));
    return { spent, peakMb, words: workers.words, ...(await timesOf(database, campaignId)) };
  } finally {
    await workers?.stop();
    await database.remove();
  }
}

function environmentOf(database, secret, { sink, nameServer, lanes }) {
  const dataDir = path.join(database.dataDir, 'data');
  mkdirSync(dataDir, { recursive: true });
  return {
    DATABASE_URL: database.url,
    DOORSTEP_SECRET: secret.toString('base64'),
    DOORSTEP_DATA_DIR: dataDir,
    // The sandbox is where another SMTP port and MX hosts on loopback are allowed; waits are those of production.
    DOORSTEP_MODE: 'sandbox',
    DOORSTEP_TIME_SCALE: '1',
    DOORSTEP_SEND_HOLD_SECONDS: '0',
    DOORSTEP_SMTP_PORT: String(sink.port),
    DOORSTEP_ALLOW_PRIVATE_MX: 'true',
    DOORSTEP_DNS_SERVERS: `127.0.0.1:${nameServer.port}`,
    DOORSTEP_EHLO_NAME: `mail.${SENDING_DOMAIN}`,
    DOORSTEP_PUBLIC_URL: `https://letters.${SENDING_DOMAIN}`,
    DOORSTEP_LOG_LEVEL: 'warn',
    DOORSTEP_LANES: String(lanes),
  };
}

/** Asks the sink, which costs us nothing, until it has them all; then the database until the last one is settled. */
async function settled({ query }, campaignId, { sink, workers, messages, stopAfter = messages }) {
  let last = 0;
  let movedAt = Date.now();
  const isStalled = (now) => {
    if (now !== last) [last, movedAt] = [now, Date.now()];
    return Date.now() - movedAt > STALLED_MS || !workers.isRunning();
  };
  for (let count = 0; count < stopAfter; await pause(50)) {
    ({ messages: count } = await sink.ask('count'));
    if (isStalled(count)) return;
  }
  if (stopAfter < messages) return;
  const waiting = `SELECT 1 FROM delivery WHERE campaign_id = $1 AND listed_state IN ${WAITING} LIMIT 1`;
  while ((await query(waiting, [campaignId])).length > 0 && !isStalled(last)) await pause(50);
}

async function timesOf({ query }, campaignId) {
  const [times] = await query(
    `SELECT extract(epoch FROM c.planned_at - c.scheduled_at)::float8 AS "planSeconds",
       extract(epoch FROM max(d.settled_at) - c.planned_at)::float8 AS "wallSeconds"
     FROM campaign c JOIN delivery d ON d.campaign_id = c.id WHERE c.id = $1 GROUP BY c.id`,
    [campaignId],
  );
  const rows = await query('SELECT state, count(*)::int AS n FROM delivery WHERE campaign_id = $1 GROUP BY 1', [
    campaignId,
  ]);
  return { ...times, states: Object.fromEntries(rows.map(({ state, n }) => [state, n])) };
}
