// Shapes every resource shares over HTTP: pages, problems, times, ids.
import { z } from 'zod';

export const Id = z
  .uuid()
  .describe('uuid v7: sorts by time of creation')
  .meta({ example: '0193a5c0-7d2e-7cc0-9a51-0d2f6a1c9b44' });
/** Times are ISO-8601 UTC on the wire. */
export const Timestamp = z.iso.datetime().describe('ISO-8601, UTC').meta({ example: '2026-11-24T08:00:00.000Z' });

/** Query of a list: cursor paging only; no offset, no total. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50).describe('Rows per page, 1 to 100'),
  cursor: z.string().max(200).optional().describe('nextCursor of the page before'),
});
export type PageQuery = z.infer<typeof PageQuery>;

export const pageOf = <Row extends z.ZodType>(row: Row) =>
  z.object({
    data: z.array(row),
    nextCursor: z.string().nullable().describe('Give it back as ?cursor= for the next page; null on the last one'),
  });
export interface Page<Row> {
  data: Row[];
  nextCursor: string | null;
}

/** RFC 9457 problem details, with the fields of the fault. */
export const Problem = z.object({
  type: z.string().describe('Address of a page that explains the problem, served by this instance'),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().describe('What happened and what to do'),
  code: z.string().describe('Machine word'),
  instance: z.string().optional(),
  requestId: z.string().optional(),
  errors: z.array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;
