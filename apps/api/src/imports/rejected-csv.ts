// The rejected rows as a file to mend and upload again: the original columns, then line, problem, reason, suggested fix.
import { Readable } from 'node:stream';
import { harmlessCell } from '@doorstep/contracts';
import type { ImportRowStore } from '@doorstep/database';
import { stringify } from 'csv-stringify';

const ADDED = ['line', 'problem', 'reason', 'suggested_fix'];

/** The columns a file had before we added ours; null when they are not at its end. */
export function columnsBeforeOurs(headers: readonly string[]): string[] | null {
  const own = headers.slice(0, -ADDED.length);
  return own.length > 0 && ADDED.every((name, i) => headers[own.length + i] === name) ? own : null;
}

/** @param given names of the columns; ours are not added a second time to a corrected file that comes back */
export function rejectedCsv(of: ImportRowStore, id: string, given: readonly string[], delimiter: string): Readable {
  const headers = columnsBeforeOurs(given) ?? given;
  async function* rows(): AsyncGenerator<(string | number)[]> {
    yield [...headers, ...ADDED].map(harmlessCell);
    for await (const { line, problem, reason, suggestedFix, cells } of of.everyRejected(id)) {
      const columns = headers.map((_, i) => harmlessCell(cells[i] ?? ''));
      yield [...columns, line, problem, harmlessCell(reason), harmlessCell(suggestedFix ?? '')];
    }
  }
  // The byte order mark makes Excel read it as UTF-8.
  return Readable.from(rows()).pipe(stringify({ bom: true, delimiter, record_delimiter: 'windows' }));
}
