// npm run score:bounces -- <corpus folder>: reads all labelled mails with LF and with CRLF line ends, has score.py grade both.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fail, say } from './bootstrap.mjs';
import { loadBounceReader } from './bounce-reader.mjs';

const [given, ...more] = process.argv.slice(2);
if (!given)
  fail('No corpus folder was named.', 'npm run score:bounces -- <folder with labels.jsonl, score.py and emails/>');
const folder = path.resolve(process.env.INIT_CWD ?? '.', given);
for (const name of ['labels.jsonl', 'score.py', 'emails'])
  if (!existsSync(path.join(folder, name)))
    fail(`${folder} has no ${name}.`, 'Name the folder of the labelled corpus.');

const { parseReport, sisimaiNames } = await loadBounceReader();
const results = mkdtempSync(path.join(tmpdir(), 'doorstep-score-'));
let isGraded = true;
try {
  for (const [name, lineEnd] of [
    ['LF', '\n'],
    ['CRLF', '\r\n'],
  ])
    isGraded = score(name, lineEnd) && isGraded;
} finally {
  rmSync(results, { recursive: true, force: true });
}
if (!isGraded) process.exitCode = 1;

/** @returns whether score.py ended well; limits are given to it behind the folder (--min recall=0.98 …) */
function score(name, lineEnd) {
  const predictions = path.join(results, `${name}.jsonl`);
  const files = readdirSync(path.join(folder, 'emails')).sort();
  const mails = files.map((file) => withLineEnds(readFileSync(path.join(folder, 'emails', file)), lineEnd));
  const begun = performance.now();
  const lines = files.map((file, at) => ({ file, ...predict(mails[at]) }));
  const seconds = (performance.now() - begun) / 1000;
  writeFileSync(predictions, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  say(`\n${name} line ends: ${files.length} mails in ${seconds.toFixed(2)} s\n`);
  const args = ['-B', path.join(folder, 'score.py'), path.join(folder, 'labels.jsonl'), predictions, ...more];
  const graded = spawnSync('python3', args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (graded.error) fail(`python3 could not be started (${graded.error.code}).`, 'score.py needs Python 3.');
  return graded.status === 0;
}

/** Byte for byte but for the line ends: latin1 keeps every byte. */
function withLineEnds(mail, lineEnd) {
  return Buffer.from(mail.toString('latin1').replaceAll('\r\n', '\n').replaceAll('\n', lineEnd), 'latin1');
}

/** The line that `doorstep bounce classify --jsonl` prints; what is thrown is counted as an error. */
function predict(mail) {
  try {
    const { kind, recipients } = parseReport(mail);
    return { kind, recipients: recipients.map(predictionOf) };
  } catch (error) {
    return { kind: 'not-bounce', recipients: [], error: String(error) };
  }
}

function predictionOf(recipient) {
  const { address, status, replyCode, classification, isHard } = recipient;
  return {
    address,
    status,
    replycode: replyCode === null ? null : String(replyCode),
    ...sisimaiNames(classification, recipient),
    hard: isHard,
  };
}
