// What must be true of a seeded database, as of any other: a row for each fault, none when all is well.

const CHECKS = {
  'the account of a campaign does not come out': `SELECT campaign_id::text || ' ' || fault || ': ' || expected || ' expected, ' || found || ' found' AS what FROM campaign_account_faults(NULL)`,
  'deliveries say another number of attempts than there are': `
    SELECT d.campaign_id || ': ' || d.n || ' said, ' || coalesce(a.n, 0) || ' there' AS what
    FROM (SELECT campaign_id, sum(attempts) AS n FROM delivery GROUP BY 1) d LEFT JOIN (SELECT campaign_id, count(*) AS n FROM attempt GROUP BY 1) a USING (campaign_id)
    WHERE d.n <> coalesce(a.n, 0)`,
  'the attempt that speaks for a delivery is not there, or is another one’s': `
    SELECT d.id::text AS what FROM delivery d LEFT JOIN attempt a ON a.id = d.attempt_id AND a.delivery_id = d.id AND a.fence = d.fence
    WHERE d.attempt_id IS NOT NULL AND a.id IS NULL LIMIT 5`,
  'attempts lie outside their months': `SELECT id::text AS what FROM attempts.attempt_rest LIMIT 5`,
  'an attempt has no class': `SELECT reply_text AS what FROM attempt WHERE category = 'unclassified' LIMIT 5`,
  'an attempt began before its campaign, or after now': `
    SELECT a.id::text AS what FROM attempt a JOIN campaign c ON c.id = a.campaign_id WHERE a.begun_at < c.started_at OR a.begun_at > now() + interval '1 minute' LIMIT 5`,
  'a suppression counts other hits than deliveries it held back': `
    SELECT x.address_id::text AS what FROM (SELECT address_id, sum(hits) AS n FROM suppression GROUP BY 1) x
    FULL JOIN (SELECT address_id, count(*) AS n FROM delivery WHERE state = 'suppressed' GROUP BY 1) d USING (address_id) WHERE coalesce(x.n, 0) <> coalesce(d.n, 0) LIMIT 5`,
  'somebody was mailed while suppressed': `
    SELECT a.id::text AS what FROM suppression s JOIN attempt a ON a.address_id = s.address_id AND a.fence = 1 AND a.begun_at > s.created_at + interval '1 hour'
      AND a.begun_at < coalesce(s.lifted_at, s.expires_at, 'infinity') WHERE s.scope = 'address' LIMIT 5`,
  'a returned message has no mail, or another one’s': `
    SELECT d.id::text AS what FROM delivery d LEFT JOIN inbound_message m ON m.delivery_id = d.id AND m.address_id = d.address_id
    WHERE d.state IN ('returned','complained') AND m.id IS NULL LIMIT 5`,
  'the tally of a list differs from its members': `
    SELECT l.name AS what FROM list l WHERE (SELECT coalesce(sum(count), 0) FROM list_tally t WHERE t.list_id = l.id)
      <> (SELECT count(*) FROM membership m WHERE m.list_id = l.id AND m.status = 'subscribed')`,
  'an address has no domain, or a subscriber no address': `
    SELECT a.normalized AS what FROM address a LEFT JOIN mail_domain d ON d.name = a.domain_name WHERE d.name IS NULL
    UNION ALL SELECT s.id::text FROM subscriber s LEFT JOIN address a ON a.id = s.address_id WHERE a.id IS NULL LIMIT 5`,
};

/** @returns lines in words */
export async function faultsOf({ query }, { people, campaigns, attempts }) {
  const faults = [];
  for (const [name, text] of Object.entries(CHECKS))
    for (const { what } of (await query(text)).slice(0, 5)) faults.push(`${name}: ${what}`);
  const counted = await query(
    'SELECT (SELECT count(*)::int FROM address) AS people, (SELECT count(*)::int FROM campaign WHERE planned_at IS NOT NULL) AS campaigns, (SELECT count(*)::int FROM attempt) AS attempts',
  );
  for (const [name, wanted] of Object.entries({ people, campaigns, attempts }))
    if (counted[0][name] !== wanted) faults.push(`${wanted} ${name} were asked for, ${counted[0][name]} are there`);
  return faults;
}
