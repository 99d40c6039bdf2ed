// What the inbox benchmark begins with: accepted deliveries of one campaign, and for each the mail that takes it back.
import { benchBounces } from '../bench-mails.mjs';
import { built } from './database.mjs';

const RETURN_PATHS = 'bounces.news.example';
const SITES = 50;

/** People at so many sites whose message was accepted. @returns { deliveryId, address } of each */
export async function seedAccepted({ query }, count) {
  await query(
    `INSERT INTO mail_domain (name) SELECT 'site' || i || '.example' FROM generate_series(0, $1::int - 1) i`,
    [SITES],
  );
  await query(
    `INSERT INTO address (normalized, spelling, domain_name) SELECT a, a, d
     FROM (SELECT 'reader' || i || '@site' || i % $2::int || '.example' AS a, 'site' || i % $2::int || '.example' AS d
       FROM generate_series(1, $1::int) i) people`,
    [count, SITES],
  );
  const [campaign] = await query(`INSERT INTO campaign (name, state) VALUES ('Letter', 'finished') RETURNING id`);
  const people = await query(
    `WITH added AS (INSERT INTO delivery (campaign_id, address_id, domain_name, state, accepted_at)
       SELECT $1, id, domain_name, 'accepted', now() FROM address RETURNING id, address_id)
     SELECT added.id AS "deliveryId", normalized AS address FROM added JOIN address a ON a.id = address_id ORDER BY a.id`,
    [campaign.id],
  );
  await query('VACUUM ANALYZE');
  return people;
}

/** One bounce or complaint for each, of many mail systems by turns, sent to the signed return path. */
export async function* bouncesFor(people, secret) {
  const { createTokenSigner, formatReturnPath, tokenKeysFrom } = await built('bounces');
  const tokens = createTokenSigner(tokenKeysFrom(secret));
  for (const [at, { deliveryId, address }] of people.entries()) {
    const returnPath = formatReturnPath(tokens.sign('return', deliveryId), RETURN_PATHS);
    yield { returnPath, raw: benchBounces(address, returnPath, at) };
  }
}

/** The mailbox as a person would have set it up. @returns its id */
export async function seedMailbox({ query }, secret, { protocol, login }) {
  const { createVault } = await built('database');
  const [box] = await query(
    `INSERT INTO bounce_mailbox (name, protocol, host, port, tls, username, password_sealed, is_enabled)
     VALUES ('Bounces', $1, $2, $3, 'none', $4, $5, false) RETURNING id`,
    [protocol, login.host, login.port, login.username, createVault(secret).seal(login.password)],
  );
  return box.id;
}
