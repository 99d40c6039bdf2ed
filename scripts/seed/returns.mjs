// The bounce messages and complaints that came back over the year, read by the product's own reader.
import { createHash } from 'node:crypto';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { built } from '../bench/database.mjs';
import { root } from '../bootstrap.mjs';
import { deliveryHash } from './exceptions.mjs';
import { hashOf, idAt, offsetMs } from './random.mjs';
import { insertAll } from './rows.mjs';

const SENDER = 'news.doorstep.example';

/** Keeps a raw message for every returned and complained delivery, matched to it. */
export async function writeReturns(database, { people, campaigns, exceptions, seed }) {
  const { parseReport } = await built('bounces');
  const { storedReport } = await import(
    pathToFileURL(path.join(root, 'apps/worker/dist/bounce-inbox/stored-report.js')).href
  );
  const rows = exceptions
    .filter(({ state }) => state === 'returned' || state === 'complained')
    .map(({ n, i, state, settledMs }, at) => {
      const person = people[n - 1];
      const campaign = campaigns[i - 1];
      const hash = deliveryHash(seed, n, i);
      const cameAt = campaign.at + offsetMs(hash, campaign.lengthMs) + settledMs;
      const raw = Buffer.from(
        mailOf({ person, cause: person.trouble.cause, state, hash, campaign }).replaceAll('\n', '\r\n'),
      );
      const report = parseReport(raw);
      const recipient = report.recipients[0] ?? null;
      const isComplaint = state === 'complained';
      return {
        ...{
          id: idAt(cameAt, hashOf(`inbound ${seed} ${n} ${i}`)),
          source_uid: `1/${at + 1}`,
          raw: raw.toString('hex'),
          size_bytes: raw.length,
        },
        ...{
          sha256: createHash('sha256').update(raw).digest('hex'),
          received_at: new Date(cameAt),
          kind: report.kind,
          delivery_id: idAt(campaign.at, hash),
        },
        address_id: person.addressId,
        category: isComplaint ? 'complaint' : recipient?.classification.category,
        scope: isComplaint ? 'address' : recipient?.classification.scope,
        rule_id: isComplaint ? 'rfc5965/complaint' : recipient?.classification.ruleId,
        report: storedReport(report, recipient, { note: null }),
      };
    });
  await database.query('DROP TABLE IF EXISTS seed.inbound');
  await database.query(`CREATE UNLOGGED TABLE seed.inbound (id uuid, source_uid text, raw text, size_bytes int, sha256 text, received_at timestamptz, kind text,
    delivery_id uuid, address_id uuid, category text, scope text, rule_id text, report jsonb)`);
  await insertAll(
    database,
    'seed.inbound',
    'id uuid, source_uid text, raw text, size_bytes int, sha256 text, received_at timestamptz, kind text, delivery_id uuid, address_id uuid, category text, scope text, rule_id text, report jsonb',
    rows,
  );
  await database.query(
    `INSERT INTO inbound_message (id, source_uid, content_sha256, raw, size_bytes, received_at, kind, state, delivery_id, address_id, category, scope, rule_id, report, handled_at)
     SELECT id, source_uid, decode(sha256, 'hex'), decode(raw, 'hex'), size_bytes, received_at, kind, 'matched', delivery_id, address_id, category, scope, rule_id, report, received_at
     FROM seed.inbound ORDER BY id`,
  );
  await database.query('DROP TABLE seed.inbound');
  return rows.length;
}

function mailOf({ person, cause, state, hash, campaign }) {
  const date = new Date(campaign.at + 3_600_000).toUTCString().replace('GMT', '+0000');
  const host = person.domain.site.mxHosts[0];
  const original = `From: The workshop <letter@${SENDER}>\nTo: ${person.address}\nSubject: ${campaign.name}\nMessage-ID: <${hash.slice(0, 16)}@${SENDER}>\n`;
  const head = (subject, type) => `Return-Path: <>
From: Mail Delivery System <mailer-daemon@${host}>
To: bounces@bounces.${SENDER}
Subject: ${subject}
Date: ${date}
Message-ID: <${hash}@${host}>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=${type}; boundary="b1"

`;
  if (state === 'complained')
    return `${head('FW: complaint', 'feedback-report')}--b1
Content-Type: text/plain

This is an email abuse report.

--b1
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Feedback/1.0
Version: 1
Original-Rcpt-To: ${person.address}

--b1
Content-Type: message/rfc822

${original}
--b1--
`;
  const words = cause.reply[1].replace('{r}', person.address);
  return `${head('Undelivered Mail Returned to Sender', 'delivery-status')}--b1
Content-Type: text/plain; charset=utf-8

Your message could not be delivered to <${person.address}>: ${words}

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; ${host}

Final-Recipient: rfc822; ${person.address}
Action: failed
Status: ${words.split(' ')[1]}
Diagnostic-Code: smtp; ${words}

--b1
Content-Type: text/rfc822-headers

${original}
--b1--
`;
}
