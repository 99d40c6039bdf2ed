// Fills a database for the queue benchmark: a million readers at many sites, old campaigns that are long settled.

/** Of the readers: 30 % at one site, 30 % at nine others, the rest spread over all. */
const DOMAIN = (
  i,
  sites,
) => `CASE WHEN ${i} % 10 < 3 THEN 'd0.test' WHEN ${i} % 10 < 6 THEN 'd' || 1 + ${i} / 10 % 9 || '.test'
  ELSE 'd' || ${i} % ${sites} || '.test' END`;
const OLD_DAYS = 30;

/** Readers, their sites, some suppressions; as much of it as DNS and an import would have left. @returns id of the list */
export async function seedReaders({ query }, { readers, sites }) {
  const [list] = await query(`INSERT INTO list (name) VALUES ('Readers') RETURNING id`);
  await query(
    `INSERT INTO site (mx_key, mx_hosts) SELECT 'mx.d' || i || '.test', ARRAY['mx.d' || i || '.test'] FROM generate_series(0, $1::int - 1) i`,
    [sites],
  );
  await query('INSERT INTO site_state (site_id, connection_limit) SELECT id, 10 FROM site');
  await query(
    `INSERT INTO mail_domain (name, site_id, resolution, resolved_at, expires_at)
     SELECT substr(mx_key, 4), id, 'mx', now(), now() + interval '1 day' FROM site`,
  );
  await query(
    `INSERT INTO address (normalized, spelling, domain_name) SELECT 'reader' || i || '@' || d, 'reader' || i || '@' || d, d
     FROM (SELECT i, ${DOMAIN('i', '$2::int')} AS d FROM generate_series(1, $1::int) i) people`,
    [readers, sites],
  );
  await query(
    `INSERT INTO subscriber (address_id, name, fields)
     SELECT id, 'Reader ' || substr(normalized, 7, 6), '{"city":"Rome","membership":"M-1234"}' FROM address`,
  );
  // Some have not confirmed, some are suppressed: the plan has to find them.
  await query(
    `INSERT INTO membership (list_id, address_id, status)
     SELECT $1, id, CASE WHEN n % 100 = 0 THEN 'unconfirmed' ELSE 'subscribed' END FROM (SELECT id, row_number() OVER () AS n FROM address) a`,
    [list.id],
  );
  await query(
    `INSERT INTO suppression (scope, address_id, cause, source, actor)
     SELECT 'address', id, 'hard_bounce', 'outcome', 'Doorstep' FROM (SELECT id, row_number() OVER () AS n FROM address) a WHERE n % 50 = 7`,
  );
  await query('VACUUM ANALYZE');
  return list.id;
}

export async function newCampaign({ query }, listId) {
  const [campaign] = await query(
    `INSERT INTO campaign (name, state, list_ids, scheduled_at) VALUES ('November', 'planned', ARRAY[$1::uuid], now()) RETURNING id`,
    [listId],
  );
  return campaign.id;
}

/** Adds settled deliveries of finished campaigns until there are so many rows. Triggers keep the tallies right. */
export async function seedOldDeliveries({ query }, listId, { rows, say }) {
  // Indexes are made anew afterwards: ten times as fast, and as compact as after a REINDEX.
  const indexes = await query(
    `SELECT indexname AS name, indexdef AS text FROM pg_indexes WHERE tablename = 'delivery' AND indexname <> 'delivery_pkey'`,
  );
  for (const { name } of indexes) await query(`DROP INDEX "${name}"`);
  const [{ n: here }] = await query('SELECT count(*)::int AS n FROM delivery');
  for (let left = rows - here, age = 1; left > 0; age++) {
    const [campaign] = await query(
      `INSERT INTO campaign (name, state, list_ids, scheduled_at, planned_at, started_at, finished_at)
       SELECT 'Letter ' || $2::int, 'finished', ARRAY[$1::uuid], at, at, at, at FROM (SELECT now() - $2::int * interval '${OLD_DAYS} days' AS at) t RETURNING id`,
      [listId, age],
    );
    const [{ n }] = await query(
      `WITH added AS (
         INSERT INTO delivery (id, campaign_id, address_id, domain_name, site_id, state, fence, attempts, next_attempt_at, expires_at, accepted_at, settled_at)
         SELECT uuidv7($3::int * interval '-${OLD_DAYS} days'), $1, a.id, a.domain_name, d.site_id, CASE WHEN random() < 0.98 THEN 'accepted' ELSE 'refused' END,
           1, 1, NULL, at + interval '2 days', at, at
         FROM (SELECT now() - $3::int * interval '${OLD_DAYS} days' AS at) t, address a JOIN mail_domain d ON d.name = a.domain_name LIMIT $2
         RETURNING 1)
       SELECT count(*)::int AS n FROM added`,
      [campaign.id, left, age],
    );
    left -= n;
    say(`  ${rows - left} delivery rows`);
  }
  for (const { text } of indexes) await query(text);
  await query('VACUUM ANALYZE delivery');
}
