// The readers, the letter and the sending domain of the benchmark: the same for us and for the peers.
const NAMES = ['Ada', 'Jürgen', 'Marie-Claire', 'Olu', 'Béatrice', 'Sam', 'Wilhelmina', 'José'];
const CITIES = ['Rome', 'Köln', 'Aix-en-Provence', 'Lagos', 'Montréal', 'Oslo'];

export const SENDING_DOMAIN = 'news.example';
export const SELECTOR = 'd1';

/** @param {number} i from 1 */
export function addressOf(i, domains) {
  return `reader${i}@d${i % domains}.test`;
}

/** SQL for the same people: $1 list, $2 how many, $3 domains. */
export const PEOPLE = [
  {
    text: `INSERT INTO mail_domain (name) SELECT 'd' || i || '.test' FROM generate_series(0, $1::int - 1) i`,
    values: ({ domains }) => [domains],
  },
  {
    text: `INSERT INTO address (normalized, spelling, domain_name)
      SELECT a, a, split_part(a, '@', 2) FROM (
        SELECT 'reader' || i || '@d' || i % $2::int || '.test' AS a FROM generate_series(1, $1::int) i) people`,
    values: ({ messages, domains }) => [messages, domains],
  },
  {
    text: `INSERT INTO subscriber (address_id, name, fields)
      SELECT id, ($1::text[])[1 + n % cardinality($1::text[])] || ' ' || split_part(normalized, '@', 1),
        jsonb_build_object('city', ($2::text[])[1 + n % cardinality($2::text[])], 'membership', 'M-' || n)
      FROM (SELECT id, normalized, row_number() OVER (ORDER BY id) AS n FROM address) a`,
    values: () => [NAMES, CITIES],
  },
  {
    text: `INSERT INTO membership (list_id, address_id, status, confirmed_at)
      SELECT $1, id, 'subscribed', now() FROM address`,
    values: ({ listId }) => [listId],
  },
];

export const SUBJECT = '{{ name }}, the November letter for {{ city }}';

/** About 10 kB on the wire, with headers, its plain text and a signature. */
export const LETTER = letter();

function letter() {
  const story = (n) => `
  <tr><td style="padding:16px 24px;font-family:Georgia,serif;font-size:16px;line-height:24px;color:#222222">
    <h2 style="margin:0 0 8px;font-size:20px">Story ${n}: what we learned this month</h2>
    <p style="margin:0 0 12px">Dear {{ name }}, the readers in {{ city }} asked for it, and here it is: a longer look at the
    workshop, the people who keep it going and the tools they would never give away. It began with one bench and a lamp.</p>
    <p style="margin:0"><a href="https://news.example/stories/${n}" style="color:#0b5cad">Read the whole story</a></p>
  </td></tr>`;
  const stories = [1, 2, 3, 4, 5, 6, 7].map(story).join('');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>The November letter</title></head>
<body style="margin:0;background:#f4f4f4">
<table role="presentation" width="600" align="center" style="background:#ffffff;border-collapse:collapse">
  <tr><td style="padding:24px"><h1>Hello {{ name }}</h1><p>Your membership is {{ membership }}.</p></td></tr>${stories}
  <tr><td style="padding:24px;font-size:12px;color:#666666">You get this because you asked for it.
    <a href="{{ unsubscribe_url }}">Unsubscribe</a></td></tr>
</table></body></html>`;
}
