// Reads the file of an import into staged rows: what cannot be read, mailed or dated is rejected, what looks mistyped is noted.
import path from 'node:path';
import { type DomainSuggestion, typedCell } from '@doorstep/contracts';
import type { ImportTask, ImportWorkStore, RejectedRow, StagedRow } from '@doorstep/database';
import { suggestDomain } from '@doorstep/diagnosis';
import type { MailSearch } from './mail-search.js';
import { readFile } from './read-file.js';
import { keptCells, type ReadRow, readRow } from './read-row.js';

const STAGE_ROWS = 3000;
/** More kinds of slips than anybody looks at. */
const MOST_SUGGESTIONS = 500;

export interface Staged {
  /** Records read, the header not counted. */
  readonly rows: number;
  readonly suggestions: readonly DomainSuggestion[];
}

interface Record {
  readonly row: ReadRow;
  readonly cells: readonly string[];
}

/** @param mail null: no domain is looked up. @returns null when the import was stopped */
export async function stageFile(
  store: ImportWorkStore,
  dataDir: string,
  task: ImportTask,
  mail: MailSearch | null,
): Promise<Staged | null> {
  const slips = createSlips(store);
  let records: Record[] = [];
  let read = 0;
  let storing: Promise<boolean> = Promise.resolve(true); // one batch is stored while the next is read
  let isHeader = task.hasHeader;
  const rules = { ...task, hasConsentDate: task.consentAt !== null };
  const begin = () => {
    storing = settle(store, task, { records, read, mail, slips });
    storing.catch(() => undefined); // told where it is waited for
    records = [];
  };
  try {
    for await (const { line, cells: given } of readFile(path.join(dataDir, task.storedAs), task)) {
      if (isHeader) {
        isHeader = false;
        continue;
      }
      read++;
      const cells = task.isCorrection ? given.map(typedCell) : given;
      records.push({ row: readRow(line, cells, rules), cells });
      if (records.length < STAGE_ROWS) continue;
      if (!(await storing)) return null;
      begin();
    }
  } finally {
    await storing.catch(() => undefined); // nothing is stored any more once this has ended
  }
  if (!(await storing)) return null;
  begin();
  return (await storing) ? { rows: read, suggestions: slips.told() } : null;
}

interface Batch {
  readonly records: readonly Record[];
  readonly read: number;
  readonly mail: MailSearch | null;
  readonly slips: Slips;
}

async function settle(
  store: ImportWorkStore,
  task: ImportTask,
  { records, read, mail, slips }: Batch,
): Promise<boolean> {
  const domains = new Set<string>();
  for (const { row } of records) if ('staged' in row) domains.add(row.staged.domainName);
  const dead = mail === null ? NOBODY : await mail.withoutMail(domains);
  await slips.look(domains);
  const staged: StagedRow[] = [];
  const rejected: RejectedRow[] = [];
  for (const { row, cells } of records) {
    if ('rejected' in row) {
      rejected.push(row.rejected);
      continue;
    }
    const { line, domainName, spelling } = row.staged;
    const suggestion = slips.count(domainName);
    const reason = dead.get(domainName);
    if (reason === undefined) staged.push(suggestion === null ? row.staged : { ...row.staged, suggestion });
    else
      rejected.push({
        ...{ line, problem: 'no_mail_server', reason, cells: keptCells(cells) },
        suggestedFix: suggestion === null ? null : `${spelling.slice(0, spelling.lastIndexOf('@'))}@${suggestion}`,
        typoOf: suggestion === null ? null : domainName,
      });
  }
  return store.stage(task, staged, rejected, read);
}

const NOBODY: ReadonlyMap<string, string> = new Map();

interface Slips {
  /** Before the rows at these domains are counted. */
  look(domains: Iterable<string>): Promise<void>;
  /** Counts a row. @returns the domain that may be meant */
  count(domain: string): string | null;
  /** What was counted, most rows first. */
  told(): DomainSuggestion[];
}

/** A domain that took mail from here is called what it is called. */
function createSlips(store: Pick<ImportWorkStore, 'domainsThatAccepted'>): Slips {
  const meant = new Map<string, string | null>();
  const rows = new Map<string, number>();
  return {
    async look(domains) {
      const guessed: string[] = [];
      for (const domain of domains) {
        if (meant.has(domain)) continue;
        const guess = suggestDomain(domain);
        meant.set(domain, guess);
        if (guess !== null) guessed.push(domain);
      }
      if (guessed.length > 0) for (const domain of await store.domainsThatAccepted(guessed)) meant.set(domain, null);
    },
    count(domain) {
      const found = meant.get(domain) ?? null;
      if (found !== null) rows.set(domain, (rows.get(domain) ?? 0) + 1);
      return found;
    },
    told: () =>
      [...rows]
        .map(([domain, count]) => ({ domain, meant: meant.get(domain)!, rows: count }))
        .sort((one, other) => other.rows - one.rows || (one.domain < other.domain ? -1 : 1))
        .slice(0, MOST_SUGGESTIONS),
  };
}
