// The inbox benchmark itself, under the pinned Node: a mailbox full of bounces, one worker, what became of every delivery.
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fail, pinnedNode, root, say } from '../bootstrap.mjs';
import { buildAll } from '../build.mjs';
import { pause } from '../wait.mjs';
import { cpuOfTrees, peakMegabytes, residentMegabytes } from './cpu.mjs';
import { startDatabase } from './database.mjs';
import { bouncesFor, seedAccepted, seedMailbox } from './inbox-seed.mjs';
import { startMailboxServer } from './inbox-server.mjs';
import { startWorkers } from './workers.mjs';

const LIMIT_SECONDS = 120;
/** Nothing more is settled for so long: the run is given up and told as it stands. */
const STALLED_MS = 60_000;
const { values } = parseArgs({
  options: {
    mails: { type: 'string', default: '10000' },
    protocol: { type: 'string', default: 'pop3' },
    build: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const mails = Number(values.mails);
const { protocol } = values;
if (!Number.isInteger(mails) || mails < 1) fail('--mails must be a whole number of 1 or more.');
if (protocol !== 'pop3' && protocol !== 'imap') fail('--protocol must be pop3 or imap.');

if (values.build) {
  say('• Building …');
  buildAll({ only: '@doorstep/worker' });
  buildAll({ only: '@doorstep/simnet' });
}
const database = await startDatabase();
let server;
let workers;
try {
  server = await startMailboxServer();
  await run();
} finally {
  await workers?.stop();
  await server?.stop();
  await database.remove();
}

async function run() {
  const secret = randomBytes(32);
  say(`• ${mails} deliveries, and a bounce for each in the mailbox …`);
  const people = await seedAccepted(database, mails);
  let bytes = 0;
  for await (const { raw } of bouncesFor(people, secret)) {
    bytes += raw.length;
    await server.put(raw);
  }
  const mailboxId = await seedMailbox(database, secret, { protocol, login: server[protocol] });
  const peer = await runPeer();
  workers = startWorkers({ count: 1, env: environmentOf(secret) });
  await workers.ready(database.query);
  await pause(2000);
  const ours = await readAll(mailboxId);
  const counted = await check();
  printTable(bytes / mails, ours, peer);
  for (const word of workers.words.filter((line) => !line.includes('"level":30')).slice(0, 5))
    say(`  worker: ${word.slice(0, 300)}`);
  const [ratio] = [ours.seconds / (peer.downloadSeconds + peer.parseSeconds)].map((n) => rounded(n, 2));
  say(
    JSON.stringify({
      ...{ mails, seconds: rounded(ours.seconds, 1), mails_per_s: rounded(mails / ours.seconds, 0) },
      ...{
        rss_start_mb: ours.rss[0],
        rss_peak_mb: ours.peakMb,
        rss_end_mb: ours.rss.at(-1),
        rss_quarters_mb: ours.quarters,
      },
      ...{ worker_cpu_s: rounded(ours.workerCpu, 1), postgres_cpu_s: rounded(ours.postgresCpu, 1) },
      ...{ peer: protocol === 'imap' ? 'imapflow + mailparser' : 'POP3 download + mailparser' },
      ...{
        peer_download_s: rounded(peer.downloadSeconds, 1),
        peer_seconds: rounded(peer.downloadSeconds + peer.parseSeconds, 1),
      },
      ...{ ratio, protocol, once: counted.isOnce, limit_seconds: LIMIT_SECONDS },
    }),
  );
  process.exitCode = counted.isOnce && ours.seconds < LIMIT_SECONDS ? 0 : 1;
}

function environmentOf(secret) {
  return {
    ...{ DATABASE_URL: database.url, DOORSTEP_SECRET: secret.toString('base64'), DOORSTEP_MODE: 'sandbox' },
    ...{ DOORSTEP_PUBLIC_URL: 'http://127.0.0.1:1', DOORSTEP_DATA_DIR: path.join(database.dataDir, 'data') },
    ...{ DOORSTEP_LOG_LEVEL: 'warn', DOORSTEP_BOUNCE_POLL_SECONDS: '5', DOORSTEP_DNS_SERVERS: '127.0.0.1:1' },
  };
}

/** From switching the mailbox on until every mail is settled. */
async function readAll(mailboxId) {
  const [pid] = workers.pids;
  const rss = [residentMegabytes(pid)];
  const quarters = [];
  const costs = () => [cpuOfTrees([pid]), cpuOfTrees([database.pid])];
  const before = costs();
  const began = performance.now();
  await database.query('UPDATE bounce_mailbox SET is_enabled = true WHERE id = $1', [mailboxId]);
  let settled = 0;
  for (let changedAt = began; settled < mails; await pause(200)) {
    const [{ n }] = await database.query(`SELECT count(*)::int AS n FROM inbound_message WHERE state <> 'new'`);
    if (n !== settled) changedAt = performance.now();
    else if (performance.now() - changedAt > STALLED_MS)
      fail(`Only ${settled} of ${mails} were settled.`, workers.words.slice(-10).join('\n'));
    settled = n;
    rss.push(residentMegabytes(pid));
    while (quarters.length < Math.floor((4 * settled) / mails)) quarters.push(rss.at(-1));
  }
  const seconds = (performance.now() - began) / 1000;
  const [workerCpu, postgresCpu] = costs().map((spent, at) => spent - before[at]);
  await pause(3000);
  rss.push(residentMegabytes(pid));
  return { seconds, rss, quarters, peakMb: peakMegabytes(pid), workerCpu, postgresCpu };
}

/** Fast but wrong is no result: every delivery taken back, once. */
async function check() {
  const [found] = await database.query(
    `SELECT (SELECT count(*)::int FROM delivery WHERE state IN ('returned', 'complained')) AS moved,
       (SELECT count(*)::int FROM inbound_message WHERE state = 'matched') AS matched,
       (SELECT count(*)::int FROM inbound_message) AS kept,
       (SELECT coalesce(max(soft_streak), 0)::int FROM address) AS streak,
       (SELECT count(*)::int FROM address WHERE standing <> 'unknown') AS judged,
       (SELECT count(*)::int - count(DISTINCT address_id)::int FROM suppression) AS doubled`,
  );
  const isOnce =
    found.moved === mails &&
    found.matched === mails &&
    found.kept === mails &&
    found.streak <= 1 &&
    found.doubled === 0;
  say(
    `${isOnce ? 'Every delivery was taken back once' : 'NOT every delivery was taken back once'}: ${JSON.stringify(found)}`,
  );
  return { isOnce };
}

async function runPeer() {
  const child = fork(
    path.join(root, 'scripts', 'bench', 'inbox-peer.mjs'),
    [JSON.stringify({ protocol, login: server[protocol] })],
    {
      execPath: pinnedNode(),
    },
  );
  let answer;
  child.once('message', (message) => {
    answer = message;
  });
  await once(child, 'exit');
  if (answer === undefined) fail('The peer did not get through; its words stand above.');
  if (answer.mails !== mails) fail(`The peer read ${answer.mails} of ${mails} mails.`);
  return answer;
}

function printTable(size, ours, peer) {
  say(`\n${mails} mails of ${Math.round(size)} bytes over ${protocol.toUpperCase()}; Node ${process.versions.node}`);
  const line = (name, seconds, more = '') =>
    say(
      `${name.padEnd(44)} ${seconds.toFixed(1).padStart(7)} s ${String(Math.round(mails / seconds)).padStart(7)} mails/s  ${more}`,
    );
  line(
    'Doorstep: read, kept, matched and applied',
    ours.seconds,
    `RSS ${ours.rss[0]} → ${ours.peakMb} (peak) → ${ours.rss.at(-1)} MB`,
  );
  line('the mails downloaded, nothing else', peer.downloadSeconds);
  line('downloaded and taken apart by mailparser', peer.downloadSeconds + peer.parseSeconds);
  say(
    `CPU: worker ${ours.workerCpu.toFixed(1)} s, PostgreSQL ${ours.postgresCpu.toFixed(1)} s; RSS by quarters ${ours.quarters.join(', ')} MB\n`,
  );
}

function rounded(value, digits) {
  return Number(value.toFixed(digits));
}
