// The delivery benchmark itself, under the pinned Node: our pipeline, Postfix beside it, a table and one line of JSON.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fail, say } from '../bootstrap.mjs';
import { buildAll } from '../build.mjs';
import { installPeers } from '../debian-peers.mjs';
import { startNameServer, startSink } from './neighbours.mjs';
import { readOptions } from './options.mjs';
import { runOurs } from './ours.mjs';
import { PROGRAMS, runPostfix, TUNING } from './postfix.mjs';
import { topFunctions } from './profile.mjs';
import { describe, measured, summary, table } from './report.mjs';

const MEMORY_PLANS = { small: 10_000, large: 1_000_000, taken: 9000 };

const options = optionsOrEnd();
if (options.postfix && !options.memory && !options.scaling)
  installPeers(PROGRAMS, 'The comparison with Postfix (--no-postfix leaves it out)');
say('• Building …');
buildAll({ only: '@doorstep/worker' });
say(`• ${describe(options)}`);
if (options.memory) await compareMemory();
else if (options.scaling) await compareWorkers();
else await comparePeers();

async function comparePeers() {
  const { row: ours, sample } = await oursOnce(options);
  const peers = [];
  if (options.postfix) {
    say(`• Postfix, tuned: ${TUNING}`);
    peers.push(await postfixOnce('postfix', false, sample));
    peers.push(await postfixOnce('postfix_opendkim', true, sample));
  }
  say(table([ours, ...peers]).join('\n'));
  say(JSON.stringify(summary(options, ours, peers)));
  endWell([ours, ...peers]);
}

/** The same load with one worker and with two: late replies make waiting, not the processor, the bottleneck. */
async function compareWorkers() {
  const rows = [];
  for (const workers of [1, 2]) {
    const { row } = await oursOnce({ ...options, workers });
    rows.push({ ...row, name: `${workers} worker${workers > 1 ? 's' : ''}` });
  }
  const [one, two] = rows;
  say(table(rows).join('\n'));
  say(
    JSON.stringify({
      one_worker_msg_per_s: Math.round(one.rate),
      two_workers_msg_per_s: Math.round(two.rate),
      ratio: Number((two.rate / one.rate).toFixed(2)),
      latency_ms: options.latency,
      ...{ messages: options.messages, lost: one.lost + two.lost, duplicates: one.duplicates + two.duplicates },
    }),
  );
  endWell(rows);
}

/** The same part of a small plan and of a large one is sent: what waits must not be held in memory. */
async function compareMemory() {
  const peaks = [];
  for (const messages of [MEMORY_PLANS.small, MEMORY_PLANS.large]) {
    const { row } = await oursOnce({ ...options, messages, stopAfter: MEMORY_PLANS.taken });
    peaks.push(row.peakMb);
    say(`${messages} planned, ${MEMORY_PLANS.taken} taken by the sink: a worker had ${row.peakMb} MB at most`);
  }
  const [small, large] = peaks;
  const ratio = Number((large / small).toFixed(3));
  say(JSON.stringify({ peak_mb_10k_planned: small, peak_mb_1m_planned: large, ratio }));
}

function endWell(rows) {
  process.exit(rows.every(({ lost, duplicates }) => lost + duplicates === 0) ? 0 : 1);
}

function optionsOrEnd() {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    return fail(error.message, 'See docs/performance.md for the options.');
  }
}

async function oursOnce(chosen) {
  const sink = await startSink(chosen.latency);
  const nameServer = await startNameServer(chosen.sites);
  const profileFolder = chosen.profile ? mkdtempSync(path.join(tmpdir(), 'doorstep-profile-')) : undefined;
  try {
    const run = await runOurs(chosen, { sink, nameServer, profileFolder });
    for (const word of run.words.slice(0, 10)) say(`  worker: ${word.slice(0, 500)}`);
    if (profileFolder)
      say(`\nSelf time of one worker (${profileFolder}):\n${topFunctions(profileFolder).join('\n')}\n`);
    const received = await sink.ask('all');
    return { row: measured('Doorstep, RSA-2048', chosen.messages, run, received), sample: received.sample };
  } finally {
    sink.stop();
    nameServer.stop();
  }
}

async function postfixOnce(key, isSigned, sample) {
  const sink = await startSink(options.latency);
  try {
    const run = await runPostfix(options, { sink, sample, isSigned });
    const name = isSigned ? 'Postfix + OpenDKIM, RSA-2048' : 'Postfix, no signature';
    return { key, ...measured(name, options.messages, run, await sink.ask('all')) };
  } finally {
    sink.stop();
  }
}
