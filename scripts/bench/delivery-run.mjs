// The delivery benchmark itself, under the pinned Node: our pipeline, Postfix beside it, a table and one line of JSON.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fail, say } from '../bootstrap.mjs';
import { buildAll } from '../build.mjs';
import { startNameServer, startSink } from './neighbours.mjs';
import { readOptions } from './options.mjs';
import { runOurs } from './ours.mjs';
import { topFunctions } from './profile.mjs';
import { describe, measured, summary, table } from './report.mjs';

const options = optionsOrEnd();
say('• Building …');
buildAll({ only: '@doorstep/worker' });
say(`• ${describe(options)}`);
const ours = await oursOnce(options);
say(table([ours]).join('\n'));
say(JSON.stringify(summary(options, ours, [])));
process.exit(ours.lost + ours.duplicates === 0 ? 0 : 1);

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
    return measured('Doorstep, RSA-2048', chosen.messages, run, await sink.ask('all'));
  } finally {
    sink.stop();
    nameServer.stop();
  }
}
