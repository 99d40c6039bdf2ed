// npm run bench:bounces [-- <folder of mails>]: mails per second of our bounce reader in one process, beside mailparser on the
// same mails; our own texts in many formats, or every file of the folder.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
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
const folder = process.argv[2];
const mails = folder === undefined ? benchMails() : mailsOf(path.resolve(process.env.INIT_CWD ?? '.', folder));
if (folder === undefined) checkReading();
const ours = { read: readOurs, count: 0, bytes: 0, ms: 0, cpuMs: 0 };
const peer = { read: readPeer, count: 0, bytes: 0, ms: 0, cpuMs: 0 };
for (const one of [ours, peer]) await run({ ...one }, 0.5);
// By turns: what else the machine does meets both alike.
for (let turn = 0; turn < TURNS; turn++) for (const one of [ours, peer]) await run(one, SECONDS / TURNS);
printTable();

function mailsOf(place) {
  const files = statSync(place, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(place).sort() : [];
  if (files.length === 0) fail(`${place} holds no mails.`, 'Name a folder with one mail in each file.');
  return files.map((name) => ({ name: 'folder', mail: readFileSync(path.join(place, name)) }));
}

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
  const cpu = process.cpuUsage();
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
  const { user, system } = process.cpuUsage(cpu);
  one.cpuMs += (user + system) / 1000;
}

function printTable() {
  const bytes = mails.reduce((sum, { mail }) => sum + mail.length, 0) / mails.length;
  const formats = new Set(mails.map(({ name }) => name)).size;
  const what = folder === undefined ? `mails of ${formats} formats` : `mails of ${folder}`;
  say(`${mails.length} ${what}, ${Math.round(bytes)} bytes each`);
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
  // Of a processor's second: what it would be on a machine with nothing else to do.
  const perCpuSecond = perSecond({ count: ours.count, ms: ours.cpuMs });
  say(
    JSON.stringify({
      mails_per_s: mailsPerS,
      mails_per_cpu_s: perCpuSecond,
      peer: 'mailparser',
      peer_mails_per_s: peerMailsPerS,
      ratio,
    }),
  );
}

function perSecond({ count, ms }) {
  return Math.round((count * 1000) / ms);
}
