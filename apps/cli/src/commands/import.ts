// doorstep import: a CSV of people, checked row by row and imported by the worker. Counts go to stdout, progress to stderr.
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { csvLine, harmlessCell, ImportSettings, type RowCounts, readConsentDate } from '@doorstep/contracts';
import { type Database, ImportRowStore, ImportStore, type ImportView } from '@doorstep/database';
import { findLists } from '../find-lists.js';
import { recordAudit, terminalActor } from '../terminal-actor.js';
import { UsageError } from '../usage-error.js';
import { withDatabase } from '../with-database.js';
import { lookAtFile, storeFile } from './import-file.js';

const LOOK_MS = 500;
/** Nobody has taken it up by then: said once. */
const PATIENCE_MS = 20_000;
const ADDED = ['line', 'problem', 'reason', 'suggested_fix'];

/** @returns 0 when every row came in, 1 when some were rejected, it failed or was called off, 2 for a call that is wrong */
export const run = async (args: readonly string[]): Promise<number> => {
  const given = readCall(args);
  if (!given.isDry && !given.isSure && !process.stdin.isTTY)
    throw new UsageError('Nobody is there to be asked: say --yes to import, or --dry-run to check only.');
  const file = await lookAtFile(given.file, given.map);
  if (given.settings.consentAt === undefined && !file.mapping.includes('consent_at'))
    throw new UsageError('Say since when they agreed: --consent-date 2024-02-29, or map consent_at to a column.');
  return withDatabase(async (database, config) => {
    const imports = new ImportStore(database);
    const listIds = await findLists(database, given.lists);
    const stored = await storeFile(config.dataDir, given.file);
    const { mapping, ...detected } = file;
    const fileName = path.basename(given.file);
    const id = await imports.add({ ...stored, ...detected, fileName, createdBy: terminalActor() });
    await recordAudit(database, 'imports.add', { kind: 'imports', id }, { fileName });
    const { consentAt, sheet: _, ...settings } = given.settings;
    await imports.change(id, { ...settings, mapping, listIds, consentAt: consentAt ? new Date(consentAt) : undefined });
    await imports.beginCheck(id);
    const checked = await watch(imports, id, 'checking');
    if (checked.state !== 'checked') return failed(checked);
    const rejected = await keepRejected(database, checked, given.rejected);
    if (given.isDry || !(await isWanted(checked, given.isSure))) {
      await imports.cancel(id);
      await rm(path.join(config.dataDir, stored.storedAs), { force: true });
      tell(checked.checkCounts, given.isDry ? 'checked' : 'called off');
      return given.isDry && rejected === 0 ? 0 : 1;
    }
    return carryOut(imports, id, rejected);
  });
};

async function carryOut(imports: ImportStore, id: string, rejected: number): Promise<number> {
  await imports.beginImport(id);
  const done = await watch(imports, id, 'importing');
  if (done.state !== 'finished') return failed(done);
  tell(done.importCounts, 'imported');
  return rejected === 0 ? 0 : 1;
}

interface Call {
  readonly file: string;
  readonly map: string;
  readonly lists: string | undefined;
  readonly rejected: string | undefined;
  readonly isDry: boolean;
  readonly isSure: boolean;
  readonly settings: ImportSettings;
}

function readCall(args: readonly string[]): Call {
  const { values, positionals } = parsed(args);
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UsageError('Name one file.');
  if (values.map === undefined) throw new UsageError('Say with --map which column holds what: email=E-Mail,name=Name.');
  if (values['consent-source'] === undefined)
    throw new UsageError('Say with --consent-source where these people agreed to get your newsletter.');
  const settings = ImportSettings.safeParse({
    consentSource: values['consent-source'],
    consentAt: dayOf(values['consent-date']),
    onExisting: values.existing,
    onNoMail: values['no-mail'],
    tags: values.tags?.split(',').filter((tag) => tag.trim() !== ''),
  });
  if (!settings.success)
    throw new UsageError(settings.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
  return {
    ...{ file, map: values.map, lists: values.list, rejected: values.rejected, settings: settings.data },
    isDry: values['dry-run'] === true,
    isSure: values.yes === true,
  };
}

const TEXTS = ['map', 'list', 'tags', 'consent-source', 'consent-date', 'existing', 'no-mail', 'rejected'] as const;
type Values = Partial<Record<(typeof TEXTS)[number], string>> & { 'dry-run'?: boolean; yes?: boolean };

function parsed(args: readonly string[]): { values: Values; positionals: string[] } {
  const text = { type: 'string' as const };
  const options = {
    ...Object.fromEntries(TEXTS.map((name) => [name, text])),
    'dry-run': { type: 'boolean' as const },
    yes: { type: 'boolean' as const },
  };
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function dayOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const day = readConsentDate(text, new Date());
  if ('problem' in day) throw new UsageError(`--consent-date: “${text}” is no day that was. Write it like 2024-02-29.`);
  return day.at.toISOString();
}

/** Waits for the worker, and shows how far it is. @returns the import in the state that follows */
async function watch(imports: ImportStore, id: string, state: 'checking' | 'importing'): Promise<ImportView> {
  const beganAt = performance.now();
  let said = '';
  let hasWarned = false;
  for (;;) {
    const found = await imports.one(id);
    if (found === null) throw new Error('The import is gone.');
    const { rowsDone, rowsTotal } = found;
    const now = `${state}: ${rowsDone}${rowsTotal === null ? '' : ` of ${rowsTotal}`} rows\n`;
    if (now !== said && rowsDone > 0) process.stderr.write(now);
    said = now;
    if (found.state !== state && found.state !== 'paused') return found;
    if (!hasWarned && rowsDone === 0 && performance.now() - beganAt > PATIENCE_MS) {
      hasWarned = true;
      process.stderr.write(
        'No worker has taken it up yet. Is Doorstep running? It waits for one; Ctrl+C leaves it there.\n',
      );
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

function failed({ state, problem }: ImportView): number {
  process.stderr.write(`${problem?.detail ?? `The import is ${state}.`}\n`);
  return 1;
}

async function isWanted({ checkCounts }: ImportView, isSure: boolean): Promise<boolean> {
  if (isSure) return true;
  const people = (checkCounts?.new ?? 0) + (checkCounts?.updated ?? 0);
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await lines.question(`Add or change ${people} people? [y/N] `)).trim());
  } finally {
    lines.close();
  }
}

/** One line a count: its name, a tab, the number. */
function tell(counts: RowCounts | null, what: string): void {
  const lines = Object.entries(counts ?? {}).map(([name, count]) => `${name}\t${count}`);
  process.stdout.write(`state\t${what}\n${lines.join('\n')}\n`);
}

/** The rows that cannot come in, as a file to mend and import again. @returns how many */
async function keepRejected(database: Database, run: ImportView, wanted: string | undefined): Promise<number> {
  const rejected = run.checkCounts?.rejected ?? 0;
  if (rejected === 0) return 0;
  const target = wanted ?? `${run.fileName.replace(/\.[^.]*$/, '')}.rejected.csv`;
  const headers = (run.columns ?? []).map(({ header }) => header);
  const store = new ImportRowStore(database);
  async function* lines(): AsyncGenerator<string> {
    yield `\ufeff${csvLine([...headers, ...ADDED].map(harmlessCell))}`;
    for await (const { line, problem, reason, suggestedFix, cells } of store.everyRejected(run.id)) {
      const columns = headers.map((_, at) => cells[at] ?? '');
      yield csvLine([...columns, String(line), problem, reason, suggestedFix ?? ''].map(harmlessCell));
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(target, { mode: 0o600 }));
  process.stderr.write(`${rejected} rows cannot come in: ${target}\n`);
  return rejected;
}
