// Whole imports against a real database: what becomes of every row, what a re-import may not revive, what stops a file.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ImportWorkStore, SubscriberStore } from '@doorstep/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../../../../tests/database.js';
import { type ImportTrial, importTrial } from '../testing/import-trial.js';

let trial: ImportTrial;
beforeAll(async () => {
  trial = await importTrial(await freshDatabase());
});
afterAll(() => trial.end());

const none = {
  rows: 0,
  new: 0,
  updated: 0,
  unchanged: 0,
  duplicate: 0,
  unsubscribed: 0,
  suppressed: 0,
  rejected: 0,
  bouncedBefore: 0,
  suggested: 0,
  noMailServer: 0,
};

describe('a dry run', () => {
  it('says what every row would do and changes nothing', async () => {
    const listId = await trial.newList();
    const file = [
      'address,name,city',
      'Ann@Check.example,Ann,Rome',
      'ann@check.example,Ann again,Oslo',
      '"bob@check.example","Bob\nBuilder",Paris',
      'not an address,Nobody,Nowhere',
      ',Nobody,Nowhere',
      'eve@check.example,Eve,"Bonn, on the Rhine"',
      'max@check.example,Max,Bonn, on the Rhine',
    ].join('\r\n');
    const result = await trial.checked(file, [listId]);
    expect(result).toMatchObject({
      state: 'checked',
      rowsTotal: 7,
      checkCounts: { ...none, rows: 7, new: 3, duplicate: 1, rejected: 3 },
    });
    const rows = await trial.importRows.rows(result.id, { after: 0, limit: 20 });
    expect(rows.map(({ line, outcome, problem }) => [line, outcome, problem])).toEqual([
      [2, 'new', null],
      [3, 'duplicate', null],
      [4, 'new', null],
      [6, 'rejected', 'not_an_address'],
      [7, 'rejected', 'no_address'],
      [8, 'new', null],
      [9, 'rejected', 'too_many_columns'],
    ]);
    expect(await trial.query(`SELECT FROM address WHERE normalized LIKE '%@check.example'`)).toHaveLength(0);
  });

  it.each([
    [
      'utf-16le',
      Buffer.from('\ufeffaddress,name,city\nzoë@x.example,Zoë,\nzoe@utf16.example,Zoë,Århus\n', 'utf16le'),
      'Zoë',
    ],
    ['windows-1252', Buffer.from('address,name,city\nzoe@cp1252.example,Zo\xeb \x80,\n', 'latin1'), 'Zoë €'],
  ])('reads %s', async (encoding, bytes, name) => {
    const { id, state } = await trial.checked(bytes, [await trial.newList()], encoding);
    expect(state).toBe('checked');
    const rows = await trial.importRows.rows(id, { outcome: 'new', after: 0, limit: 5 });
    expect(rows.map((row) => row.name)).toEqual([name]);
  });

  it('stops at a quote that is never closed and names its line, however long the file is', async () => {
    const before = Array.from({ length: 999 }, (_, i) => `p${i}@quote.example,P,x\n`).join('');
    const result = await trial.checked(
      `address,name,city\n${before}q@quote.example,"never closed,x\n${'more@quote.example,M,x\n'.repeat(200_000)}`,
      [await trial.newList()],
    );
    expect(result).toMatchObject({ state: 'failed', problem: { code: 'record_too_large', line: 1001 } });
    expect(result.problem?.detail).toMatch(/line 1001.*never closed/);
  });

  it('keeps hostile cells out of addresses and harmless elsewhere', async () => {
    const file =
      'address,name,city\n"eve@x.example\r\nBcc: all@x.example",Eve,x\nev\u0000e@x.example,Eve,x\nok@x.example,"A\u0007\u202eB",<script>\n';
    const { id } = await trial.checked(file, [await trial.newList()]);
    const rows = await trial.importRows.rows(id, { after: 0, limit: 9 });
    expect(rows.map(({ outcome, problem, name }) => [outcome, problem, name])).toEqual([
      ['rejected', 'control_characters', null],
      ['rejected', 'control_characters', null],
      ['new', null, expect.stringMatching(/^A B?/)],
    ]);
  });
});

describe('an import', () => {
  it('adds people with their consent and fields, and tells it in their history', async () => {
    const listId = await trial.newList();
    const result = await trial.imported('address,name,city\nann@one.example,Ann,Rome\nbob@one.example,,\n', [listId]);
    expect(result).toMatchObject({ state: 'finished', importCounts: { ...none, rows: 2, new: 2 } });
    const [ann] =
      await trial.query(`SELECT s.name, s.fields, m.status, m.consent_source FROM subscriber s JOIN address a ON a.id = s.address_id
      JOIN membership m ON m.address_id = a.id WHERE a.normalized = 'ann@one.example'`);
    expect(ann).toEqual({ name: 'Ann', fields: { city: 'Rome' }, status: 'subscribed', consent_source: 'A fair' });
    const events = await trial.query<{
      kind: string;
      actor: string;
      detail: object;
    }>(`SELECT e.kind, e.actor, e.detail FROM address_event e JOIN address a ON a.id = e.address_id
      WHERE a.normalized = 'ann@one.example'`);
    const detail = { importId: result.id, fileName: 'people.csv', line: 2, lists: [{ listId, listName: 'Letter' }] };
    expect(events).toEqual([{ kind: 'subscriber_added', actor: 'the import of people.csv', detail }]);
  });

  it('says unchanged the second time, and updates what is new without emptying what is not given', async () => {
    const listId = await trial.newList();
    await trial.imported('address,name,city\nann@two.example,Ann,Rome\nbob@two.example,Bob,Oslo\n', [listId]);
    const again = await trial.imported('address,name,city\nann@two.example,Ann,Rome\nbob@two.example,,Bergen\n', [
      listId,
    ]);
    expect(again.importCounts).toEqual({ ...none, rows: 2, unchanged: 1, updated: 1 });
    const [bob] = await trial.query(
      `SELECT s.name, s.fields FROM subscriber s JOIN address a ON a.id = s.address_id WHERE a.normalized = 'bob@two.example'`,
    );
    expect(bob).toEqual({ name: 'Bob', fields: { city: 'Bergen' } });
  });

  it('never revives an unsubscribed or a suppressed person', async () => {
    const listId = await trial.newList();
    await trial.imported('address,name,city\nleft@three.example,Left,\nheld@three.example,Held,\n', [listId]);
    await trial.query(
      `UPDATE membership SET status = 'unsubscribed', unsubscribed_at = now() WHERE address_id = (SELECT id FROM address WHERE normalized = 'left@three.example')`,
    );
    await trial.query(
      `INSERT INTO suppression (address_id, cause, source, actor) SELECT id, 'hard_bounce', 'outcome', 'Doorstep' FROM address WHERE normalized = 'held@three.example'`,
    );
    await trial.query(
      `DELETE FROM subscriber WHERE address_id IN (SELECT id FROM address WHERE normalized LIKE '%@three.example')`,
    );
    const again = await trial.imported('address,name,city\nleft@three.example,Left,\nheld@three.example,Held,\n', [
      listId,
    ]);
    expect(again.importCounts).toEqual({ ...none, rows: 2, unsubscribed: 1, suppressed: 1 });
    expect(await trial.status('left@three.example', listId)).toBe('unsubscribed');
    expect(await trial.query('SELECT FROM suppression WHERE lifted_at IS NULL')).toHaveLength(1);
    const people = await trial.query<{ address: string }>(
      `SELECT a.normalized AS address FROM subscriber s JOIN address a ON a.id = s.address_id WHERE a.domain_name = 'three.example'`,
    );
    expect(people).toEqual([{ address: 'held@three.example' }]);
    const [skipped] = await trial.query(
      `SELECT e.kind, e.detail->>'reason' AS reason FROM address_event e JOIN address a ON a.id = e.address_id
       WHERE a.normalized = 'left@three.example' ORDER BY e.id DESC LIMIT 1`,
    );
    expect(skipped).toEqual({ kind: 'import_skipped', reason: 'unsubscribed' });
  });

  it('lets people on a list with confirmation wait for it', async () => {
    const [list] = await trial.query<{ id: string }>(
      `INSERT INTO list (name, opt_in) VALUES ('Asked', 'double') RETURNING id`,
    );
    const content = 'address,name,city\nann@asked.example,Ann,\n';
    expect((await trial.imported(content, [list!.id])).importCounts).toMatchObject({ new: 1 });
    expect(await trial.status('ann@asked.example', list!.id)).toBe('unconfirmed');
    expect((await trial.imported(content, [list!.id])).importCounts).toMatchObject({ unchanged: 1 });
  });

  it('says that somebody came again after being deleted, and leaves no file behind', async () => {
    const listId = await trial.newList();
    const content = 'address,name,city\nann@again.example,Ann,\n';
    await trial.imported(content, [listId]);
    const subscribers = new SubscriberStore(trial.database);
    const [ann] = await subscribers.page({ limit: 1, filter: { search: 'ann@again.example' } });
    await subscribers.remove(ann!.id, 'Ada');
    const { id } = await trial.imported(content, [listId]);
    const added = await trial.query<{ again: boolean | null }>(
      `SELECT e.detail->'again' AS again FROM address_event e WHERE e.address_id = $1 AND e.kind = 'subscriber_added' ORDER BY e.id`,
      [ann!.addressId],
    );
    expect(added).toEqual([{ again: null }, { again: true }]);
    expect(existsSync(path.join(trial.dataDir, (await trial.imports.storedAs(id))!))).toBe(false);
  });

  it('takes lines that are done as done, whoever comes with them a second time', async () => {
    const { id } = await trial.checked('address,name,city\nann@twice.example,Ann,\n', [await trial.newList()]);
    await trial.imports.beginImport(id);
    const work = new ImportWorkStore(trial.database);
    const task = (await work.task(id))!;
    await work.addDomains(id);
    expect(await Promise.all([work.apply(task, 2, 2), work.apply(task, 2, 2)])).toEqual([true, true]);
    const events = await trial.query(`SELECT FROM address_event WHERE detail->>'importId' = $1`, [id]);
    expect([events.length, (await trial.imports.one(id))?.rowsDone]).toEqual([1, 1]);
  });

  it('judges anew who came between the check and the import', async () => {
    const file = 'address,name,city\nann@between.example,Ann,\nbob@between.example,Bob,\n';
    const listId = await trial.newList();
    const { id, checkCounts } = await trial.checked(file, [listId]);
    await trial.imported('address,name,city\nann@between.example,Ann,\n', [listId]);
    await trial.imports.beginImport(id);
    await trial.run(id);
    expect([checkCounts?.new, (await trial.imports.one(id))?.importCounts]).toMatchObject([
      2,
      { new: 1, unchanged: 1 },
    ]);
  });

  it('leaves no trigger out where it leaves out the checks of foreign keys', async () => {
    const asleep = await trial.query(
      `SELECT tgrelid::regclass::text AS table, tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'A'
       AND tgrelid::regclass::text IN ('address','subscriber','membership','address_event','suppression')`,
    );
    expect(asleep).toEqual([]);
  });

  it('goes on exactly where a killed worker stopped', async () => {
    const listId = await trial.newList();
    const people = Array.from({ length: 4500 }, (_, i) => `p${i}@killed.example,P ${i},x\n`).join('');
    const { id } = await trial.checked(`address,name,city\n${people}`, [listId]);
    await trial.imports.beginImport(id);
    const work = new ImportWorkStore(trial.database);
    const task = (await work.task(id))!;
    const first = (await work.nextLines(id, 0, 1000))!;
    await work.apply(task, first.first, first.last); // and then the worker is gone
    expect((await trial.imports.one(id))?.rowsDone).toBe(1000);
    await trial.run(id);
    expect((await trial.imports.one(id))?.importCounts).toEqual({ ...none, rows: 4500, new: 4500 });
    const [events] = await trial.query<{
      n: number;
    }>(`SELECT count(*)::int AS n FROM address_event e JOIN address a ON a.id = e.address_id
      WHERE a.domain_name = 'killed.example' AND e.kind = 'subscriber_added'`);
    expect(events!.n).toBe(4500);
  });

  it('is done by one worker at a time', async () => {
    const { id } = await trial.checked('address,name,city\nann@twice.example,Ann,\n', [await trial.newList()]);
    await trial.imports.beginImport(id);
    await Promise.all([trial.run(id), trial.run(id), trial.run(id)]);
    expect(
      await trial.query(
        `SELECT e.id FROM address_event e JOIN address a ON a.id = e.address_id WHERE a.normalized = 'ann@twice.example' AND e.kind = 'subscriber_added'`,
      ),
    ).toHaveLength(1);
  });
});
