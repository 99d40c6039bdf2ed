// npm run bench:bounces: mails per second of our bounce reader in one process, beside mailparser on the same mails.
import { simpleParser } from 'mailparser';
import { benchMails } from './bench-mails.mjs';
import { fail, say } from './bootstrap.mjs';
import { loadBounceReader } from './bounce-reader.mjs';

/** For each reader. */
const SECONDS = 6;
const TURNS = 6;
/** Between two looks at the clock. */
const ROUND = 50;

const { parseReport } = await loadBounceReader();
const mails = benchMails();
checkReading();
const ours = { read: readOurs, count: 0, bytes: 0, ms: 0 };
const peer = { read: readPeer, count: 0, bytes: 0, ms: 0 };
for (const one of [ours, peer]) await run({ ...one }, 0.5);
// By turns: what else the machine does meets both alike.
for (let turn = 0; turn < TURNS; turn++) for (const one of [ours, peer]) await run(one, SECONDS / TURNS);
printTable();

/** Fast but wrong is no result: each mail must be read as what it was written to be. */
function checkReading() {
  for (const { name, kind, mail } of mails) {
    const report = parseReport(mail);
    if (report.kind !== kind) fail(`A mail of the benchmark (${name}) was read as ${report.kind}, not ${kind}.`);
    if (kind !== 'autoreply' && report.recipients[0]?.address === undefined) fail(`${name}: no recipient was found.`);
  }
}

function readOurs(mail) {
  parseReport(mail);
}

/** Only takes the mail apart: who failed and why would still have to be found out. */
async function readPeer(mail) {
  await simpleParser(mail, { keepDeliveryStatus: true });
}

/** Reads on for some seconds and adds to what was counted. */
async function run(one, seconds) {
  const begun = performance.now();
  let ms = 0;
  while (ms < seconds * 1000) {
    for (let i = 0; i < ROUND; i++, one.count++) {
      const { mail } = mails[one.count % mails.length];
      await one.read(mail);
      one.bytes += mail.length;
    }
    ms = performance.now() - begun;
  }
  one.ms += ms;
}

function printTable() {
  const bytes = mails.reduce((sum, { mail }) => sum + mail.length, 0) / mails.length;
  say(
    `${mails.length} mails of ${new Set(mails.map(({ name }) => name)).size} formats, ${Math.round(bytes)} bytes each`,
  );
  say(`Node ${process.versions.node}, one process\n`);
  say('Reader                     Mails  Seconds  Mails/s   MB/s');
  for (const [name, { count, bytes: read, ms }] of [
    ['Doorstep parseReport', ours],
    ['mailparser simpleParser', peer],
  ])
    say(
      [
        name.padEnd(24),
        String(count).padStart(7),
        (ms / 1000).toFixed(1).padStart(8),
        String(perSecond({ count, ms })).padStart(8),
        (read / 1000 / ms).toFixed(1).padStart(6),
      ].join(' '),
    );
  say('');
  const [mailsPerS, peerMailsPerS] = [perSecond(ours), perSecond(peer)];
  const ratio = Number((mailsPerS / peerMailsPerS).toFixed(2));
  say(JSON.stringify({ mails_per_s: mailsPerS, peer: 'mailparser', peer_mails_per_s: peerMailsPerS, ratio }));
}

function perSecond({ count, ms }) {
  return Math.round((count * 1000) / ms);
}
