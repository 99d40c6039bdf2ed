// Carries a batch of lines of an import out, all in one transaction.
import type pg from 'pg';
import * as sql from './import-apply.sql.js';
import type { ImportTask } from './import-task.js';

/** Somebody stopped it: nothing of the batch is kept. */
export class ImportStopped extends Error {}

export interface Span {
  readonly first: number;
  readonly last: number;
}

/**
 * Several batches may be under way at once: the import is only looked at first, and counted up last.
 *
 * @param mayTrust without the checks of foreign keys, see {@link mayLeaveOutChecks}
 * @throws ImportStopped when somebody stopped it before this batch was done
 */
export async function applyBatch(
  client: pg.PoolClient,
  task: ImportTask,
  { first, last }: Span,
  mayTrust: boolean,
): Promise<void> {
  const { id, tags, fileName } = task;
  // A batch a crash of the database takes back takes its span back as well, and is done again; the end of the import waits for all.
  await client.query('SET LOCAL synchronous_commit = off');
  const alive = await client.query(`SELECT FROM import WHERE id = $1 AND state = 'importing' FOR KEY SHARE`, [id]);
  if (alive.rowCount === 0) throw new ImportStopped();
  const span = [id, first, last];
  if ((await client.query(sql.TAKE_SPAN, span)).rowCount === 0) return;
  const lists = await client.query<{ id: string; name: string }>(sql.HOLD_LISTS, [task.listIds]);
  if (mayTrust) await checksKeys(client, false);
  const looked = await client.query<{ rows: number; isPlain: boolean }>(sql.LOOK, span);
  const { rows, isPlain } = looked.rows[0]!;
  const { known, moved } = await takeBatch(client, task, span, isPlain);
  const joined = lists.rows.map((list) => ({ listId: list.id, listName: list.name }));
  const told: Told = { actor: `the import of ${fileName}`, detail: { importId: id, fileName }, joined };
  await addFresh(client, task, told);
  if (known > 0) await changeKnown(client, task, told);
  if (mayTrust) await checksKeys(client, true);
  if (tags.length > 0) {
    const before = { s: null, m: joined.map(({ listId }) => ({ listId, was: null })) };
    await client.query(sql.ADD_TAGS, [tags]);
    await client.query(sql.GIVE_TAGS, [tags, before]);
  }
  if (known > 0 || moved > 0 || tags.length > 0) await client.query(sql.KEEP_OUTCOMES, [id]);
  if ((await client.query(sql.COUNT_UP, [id, rows])).rowCount === 0) throw new ImportStopped();
}

export const ALREADY_HERE = '23505';

/** Most batches of a new list hold nobody who is here: that is tried first where the check found it so. */
async function takeBatch(
  client: pg.PoolClient,
  { listIds, onExisting, tags }: ImportTask,
  span: readonly unknown[],
  isPlain: boolean,
): Promise<{ known: number; moved: number }> {
  await client.query(sql.MAKE_BATCH);
  if (isPlain && (await areAllFresh(client, span))) {
    await client.query(sql.TAKE_FRESH_BATCH, [...span]);
    return { known: 0, moved: 0 };
  }
  await client.query(sql.ADD_ADDRESSES, [...span]);
  await client.query(sql.JUDGE_BATCH, [...span, listIds, onExisting, tags]);
  const { rows } = await client.query<{ known: number; moved: number }>(sql.COUNT_KNOWN);
  return rows[0]!;
}

async function areAllFresh(client: pg.PoolClient, span: readonly unknown[]): Promise<boolean> {
  await client.query('SAVEPOINT fresh');
  try {
    await client.query(sql.ADD_FRESH_ADDRESSES, [...span]);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code !== ALREADY_HERE) throw error;
    await client.query('ROLLBACK TO SAVEPOINT fresh');
    return false;
  }
}

interface Told {
  readonly actor: string;
  readonly detail: object;
  readonly joined: readonly { readonly listId: string; readonly listName: string }[];
}

async function addFresh(client: pg.PoolClient, task: ImportTask, { actor, detail, joined }: Told): Promise<void> {
  const { id, listIds, consentSource, consentAt } = task;
  await client.query(sql.ADD_FRESH_SUBSCRIBERS, [id]);
  if (joined.length > 0) await client.query(sql.JOIN_FRESH, [listIds, consentSource, consentAt]);
  await client.query(sql.TELL_FRESH, [actor, joined.length > 0 ? { ...detail, lists: joined } : detail]);
}

async function changeKnown(client: pg.PoolClient, task: ImportTask, { actor, detail }: Told): Promise<void> {
  const { id, listIds, onExisting, consentSource, consentAt } = task;
  await client.query(sql.ADD_KNOWN_SUBSCRIBERS, [id]);
  await client.query(sql.CHANGE_SUBSCRIBERS, [onExisting]);
  await client.query(sql.JOIN_KNOWN, [listIds, consentSource, consentAt]);
  await client.query(sql.TELL_KNOWN, [actor, detail]);
}

/**
 * Each row a batch writes refers to an address it has just made or found, which is never deleted, and to lists it holds:
 * looking that up row by row, five times for a person, takes a quarter of the time. Triggers that count and tell run always.
 */
async function checksKeys(client: pg.PoolClient, isOn: boolean): Promise<void> {
  await client.query(`SELECT set_config('session_replication_role', $1, true)`, [isOn ? 'origin' : 'replica']);
}

const NOT_ALLOWED = '42501';

/** Whether this user of the database may do so: a superuser, or one with GRANT SET ON PARAMETER session_replication_role. */
export async function mayLeaveOutChecks(client: pg.PoolClient): Promise<boolean> {
  try {
    await client.query('BEGIN');
    await checksKeys(client, false);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === NOT_ALLOWED) return false;
    throw error;
  } finally {
    await client.query('ROLLBACK');
  }
}
