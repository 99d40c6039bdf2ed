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

const options = optionsOrEnd();
if (options.postfix) installPeers(PROGRAMS, 'The comparison with Postfix (--no-postfix leaves it out)');
say('• Building …');
buildAll({ only: '@doorstep/worker' });
say(`• ${describe(options)}`);
const { row: ours, sample } = await oursOnce(options);
const peers = [];
if (options.postfix) {
  say(`• Postfix, tuned: ${TUNING}`);
  peers.push(await postfixOnce('postfix', false));
  peers.push(await postfixOnce('postfix_opendkim', true));
}
say(table([ours, ...peers]).join('\n'));
say(JSON.stringify(summary(options, ours, peers)));
process.exit([ours, ...peers].every(({ lost, duplicates }) => lost + duplicates === 0) ? 0 : 1);

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

async function postfixOnce(key, isSigned) {
  const sink = await startSink(options.latency);
  try {
    const run = await runPostfix(options, { sink, sample, isSigned });
    const name = isSigned ? 'Postfix + OpenDKIM, RSA-2048' : 'Postfix, no signature';
    return { key, ...measured(name, options.messages, run, await sink.ask('all')) };
  } finally {
    sink.stop();
  }
}
