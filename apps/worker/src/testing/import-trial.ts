// Whole imports for tests: a file goes in as the API leaves it, and is checked and carried out by a worker.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type Database,
  type ImportChange,
  ImportRowStore,
  ImportStore,
  ImportUndoStore,
  openDatabase,
} from '@doorstep/database';
import type { MxAnswer } from '@doorstep/delivery';
import { createImporter } from '../import/importer.js';
import { silentLog } from '../log.js';

const DAY = new Date('2026-01-02T00:00:00Z');
/** Domains of this name take no mail: nxdomain.example, null-mx.example, trouble.example. */
const resolve = async (domain: string): Promise<MxAnswer> => {
  const kind = /^(nxdomain|null-mx|no-address|trouble)\./.exec(domain)?.[1] ?? 'mx';
  return { kind, domain, hosts: [], ttlSeconds: 60, trouble: 'SERVFAIL' } as MxAnswer;
};

export type ImportTrial = Awaited<ReturnType<typeof importTrial>>;

/** On a database of its own, with a data folder; `end` removes both. */
export async function importTrial(fresh: { readonly url: string; drop(): Promise<void> }) {
  const database: Database = openDatabase(fresh.url, { poolSize: 6 });
  const imports = new ImportStore(database);
  const importRows = new ImportRowStore(database);
  const dataDir = mkdtempSync(path.join(tmpdir(), 'doorstep-import-'));
  const query = async <Row extends object>(text: string, values: unknown[] = []) =>
    (await database.pool.query<Row>(text, values)).rows;
  const newList = async () =>
    (await query<{ id: string }>(`INSERT INTO list (name) VALUES ('Letter') RETURNING id`))[0]!.id;
  const run = (id: string) => createImporter({ database, dataDir, resolve, log: silentLog }).runOne(id);

  /** An upload as the API leaves it, with address, name and city as columns. */
  async function uploaded(content: string | Uint8Array, listIds: string[], encoding = 'utf-8'): Promise<string> {
    const storedAs = `${Math.random()}.csv`;
    writeFileSync(path.join(dataDir, storedAs), content);
    const columns = ['address', 'name', 'city'].map((header, index) => ({
      index,
      header,
      samples: [],
      guess: 'ignore' as const,
      confidence: 'certain' as const,
      filled: 1,
    }));
    const id = await imports.add({
      fileName: 'people.csv',
      storedAs,
      sizeBytes: content.length,
      createdBy: 'Ada',
      encoding,
      delimiter: ',',
      hasHeader: true,
      columns,
    });
    await imports.change(id, {
      mapping: ['address', 'name', 'field:city'],
      listIds,
      consentSource: 'A fair',
      consentAt: DAY,
    });
    return id;
  }

  async function checked(content: string | Uint8Array, listIds: string[], encoding?: string, rules: ImportChange = {}) {
    const id = await uploaded(content, listIds, encoding);
    await imports.change(id, rules);
    await imports.beginCheck(id);
    await run(id);
    return (await imports.one(id))!;
  }

  async function imported(content: string, listIds: string[], rules: ImportChange = {}) {
    const { id } = await checked(content, listIds, 'utf-8', rules);
    await imports.beginImport(id);
    await run(id);
    return (await imports.one(id))!;
  }

  async function takenBack(id: string) {
    await new ImportUndoStore(database).begin(id, 'Ada');
    await run(id);
    return (await imports.one(id))?.undoCounts;
  }

  const status = async (address: string, listId: string) =>
    (
      await query<{ status: string }>(
        'SELECT m.status FROM membership m JOIN address a ON a.id = m.address_id WHERE a.normalized = $1 AND m.list_id = $2',
        [address, listId],
      )
    )[0]?.status;

  async function end() {
    await database.close();
    await fresh.drop();
    rmSync(dataDir, { recursive: true, force: true });
  }
  return {
    database,
    imports,
    importRows,
    dataDir,
    query,
    newList,
    run,
    uploaded,
    checked,
    imported,
    takenBack,
    status,
    end,
  };
}
