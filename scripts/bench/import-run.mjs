// The import benchmark itself, under the pinned Node: a check, an import, and a bare pipeline with the same file.
import { spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { fail, root, say } from '../bootstrap.mjs';
import { buildAll } from '../build.mjs';
import { cpuOfTrees } from './cpu.mjs';
import { built, startDatabase } from './database.mjs';

const { values } = parseArgs({
  options: { rows: { type: 'string', default: '1000000' }, sites: { type: 'string', default: '2000' } },
});
const [rows, sites] = [Number(values.rows), Number(values.sites)];
const STORED_AS = 'people.csv';

say('• Building …');
buildAll({ only: '@doorstep/worker' });
const dataDir = mkdtempSync(path.join(tmpdir(), 'doorstep-bench-import-'));
const database = await startDatabase();
try {
  await run();
} finally {
  await database.remove();
  rmSync(dataDir, { recursive: true, force: true });
}

async function run() {
  const file = path.join(dataDir, STORED_AS);
  say(`• A file of ${rows} people at ${sites} domains …`);
  await pipeline(Readable.from(lines()), createWriteStream(file));
  const bare = await inProcess('bare', file);
  const id = await uploaded();
  const check = await step(id, 'beginCheck', 'checkCounts');
  const done = await step(id, 'beginImport', 'importCounts');
  const perMillion = (seconds) => rounded((seconds * 1e6) / rows);
  const column = (value, width) => String(value).padStart(width);
  const line = (name, { seconds, rssMb, cpuSeconds }) =>
    say(`${name.padEnd(32)} ${column(seconds.toFixed(2), 9)} ${column(cpuSeconds.toFixed(2), 9)} ${column(rssMb, 9)}`);
  say('\nStep                               seconds     CPU s    RSS MB');
  line('bare csv-parse, COPY, upsert', bare);
  line('check (dry run of every row)', check);
  line('import', done);
  say('');
  say(
    JSON.stringify({
      check_seconds_per_million: perMillion(check.seconds),
      seconds_per_million: perMillion(done.seconds),
      peak_rss_mb: Math.max(check.rssMb, done.rssMb),
      ratio_vs_copy: rounded(bare.seconds / done.seconds),
      ratio_of_check_and_import_vs_copy: rounded(bare.seconds / (check.seconds + done.seconds)),
      bare_seconds_per_million: perMillion(bare.seconds),
      cpu_seconds_per_million: perMillion(done.cpuSeconds),
      cpu_ratio_vs_copy: rounded(bare.cpuSeconds / done.cpuSeconds),
      rows,
    }),
  );
}

function* lines() {
  yield 'email,name,city,customer\n';
  for (let i = 1; i <= rows; i++)
    yield `reader${i}@site${i % sites}.example,"Reader, the ${i}.",City ${i % 500},${i * 7}\n`;
}

/** An upload as the API leaves it. */
async function uploaded() {
  const [{ id: listId }] = await database.query(`INSERT INTO list (name) VALUES ('Bench') RETURNING id`);
  return withImports(async (imports) => {
    const columns = ['email', 'name', 'city', 'customer'].map((header, index) => ({
      ...{ index, header, samples: [], guess: 'ignore', confidence: 'certain', filled: 1 },
    }));
    const id = await imports.add({
      ...{ fileName: STORED_AS, storedAs: STORED_AS, sizeBytes: 1, createdBy: 'Bench' },
      ...{ encoding: 'utf-8', delimiter: ',', hasHeader: true, columns },
    });
    await imports.change(id, {
      mapping: ['address', 'name', 'field:city', 'field:customer'],
      ...{ listIds: [listId], consentSource: 'A fair', consentAt: new Date() },
    });
    return id;
  });
}

/** One step by a worker's importer in a process of its own; every row must have come out as new. */
async function step(id, begin, counts) {
  await withImports((imports) => imports[begin](id));
  const figures = await inProcess('import', id);
  const found = await withImports((imports) => imports.one(id));
  if (found[counts]?.new !== rows) fail(`Not every row came out as new: ${JSON.stringify(found)}`);
  return figures;
}

async function withImports(work) {
  const { ImportStore, openDatabase } = await built('database');
  const opened = openDatabase(database.url, { poolSize: 1 });
  try {
    return await work(new ImportStore(opened));
  } finally {
    await opened.close();
  }
}

/** CPU seconds are those of the process and of PostgreSQL together: they say more than the clock on a busy machine. */
async function inProcess(kind, subject) {
  const before = cpuOfTrees([database.pid]);
  const { cpuSeconds, ...figures } = await told(kind, subject);
  return { ...figures, cpuSeconds: cpuSeconds + cpuOfTrees([database.pid]) - before };
}

function told(kind, subject) {
  const script = path.join(root, 'scripts', 'bench', 'import-process.mjs');
  const child = spawn(process.execPath, [script, kind, database.url, dataDir, subject], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(JSON.parse(text)) : reject(new Error(`${kind} ended ${code}`))));
  });
}

function rounded(value) {
  return Number(value.toFixed(2));
}
