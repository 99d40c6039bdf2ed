// Pages by cursor: the sort key of the last row, packed so that nobody builds on its form.
import type { Page } from '@doorstep/contracts';
import { z } from 'zod';
import { problem } from './problem.js';

/** What a page is sorted by: mostly the id alone. */
export type CursorKey = readonly (string | number | null)[];

const Key = z
  .array(z.union([z.string().max(400), z.number(), z.null()]))
  .min(1)
  .max(4);

export const packCursor = (key: CursorKey): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** @returns the key, or undefined on the first page. @throws ProblemError 400 for a cursor we did not make */
export function readCursor(cursor: string | undefined, parts = 1): CursorKey | undefined {
  if (cursor === undefined || cursor === '') return undefined;
  const key = Key.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (!key.success || key.data.length !== parts) throw unknownCursor();
  return key.data;
}

/** The id after which the page begins; for pages that are sorted by id alone. */
export function readIdCursor(cursor: string | undefined): string | undefined {
  const id = readCursor(cursor)?.[0];
  if (id === undefined) return undefined;
  if (!z.uuid().safeParse(id).success) throw unknownCursor();
  return id as string;
}

/** Makes a page of rows that were asked for with `limit + 1`: the one too many tells that there is more. */
export function pageOfRows<Row>(rows: readonly Row[], limit: number, keyOf: (row: Row) => CursorKey): Page<Row> {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  return { data, nextCursor: rows.length > limit && last !== undefined ? packCursor(keyOf(last)) : null };
}

/** pageOfRows for rows sorted by their id. */
export const pageById = <Row extends { readonly id: string }>(rows: readonly Row[], limit: number) =>
  pageOfRows(rows, limit, (row) => [row.id]);

const unknownCursor = () => problem('bad_cursor', 400, 'This cursor is not one of ours. Begin with the first page.');

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // no cursor of ours: said by the caller
  }
}
