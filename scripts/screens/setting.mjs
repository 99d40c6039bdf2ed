// What the made-up year lacks and the pictures show: people with other roles, a warm-up, a schedule, a series, links to share.
import pg from 'pg';
import { ApiError, createClient } from '../client.mjs';

const ACCOUNT = { name: 'Ada', address: 'ada@doorstep.example', password: 'a screenshot, not a secret' };
const VIEWER = { name: 'Ben', address: 'ben@doorstep.example', password: 'a screenshot, not a secret', role: 'viewer' };
const WARM_UP_DAYS = 9;
const SECOND_IP = '192.0.2.14';
/** What the machine of the worker has. */
export const WORKER_ADDRESSES = ['192.0.2.10', SECOND_IP];
const LETTER = {
  ...{ fromName: 'The workshop', fromLocal: 'letter', subject: 'News for {{ city | default: "friends" }}' },
  html: '<h1>Hello {{ name | default: "friend" }}</h1><p>Three chairs and a table are ready, and the next course begins in spring.</p>',
};

/** The first account. @returns { api, cookies } of somebody who is signed in */
export async function moveIn(stack) {
  const origin = new URL(stack.url).origin;
  const setUp = { token: stack.setupToken, ...ACCOUNT };
  const cookies = await cookiesOf(stack, origin, '/v1/setup', setUp);
  return { api: createClient(stack.localUrl, { cookie: headerOf(cookies), origin }), cookies, origin };
}

/** @returns the cookies of a viewer */
export async function addViewer(stack, { api, origin }) {
  await api('POST', '/v1/users', VIEWER);
  const { address: email, password } = VIEWER;
  return cookiesOf(stack, origin, '/auth/sign-in/email', { email, password });
}

async function cookiesOf(stack, origin, path, body) {
  const answer = await fetch(stack.localUrl + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new ApiError('POST', path, answer.status, await answer.json());
  return answer.headers.getSetCookie().map((line) => {
    const [pair] = line.split(';');
    return { name: pair.slice(0, pair.indexOf('=')), value: pair.slice(pair.indexOf('=') + 1) };
  });
}

const headerOf = (cookies) => cookies.map(({ name, value }) => `${name}=${value}`).join('; ');

export async function openDatabase({ databaseUrl }) {
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  return database;
}

/** For what no route changes. */
export async function inDatabase(stack, work) {
  const database = await openDatabase(stack);
  try {
    await work(database);
  } finally {
    await database.end();
  }
}

/** Adds it to the seeded year. @returns the places of `screensOf` */
export async function arrange(stack, api) {
  await inDatabase(stack, async (database) => {
    await arrangeAddresses(api, database);
    await database.query(`UPDATE bounce_mailbox SET last_read_at = now() - interval '20 seconds',
      next_read_at = now() + interval '40 seconds', message_count = 48, backlog = 0, watch = 'watching'`);
  });
  const { data: lists } = await api('GET', '/v1/lists?limit=100');
  const [domain] = (await api('GET', '/v1/sending-domains')).data;
  await api('POST', `/v1/sending-domains/${domain.id}/check`);
  const letter = (name, more) =>
    api('POST', '/v1/campaigns', {
      name,
      sendingDomainId: domain.id,
      listIds: lists.map(({ id }) => id),
      ...LETTER,
      ...more,
    });
  const draft = await letter('The next letter');
  const template = await letter('Monthly letter, the pattern');
  const month = new Date().toISOString().slice(0, 7);
  await api('POST', '/v1/series', {
    ...{ name: 'Monthly letter', templateId: template.id, clock: '09:00', timeZone: 'Europe/Berlin' },
    ...{ rule: { kind: 'monthly_weekday', nth: 1, weekday: 2 }, startsOn: `${month}-01` },
  });
  const webhook = await api('POST', '/v1/webhooks', {
    url: 'https://hooks.workshop.example/doorstep',
    eventTypes: ['message.refused'],
  });
  await api('POST', '/v1/api-keys', { name: 'Form of the website', scopes: ['subscribers:read', 'subscribers:write'] });
  await api('POST', '/v1/rules', {
    name: 'Mailbox closed at the bakery',
    slug: 'closed-at-the-bakery',
    definition: { phrases: ['mailbox * closed'], category: 'mailbox_disabled', scope: 'address', isPermanent: true },
  });
  return { ...(await placesOf(api)), draft: draft.id, list: lists[0].id, domain: domain.id, webhook: webhook.id };
}

async function arrangeAddresses(api, database) {
  const source = await api('POST', '/v1/source-addresses', {
    ...{ ip: SECOND_IP, ehloName: 'mail2.workshop.example', note: 'The second one, for the winter' },
  });
  await database.query(`UPDATE source_address SET warm_up_started_at = now() - $2 * interval '1 day' WHERE id = $1`, [
    ...[source.id, WARM_UP_DAYS - 1],
  ]);
  // It doubles from day to day; on the sixth too little went out for that.
  await database.query(
    `INSERT INTO source_usage (source_id, provider, day, cap, used, accepted, deferred)
     SELECT $1, p, (now() AT TIME ZONE 'UTC')::date - ($2 - d), cap, used, ceil(used * 0.98), floor(used * 0.02)
     FROM generate_series(1, $2::int) AS d, (VALUES ('google', 1.0), ('microsoft', 0.8), ('', 0.6)) AS provider (p, share),
       LATERAL (SELECT 50 * 2 ^ (d - CASE WHEN d > 6 THEN 2 ELSE 1 END) AS cap),
       LATERAL (SELECT round((cap * share * CASE d WHEN 6 THEN 0.4 WHEN $2 THEN 0.3 ELSE 1 END)::numeric) AS used)`,
    [source.id, WARM_UP_DAYS],
  );
}

async function placesOf(api) {
  const { data: campaigns } = await api('GET', '/v1/campaigns?limit=100');
  const underWay = campaigns.find(({ state }) => state === 'sending');
  const finished = campaigns.filter(({ state }) => state === 'finished')[3];
  const { data: accepted } = await api('GET', `/v1/campaigns/${finished.id}/deliveries?state=accepted&limit=1`);
  const { groups } = await api('GET', '/v1/chronic/groups?state=open');
  const [group] = groups;
  const { data: people } = await api('GET', `/v1/chronic/groups/${encodeURIComponent(group.key)}/people?limit=1`);
  const { data: segments } = await api('GET', '/v1/segments?limit=100');
  const { data: imports } = await api('GET', '/v1/imports?limit=100');
  const [domain] = (await api('GET', '/v1/sending-domains')).data;
  const report = await api('POST', `/v1/campaigns/${finished.id}/share-links`, { days: 14, showsAddresses: true });
  const records = await api('POST', `/v1/sending-domains/${domain.id}/share-links`, { days: 14 });
  const slug = (name) => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return {
    ...{ underWay: underWay.id, finished: finished.id, oneImport: imports.at(-1).id },
    troubled: encodeURIComponent(people[0].address),
    well: encodeURIComponent(accepted[0].address),
    group: encodeURIComponent(group.key),
    segments: segments.map(({ id, name }) => ({ id, name: slug(name), title: name })),
    sharedReport: new URL(report.url).pathname,
    sharedRecords: new URL(records.url).pathname,
  };
}
