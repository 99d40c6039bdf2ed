// The rows of an import as a person looks at them: by outcome, by what was found out about them, and the rejected ones whole.
import type { Database } from './database.js';
import type { ImportRowView, RejectedRow, RowQuery } from './import-views.js';

// Each side stops at the limit, so a page reads no more than two pages' worth of either table.
const ROWS = `SELECT * FROM (
    (SELECT line, spelling AS address, name, outcome, NULL AS problem, NULL AS reason,
       split_part(spelling, '@', 1) || '@' || suggestion AS "suggestedFix", has_bounced AS "hasBounced" FROM import_row
     WHERE import_id = $1 AND line > $2 AND ($3::text IS NULL OR outcome = $3) AND (NOT $5 OR has_bounced) AND $6::text IS NULL
       AND (NOT $7 OR suggestion IS NOT NULL) AND ($8::text IS NULL OR domain_name = $8) ORDER BY line LIMIT $4)
    UNION ALL
    (SELECT line, left(array_to_string(ARRAY(SELECT jsonb_array_elements_text(cells)), ' | '), 200), NULL, 'rejected', problem, reason,
       suggested_fix, false
     FROM import_rejected_row
     WHERE import_id = $1 AND line > $2 AND ($3::text IS NULL OR $3 = 'rejected') AND NOT $5
       AND ($6::text IS NULL OR problem = $6) AND (NOT $7 OR typo_of IS NOT NULL) AND ($8::text IS NULL OR typo_of = $8)
     ORDER BY line LIMIT $4)) both_kinds
  ORDER BY line LIMIT $4`;

const REJECTED_PAGE = 1000;

export class ImportRowStore {
  constructor(private readonly database: Database) {}

  /** Staged and rejected rows in order of their line; a rejected one shows its cells in place of the address. */
  async rows(id: string, { outcome, hasBounced, problem, typo, after, limit }: RowQuery): Promise<ImportRowView[]> {
    const { rows } = await this.database.pool.query<ImportRowView>(ROWS, [
      id,
      after,
      outcome ?? null,
      limit,
      hasBounced ?? false,
      problem ?? null,
      typo !== undefined,
      typeof typo === 'string' ? typo : null,
    ]);
    return rows;
  }

  async rejected(id: string, after: number, limit: number): Promise<RejectedRow[]> {
    const { rows } = await this.database.pool.query<RejectedRow>(
      `SELECT line, problem, reason, suggested_fix AS "suggestedFix", cells FROM import_rejected_row
       WHERE import_id = $1 AND line > $2 ORDER BY line LIMIT $3`,
      [id, after, limit],
    );
    return rows;
  }

  /** All of them in the order of the file, read page by page as they are taken. */
  async *everyRejected(id: string): AsyncGenerator<RejectedRow> {
    for (let after = 0; ; ) {
      const page = await this.rejected(id, after, REJECTED_PAGE);
      yield* page;
      if (page.length < REJECTED_PAGE) return;
      after = page.at(-1)!.line;
    }
  }
}
