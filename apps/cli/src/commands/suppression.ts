// doorstep suppression import and export: lists of people no campaign mails, from and for other programs.
import { readFile } from 'node:fs/promises';
import { csvLine, readSuppressions, suppressionForms } from '@doorstep/contracts';
import { type Database, SuppressionFileStore } from '@doorstep/database';
import { readArguments, reasonOf } from '../arguments.js';
import { recordAudit, terminalActor } from '../terminal-actor.js';
import { UsageError } from '../usage-error.js';
import { withDatabase } from '../with-database.js';

const PAGE_ROWS = 1000;
/** Rows held back in one transaction. */
const PART = 5000;

export const importFile = async (args: readonly string[]): Promise<number> => {
  const given = readArguments(args, ['reason', 'trial']);
  const [path] = given.words;
  const isTrial = given.options.trial === 'yes';
  if (path === undefined || given.words.length > 1) throw new UsageError('Name one file.');
  const reason = isTrial ? 'trial' : reasonOf(given);
  const { format, lines, unreadable, passedOver } = readSuppressions(await readFile(path, 'utf8'));
  for (const { line, text, reason: why } of unreadable) process.stderr.write(`Line ${line}: ${text}: ${why}\n`);
  return withDatabase(async (database) => {
    const store = new SuppressionFileStore(database);
    let [added, already] = [0, 0];
    for (let at = 0; at < lines.length; at += PART) {
      const part = lines.slice(at, at + PART);
      const counts = isTrial ? await store.count(part) : await store.add(part, reason, terminalActor());
      added += counts.added;
      already += counts.already;
    }
    if (!isTrial)
      await recordAudit(database, 'suppressions.import', { kind: 'suppression-files', id: null }, { reason, added });
    const verb = isTrial ? 'would be held back' : 'are held back now';
    process.stdout.write(
      `Read as ${format}: ${added} ${verb}, ${already} are already, ${passedOver} passed over, ${unreadable.length} not readable.\n`,
    );
    return unreadable.length === 0 ? 0 : 1;
  });
};

export const exportFile = (args: readonly string[]): Promise<number> => {
  const { words, options } = readArguments(args, ['format', 'state']);
  const format = options.format ?? 'csv';
  const state = options.state ?? 'in_force';
  if (words.length > 0) throw new UsageError('It takes no words, only --format and --state.');
  if (!isForm(format)) throw new UsageError(`--format is one of ${Object.keys(suppressionForms).join(', ')}.`);
  if (!isState(state)) throw new UsageError('--state is in_force, lifted or all.');
  return withDatabase((database) => write(database, format, state));
};

type Form = keyof typeof suppressionForms;
const isForm = (text: string): text is Form => Object.hasOwn(suppressionForms, text);
const isState = (text: string): text is 'in_force' | 'lifted' | 'all' => ['in_force', 'lifted', 'all'].includes(text);

async function write(database: Database, format: Form, state: 'in_force' | 'lifted' | 'all'): Promise<number> {
  const store = new SuppressionFileStore(database);
  const { head, cells } = suppressionForms[format];
  process.stdout.write(csvLine(head));
  for (let after: string | null = null; ; ) {
    const page = await store.page({ state }, PAGE_ROWS, after);
    for (const row of page) {
      const told = cells(row);
      if (told !== null) process.stdout.write(csvLine(told));
    }
    if (page.length < PAGE_ROWS) return 0;
    after = page.at(-1)!.id;
  }
}
