// Writes what stands before any mail: working tables of the seed, domains, sites, people, lists, imports, segments.
import { hashOf, idAt } from './random.mjs';

const CHUNK = 4000;
const LISTS = [
  ['Letter from the workshop', 'Once a week, to everybody'],
  ['Product news', 'What is new, when something is'],
  ['Evenings', 'Invitations to the workshop'],
  ['Staff', 'Ourselves'],
];
const TAGS = ['Fair 2025', 'Fair 2026', 'Press', 'Member', 'Friend of the house'];

/** Functions and tables of the seed itself; they go when it is done. `seed.run` stays: it says whose database this is. */
const WORKING_TABLES = `
CREATE SCHEMA IF NOT EXISTS seed;
CREATE OR REPLACE FUNCTION seed.id(at timestamptz, h text) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT (lpad(to_hex(floor(extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(h, 1, 3) || '8' || substr(h, 5, 3) || substr(h, 8, 12))::uuid $$;
CREATE OR REPLACE FUNCTION seed.offset_ms(h text, length_ms int) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT ('x' || substr(h, 21, 6))::bit(24)::int % length_ms $$;
DROP TABLE IF EXISTS seed.person, seed.domain, seed.template, seed.exception;
CREATE UNLOGGED TABLE seed.person (n int PRIMARY KEY, address_id uuid, subscriber_id uuid, address text, domain text, name text, fields jsonb,
  joined_at timestamptz, left_at timestamptz, status text, readded int, lists int[], tags int[]);
CREATE UNLOGGED TABLE seed.domain (name text PRIMARY KEY, site_id uuid, greylists bool, accepted int[], put_off int[]);
CREATE UNLOGGED TABLE seed.template (n int PRIMARY KEY, outcome text, stage text, mx_host text, mx_ip text, source_ip text, tls text, code smallint,
  enhanced text, reply text, category text, scope text, rule_id text, took_ms int, report jsonb, is_personal bool);
CREATE UNLOGGED TABLE seed.exception (i int, n int, state text, reason text, tries int, template int, category text, settled_ms int, PRIMARY KEY (i, n))`;

/** Inserts objects as rows, by the names of the columns. */
export async function insertAll({ query }, table, columns, rows) {
  for (let at = 0; at < rows.length; at += CHUNK)
    await query(`INSERT INTO ${table} SELECT * FROM json_to_recordset($1) AS r(${columns})`, [
      JSON.stringify(rows.slice(at, at + CHUNK)),
    ]);
}

export async function writeWorld(database, { world, now }) {
  const { query } = database;
  await query(WORKING_TABLES);
  const at = new Date(now);
  await query(
    `WITH made AS (
       INSERT INTO site (id, mx_key, mx_hosts, provider, created_at) SELECT id, mx_key, mx_hosts, provider, $2::timestamptz - interval '400 days'
       FROM json_to_recordset($1) AS r(id uuid, mx_key text, mx_hosts text[], provider text)), state AS (
       INSERT INTO site_state (site_id, provider, connection_limit, start_limit, well_count, last_accepted_at)
       SELECT id, provider, connections, connections, 10, $2 FROM json_to_recordset($1) AS r(id uuid, provider text, connections int))
     SELECT`,
    [
      JSON.stringify(
        world.sites.map(({ id, mxKey, mxHosts, provider, limit }) => ({
          ...{ id, mx_key: mxKey, mx_hosts: mxHosts, provider, connections: limit },
        })),
      ),
      at,
    ],
  );
  const domains = world.domains.map(({ name, site, answer, accepted, putOff }) => ({
    ...{ name, site_id: site.id, greylists: site.isGreylisting, accepted, put_off: putOff, snapshot: answer },
  }));
  await insertAll(
    database,
    'seed.domain',
    'name text, site_id uuid, greylists bool, accepted int[], put_off int[]',
    domains,
  );
  await query(
    `INSERT INTO mail_domain (name, site_id, resolution, snapshot, resolved_at, expires_at)
     SELECT name, site_id, 'mx', snapshot, $2, $2::timestamptz + interval '1 day' FROM json_to_recordset($1) AS r(name text, site_id uuid, snapshot jsonb)`,
    [JSON.stringify(domains), at],
  );
}

/** Replies that occur, and what becomes of whom beside being accepted: known once the people were walked through. */
export async function writeReplies(database, { world, exceptions }) {
  await insertAll(
    database,
    'seed.template',
    'n int, outcome text, stage text, mx_host text, mx_ip text, source_ip text, tls text, code smallint, enhanced text, reply text, category text, scope text, rule_id text, took_ms int, report jsonb, is_personal bool',
    world.templates.map(({ report, classification: _c, ...one }) => ({
      ...{
        n: one.n,
        outcome: one.outcome,
        stage: one.stage,
        mx_host: one.mxHost,
        mx_ip: one.mxIp,
        source_ip: one.sourceIp,
        tls: one.tls,
      },
      ...{
        code: one.code,
        enhanced: one.enhancedCode,
        reply: one.text,
        category: one.category,
        scope: one.scope,
        rule_id: one.ruleId,
      },
      ...{ took_ms: one.tookMs, report, is_personal: /\{[qr]\}/.test(one.text ?? '') },
    })),
  );
  await insertAll(
    database,
    'seed.exception',
    'i int, n int, state text, reason text, tries int, template int, category text, settled_ms int',
    exceptions.map(({ settledMs, ...one }) => ({ ...one, settled_ms: settledMs })),
  );
  await database.query('ANALYZE seed.template, seed.exception, seed.domain, seed.person');
}

/** @returns { listIds } */
export async function writePeople(database, { people, seed, now }) {
  const { query } = database;
  await insertAll(
    database,
    'seed.person',
    'n int, address_id uuid, subscriber_id uuid, address text, domain text, name text, fields jsonb, joined_at timestamptz, left_at timestamptz, status text, readded int, lists int[], tags int[]',
    people.map((one) => ({
      ...{
        n: one.n,
        address_id: one.addressId,
        subscriber_id: one.subscriberId,
        address: one.address,
        domain: one.domain.name,
      },
      ...{ name: one.name, fields: one.fields, joined_at: new Date(one.joinedAt) },
      ...{
        left_at: one.leftAt && new Date(one.leftAt),
        status: one.status,
        readded: one.readded,
        lists: one.lists,
        tags: one.tags,
      },
    })),
  );
  const listIds = LISTS.map(([name]) => idAt(now - 400 * 86_400_000, hashOf(`list ${seed} ${name}`)));
  for (const [at, [name, description]] of LISTS.entries())
    await query('INSERT INTO list (id, name, description, created_at) VALUES ($1, $2, $3, $4)', [
      ...[listIds[at], name, description, new Date(now - 400 * 86_400_000)],
    ]);
  const importIds = await writeImports(database, { people, seed, now, listIds });
  const place = `(SELECT min(x.place) FROM unnest($1::timestamptz[]) WITH ORDINALITY AS x(until, place) WHERE p.joined_at <= x.until)`;
  const untils = importIds.map(({ until }) => new Date(until));
  await query(
    `INSERT INTO address (id, normalized, spelling, domain_name, standing, created_at) SELECT address_id, address, address, domain, 'unknown', joined_at FROM seed.person ORDER BY n`,
  );
  await query(
    `INSERT INTO subscriber (id, address_id, name, fields, import_id, created_at, updated_at)
     SELECT subscriber_id, address_id, name, fields, ($2::uuid[])[${place}], joined_at, joined_at FROM seed.person p WHERE status <> 'removed' ORDER BY n`,
    [untils, importIds.map(({ id }) => id)],
  );
  await query(
    `INSERT INTO membership (list_id, address_id, status, consent_source, consent_at, unsubscribed_at, created_at, confirmation_next_at)
     SELECT ($1::uuid[])[l + 1], address_id, status, 'sign-up form', joined_at, CASE WHEN status = 'unsubscribed' THEN left_at END, joined_at,
       CASE WHEN status <> 'unconfirmed' THEN now() END FROM seed.person, unnest(lists) AS l`,
    [listIds],
  );
  await writeEvents(database, { untils, importIds });
  await writeTags(database, { seed, now });
  await writeSegments(database, { seed, now, listIds });
  return { listIds };
}

/** The first one brought nearly everybody; others came over the year. */
async function writeImports({ query }, { people, seed, now, listIds }) {
  const from = now - 365 * 86_400_000;
  const untils = [from, ...[0.15, 0.35, 0.55, 0.75, 1].map((share) => from + share * (now - from))];
  const imports = untils.map((until, at) => ({ until, at, id: idAt(until, hashOf(`import ${seed} ${at}`)) }));
  let since = 0;
  for (const one of imports) {
    const rows = people.filter(({ joinedAt }) => joinedAt > since && joinedAt <= one.until).length;
    since = one.until;
    const counts = {
      rows: rows + 7,
      new: rows,
      updated: 0,
      unchanged: 0,
      duplicate: 4,
      unsubscribed: 0,
      suppressed: 0,
      rejected: 3,
      bouncedBefore: 0,
    };
    await query(
      `INSERT INTO import (id, file_name, size_bytes, state, stored_as, encoding, delimiter, header, mapping, list_ids, consent_source, consent_at,
         check_counts, import_counts, rows_total, rows_done, created_by, created_at, finished_at)
       VALUES ($1, $2, $3, 'finished', $4, 'utf-8', ';', $9, '["address", "name", "field:city"]', $5, 'sign-up form', $6, $7, $7, $8, $8, 'Ada', $6, $6)`,
      [
        one.id,
        `people-${one.at + 1}.csv`,
        rows * 48,
        `seed-${one.at}.csv`,
        [listIds[0]],
        new Date(one.until),
        JSON.stringify(counts),
        counts.rows,
        JSON.stringify({ hasHeader: true, columns: COLUMNS }),
      ],
    );
    await query(
      `INSERT INTO import_rejected_row (import_id, line, problem, reason, suggested_fix, cells)
       SELECT $1, $2::int + g, 'not_an_address', 'There is no @ in it.', NULL, jsonb_build_array('reader' || g || '.example', 'Reader ' || g, '') FROM generate_series(1, 3) g`,
      [one.id, rows],
    );
  }
  return imports;
}

const COLUMNS = [
  ['E-mail', 'address'],
  ['Name', 'name'],
  ['City', 'field:city'],
].map(([header, guess], index) => ({ index, header, guess, samples: [], confidence: 'certain', filled: 1 }));

/** The rows of the imports, and what happened to people beside mail. */
async function writeEvents({ query }, { untils, importIds }) {
  const ids = importIds.map(({ id }) => id);
  await query(
    `INSERT INTO import_row (import_id, line, normalized, spelling, domain_name, name, fields, outcome)
     SELECT import_id, 1 + row_number() OVER (PARTITION BY import_id ORDER BY n), address, address, domain, name, fields, 'new' FROM (
       SELECT p.*, ($2::uuid[])[(SELECT min(x.place) FROM unnest($1::timestamptz[]) WITH ORDINALITY AS x(until, place) WHERE p.joined_at <= x.until)] AS import_id
       FROM seed.person p) p WHERE import_id IS NOT NULL`,
    [untils, ids],
  );
  await query(
    `INSERT INTO import_span (import_id, first_line, last_line)
     SELECT import_id, min(line), max(line) FROM import_row WHERE import_id = ANY($1::uuid[]) GROUP BY 1`,
    [ids],
  );
  const event = (kind, actor, at, detail, from) =>
    query(
      `INSERT INTO address_event (id, address_id, kind, actor, detail, at) SELECT seed.id(${at}, md5('${kind}' || ${from.salt ?? "''"} || n)), address_id, '${kind}', '${actor}', ${detail}, ${at} FROM ${from.table}`,
    );
  await event('subscriber_added', 'import people.csv', 'joined_at', `'{}'::jsonb`, { table: 'seed.person' });
  await event('unsubscribed', 'the reader', 'left_at', `'{}'::jsonb`, {
    table: `seed.person WHERE status = 'unsubscribed'`,
  });
  await event('subscriber_deleted', 'Ada', 'left_at', `'{}'::jsonb`, { table: `seed.person WHERE status = 'removed'` });
  const again = `(SELECT p.*, g, joined_at + g * (now() - joined_at) / (readded + 1) AS turn FROM seed.person p, generate_series(1, readded) g) p`;
  await event('subscriber_deleted', 'Ada', 'turn', `'{}'::jsonb`, { table: again, salt: 'g' });
  await event('subscriber_added', 'Ada', `turn + interval '2 minutes'`, `'{"again": true}'::jsonb`, {
    table: again,
    salt: 'g',
  });
}

async function writeTags({ query }, { seed, now }) {
  const ids = TAGS.map((name) => idAt(now - 390 * 86_400_000, hashOf(`tag ${seed} ${name}`)));
  await query('INSERT INTO tag (id, name) SELECT * FROM unnest($1::uuid[], $2::text[])', [ids, TAGS]);
  await query(
    `INSERT INTO subscriber_tag (subscriber_id, tag_id) SELECT subscriber_id, ($1::uuid[])[t + 1] FROM seed.person, unnest(tags) AS t WHERE status <> 'removed'`,
    [ids],
  );
  await query(
    `INSERT INTO custom_field (key, label, type, choices) VALUES ('city', 'City', 'text', '{}'), ('plan', 'Plan', 'choice', '{free,member,patron}'), ('visits', 'Visits', 'number', '{}')`,
  );
}

async function writeSegments({ query }, { seed, now, listIds }) {
  const segments = [
    ['People in Berlin', { kind: 'all', parts: [{ kind: 'field', key: 'city', test: { op: 'is', value: 'Berlin' } }] }],
    [
      'Members at Google, on Product news',
      {
        kind: 'all',
        parts: [
          { kind: 'field', key: 'plan', test: { op: 'one_of', values: ['member', 'patron'] } },
          { kind: 'provider', providers: ['google'], is: true },
          { kind: 'list', listId: listIds[1], status: 'subscribed', joined: null, is: true },
        ],
      },
    ],
    [
      'Opened one of the last five',
      { kind: 'all', parts: [{ kind: 'activity', event: 'opened', campaignId: null, lastCampaigns: 5, is: true }] },
    ],
    [
      'Mail to them fails',
      {
        kind: 'any',
        parts: [
          { kind: 'standing', standings: ['failing', 'hard'], is: true },
          { kind: 'suppressed', is: true },
        ],
      },
    ],
  ];
  for (const [name, definition] of segments)
    await query('INSERT INTO segment (id, name, definition, created_by) VALUES ($1, $2, $3, $4)', [
      ...[idAt(now - 300 * 86_400_000, hashOf(`segment ${seed} ${name}`)), name, JSON.stringify(definition), 'Ada'],
    ]);
}
