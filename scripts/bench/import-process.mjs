// One step of the import benchmark in a process of its own: prints its seconds, its CPU seconds and the most memory it held, as JSON.
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import { parse } from 'csv-parse';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { root } from '../bootstrap.mjs';
import { built } from './database.mjs';

const [kind, url, dataDir, subject] = process.argv.slice(2);
const beganAt = performance.now();
await (kind === 'bare' ? bare(subject) : imports(subject));
const seconds = (performance.now() - beganAt) / 1000;
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
const cpuSeconds = (userCPUTime + systemCPUTime) / 1e6;
process.stdout.write(JSON.stringify({ seconds, cpuSeconds, rssMb: Math.round(maxRSS / 1024) }));

async function imports(id) {
  const { openDatabase } = await built('database');
  const importer = path.join(root, 'apps', 'worker', 'dist', 'import', 'importer.js');
  const { createImporter } = await import(pathToFileURL(importer).href);
  const database = openDatabase(url, { poolSize: 4 });
  const silent = () => undefined;
  // Name servers are not what is measured: every domain has its answer at once.
  const resolve = async (domain) => ({ kind: 'mx', domain, hosts: [], ttlSeconds: 60 });
  await createImporter({ database, dataDir, resolve, log: { info: silent, warn: silent, error: silent } }).runOne(id);
  await database.close();
}

/** What anybody would write who judges nothing: parse, COPY, one upsert. */
async function bare(file) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('CREATE UNLOGGED TABLE bare_row (address text, name text, city text, customer text)');
  await client.query('CREATE TABLE bare_person (address text PRIMARY KEY, name text, fields jsonb)');
  const rows = new Transform({
    writableObjectMode: true,
    transform: (cells, _encoding, done) => done(null, `${cells.join('\t')}\n`),
  });
  const parser = parse({ from_line: 2 });
  await pipeline(createReadStream(file), parser, rows, client.query(copyFrom('COPY bare_row FROM STDIN')));
  await client.query(`INSERT INTO bare_person
    SELECT DISTINCT ON (address) lower(address), name, jsonb_build_object('city', city, 'customer', customer) FROM bare_row
    ON CONFLICT (address) DO UPDATE SET name = excluded.name, fields = bare_person.fields || excluded.fields`);
  await client.query('DROP TABLE bare_row, bare_person');
  await client.end();
}
