// Five weekly letters to people at large providers, as the tables hold them afterwards: Google took the last one worse than before.
type Query = <Row extends object>(text: string, values?: unknown[]) => Promise<Row[]>;

export interface SeededResults {
  /** The newest letter first. */
  readonly campaignIds: readonly string[];
  /** Domains by provider. */
  readonly domains: Readonly<Record<string, string>>;
  /** Of the last letter at Google: put off and taken later, refused. */
  readonly later: number;
  readonly refused: number;
}

interface Seed {
  readonly name: string;
  /** People at each provider. */
  readonly people: number;
  readonly sendingDomainId?: string;
}

const LATER = '421-4.7.28 Gmail has detected an unusual rate of mail from [192.0.2.1]. x12-20020a05 - gsmtp';
const REFUSED = '550-5.7.26 <script>alert(1)</script> Unauthenticated mail from %s is not accepted. q7-2002 - gsmtp';

/**
 * Domains, addresses and campaigns are called after `name`. Counting them is the worker's. At Google each twentieth
 * person of the last letter was put off first and each fiftieth refused; nobody elsewhere and before.
 */
export async function seedResults(query: Query, { name, people, sendingDomainId }: Seed): Promise<SeededResults> {
  const providers = { google: `g.${name}.example`, yahoo: `y.${name}.example`, microsoft365: `m.${name}.example` };
  for (const [provider, domain] of Object.entries(providers)) {
    await query(
      `WITH s AS (INSERT INTO site (mx_key, mx_hosts, provider) VALUES ($2, ARRAY[$2], $1) RETURNING id)
       INSERT INTO mail_domain (name, site_id) SELECT $3, id FROM s`,
      [provider, `mx.${domain}`, domain],
    );
    await query(
      `INSERT INTO address (normalized, spelling, domain_name) SELECT a, a, $1 FROM (SELECT 'p' || i || '@' || $1 AS a FROM generate_series(1, $2) i) x`,
      [domain, people],
    );
  }
  const campaignIds: string[] = [];
  for (let week = 0; week < 5; week++) {
    const [campaign] = await query<{ id: string }>(
      `INSERT INTO campaign (name, subject, from_name, from_local, html, state, started_at, finished_at, sending_domain_id)
       VALUES ($1, 'Hello', 'Letters', 'letter', '<p>Hello</p>', 'finished', now() - $2 * interval '7 days' - interval '2 hours', now() - $2 * interval '7 days', $3) RETURNING id`,
      [`${name} letter ${5 - week}`, week, sendingDomainId ?? null],
    );
    campaignIds.push(campaign!.id);
    await seedLetter(query, { campaignId: campaign!.id, week, domains: Object.values(providers) });
  }
  const worse = (each: number) => Math.floor(people / each);
  const both = Math.floor(people / 100);
  return { campaignIds, domains: providers, later: worse(20) - both, refused: worse(50) };
}

async function seedLetter(
  query: Query,
  { campaignId, week, domains }: { campaignId: string; week: number; domains: readonly string[] },
): Promise<void> {
  await query(
    `INSERT INTO delivery (campaign_id, address_id, domain_name, site_id, state) SELECT $1, a.id, a.domain_name, m.site_id, 'due'
     FROM address a JOIN mail_domain m ON m.name = a.domain_name WHERE a.domain_name = ANY($2::text[])`,
    [campaignId, domains],
  );
  const begun = new Date(Date.now() - week * 7 * 86_400_000 - 2 * 3_600_000);
  // n counts the people of a domain; what happened to each follows from it alone.
  const fates = `
    SELECT d.*, x.mx_hosts[1] AS host, $3::timestamptz AS begun,
      CASE WHEN x.provider = 'google' AND $2 = 0 AND n % 50 = 0 THEN 'refused' WHEN x.provider = 'google' AND $2 = 0 AND n % 20 = 0 THEN 'later'
        ELSE 'accepted' END AS fate
    FROM (SELECT *, row_number() OVER (PARTITION BY domain_name ORDER BY id) AS n FROM delivery WHERE campaign_id = $1) d JOIN site x ON x.id = d.site_id`;
  const attempt = (outcome: string, said: string, more: string) => `
    INSERT INTO attempt (delivery_id, campaign_id, address_id, domain_name, site_id, fence, worker, begun_at, phase, finished_at, outcome,
      stage, mx_host, tls, reply_code, enhanced_code, reply_text, category, scope)
    SELECT id, campaign_id, address_id, domain_name, site_id, 1, 'seed', begun, 'finished', begun, '${outcome}', ${said}
    FROM (${fates}) f ${more}`;
  await query(
    attempt(
      'deferred',
      `'mail', host, 'TLSv1.3 TLS_AES_256_GCM_SHA384', 421, '4.7.28', '${LATER}', 'rate_limited', 'our_ip'`,
      `WHERE fate = 'later'`,
    ),
    [campaignId, week, begun],
  );
  await query(
    attempt(
      'refused',
      `'dot', host, 'TLSv1.3 TLS_AES_256_GCM_SHA384', 550, '5.7.26', format('${REFUSED}', domain_name), 'authentication', 'our_domain'`,
      `WHERE fate = 'refused'`,
    ),
    [campaignId, week, begun],
  );
  await query(
    attempt(
      'accepted',
      `'dot', host, 'TLSv1.3 TLS_AES_256_GCM_SHA384', 250, '2.0.0', '250 2.0.0 OK', NULL, NULL`,
      `WHERE fate <> 'refused'`,
    ),
    [campaignId, week, begun],
  );
  await query(
    `UPDATE delivery d SET next_attempt_at = NULL, state = CASE fate WHEN 'refused' THEN 'refused' ELSE 'accepted' END, attempts = CASE fate WHEN 'later' THEN 2 ELSE 1 END,
       category = CASE fate WHEN 'refused' THEN 'authentication' END, settled_at = f.begun,
       accepted_at = CASE fate WHEN 'accepted' THEN f.begun + interval '2 seconds' WHEN 'later' THEN f.begun + interval '1 hour' END,
       attempt_id = (SELECT a.id FROM attempt a WHERE a.delivery_id = d.id ORDER BY a.id DESC LIMIT 1)
     FROM (${fates}) f WHERE d.id = f.id`,
    [campaignId, week, begun],
  );
}
