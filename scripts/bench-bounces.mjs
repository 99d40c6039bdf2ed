// npm run bench:bounces: mails per second of our bounce reader in one process, beside mailparser on the same mails.
import { simpleParser } from 'mailparser';
import { benchMails } from './bench-mails.mjs';
import { fail, say } from './bootstrap.mjs';
import { loadBounceReader } from './bounce-reader.mjs';

const SECONDS = 5;
/** Between two looks at the clock. */
const ROUND = 50;

const { parseReport } = await loadBounceReader();
const mails = benchMails();
checkReading();
await run(readOurs, 0.5);
const ours = await run(readOurs, SECONDS);
await run(readPeer, 0.5);
const peer = await run(readPeer, SECONDS);
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

async function run(read, seconds) {
  const begun = performance.now();
  let count = 0;
  let bytes = 0;
  let elapsedMs = 0;
  while (elapsedMs < seconds * 1000) {
    for (let i = 0; i < ROUND; i++, count++) {
      const { mail } = mails[count % mails.length];
      await read(mail);
      bytes += mail.length;
    }
    elapsedMs = performance.now() - begun;
  }
  return { count, seconds: elapsedMs / 1000, mailsPerS: (count * 1000) / elapsedMs, mbPerS: bytes / 1000 / elapsedMs };
}

function printTable() {
  const bytes = mails.reduce((sum, { mail }) => sum + mail.length, 0) / mails.length;
  say(
    `${mails.length} mails of ${new Set(mails.map(({ name }) => name)).size} formats, ${Math.round(bytes)} bytes each`,
  );
  say(`Node ${process.versions.node}, one process\n`);
  say('Reader                     Mails  Seconds  Mails/s   MB/s');
  for (const [name, { count, seconds, mailsPerS, mbPerS }] of [
    ['Doorstep parseReport', ours],
    ['mailparser simpleParser', peer],
  ])
    say(
      [
        name.padEnd(24),
        String(count).padStart(7),
        seconds.toFixed(1).padStart(8),
        String(Math.round(mailsPerS)).padStart(8),
        mbPerS.toFixed(1).padStart(6),
      ].join(' '),
    );
  say('');
  const result = {
    mails_per_s: Math.round(ours.mailsPerS),
    peer: 'mailparser',
    peer_mails_per_s: Math.round(peer.mailsPerS),
  };
  say(JSON.stringify({ ...result, ratio: Number((ours.mailsPerS / peer.mailsPerS).toFixed(2)) }));
}
