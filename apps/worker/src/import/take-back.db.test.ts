// Taking imports back against a real database: what comes back, what stays because it changed since.
import { ImportUndoStore, ImportWorkStore } from '@doorstep/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../../../../tests/database.js';
import { type ImportTrial, importTrial } from '../testing/import-trial.js';

let trial: ImportTrial;
beforeAll(async () => {
  trial = await importTrial(await freshDatabase());
});
afterAll(() => trial.end());

describe('taking an import back', () => {
  const undos = () => new ImportUndoStore(trial.database);
  const people = (domain: string) =>
    trial.query<{ address: string; name: string | null; fields: object }>(
      `SELECT a.normalized AS address, s.name, s.fields FROM subscriber s JOIN address a ON a.id = s.address_id
       WHERE a.domain_name = $1 ORDER BY 1`,
      [domain],
    );
  async function takenBack(id: string) {
    await undos().begin(id, 'Ada');
    await trial.run(id);
    return (await trial.imports.one(id))!;
  }

  it('leaves everything as it was before: people, fields, lists', async () => {
    const [old, wrong] = [await trial.newList(), await trial.newList()];
    await trial.imported('address,name,city\nann@back.example,Ann,Rome\n', [old]);
    const { id } = await trial.imported('address,name,city\nann@back.example,Anna,Oslo\nbob@back.example,Bob,\n', [
      wrong,
    ]);
    expect(await undos().preview(id)).toEqual({ removed: 1, restored: 1, left: 1, kept: 0 });
    expect(await takenBack(id)).toMatchObject({
      state: 'undone',
      undoneBy: 'Ada',
      undoUntil: null,
      undoCounts: { removed: 1, restored: 1, left: 1, kept: 0 },
    });
    expect(await people('back.example')).toEqual([
      { address: 'ann@back.example', name: 'Ann', fields: { city: 'Rome' } },
    ]);
    expect(await trial.status('ann@back.example', old)).toBe('subscribed');
    expect(await trial.status('ann@back.example', wrong)).toBe('removed');
    expect(await trial.status('bob@back.example', wrong)).toBe('removed');
    const events = await trial.query<{ kind: string; actor: string }>(
      `SELECT e.kind, e.actor FROM address_event e JOIN address a ON a.id = e.address_id
       WHERE a.normalized = 'bob@back.example' AND e.detail->>'undo' = 'true' ORDER BY e.kind`,
    );
    expect(events).toEqual([
      { kind: 'list_left', actor: 'Ada, taking back the import of people.csv' },
      { kind: 'subscriber_deleted', actor: 'Ada, taking back the import of people.csv' },
    ]);
    await expect(undos().begin(id, 'Ada')).rejects.toThrow('was taken back already');
  });

  it('leaves alone what changed since, and never undoes an unsubscription', async () => {
    const [list, other] = [await trial.newList(), await trial.newList()];
    const names = ['edited', 'joined', 'confirmed', 'left', 'plain'];
    const rows = names.map((name) => `${name}@since.example,${name},\n`).join('');
    const { id } = await trial.imported(`address,name,city\n${rows}`, [list]);
    const of = (name: string) => `(SELECT id FROM address WHERE normalized = '${name}@since.example')`;
    await trial.query(`UPDATE subscriber SET name = 'Edited by hand' WHERE address_id = ${of('edited')}`);
    await trial.query(
      `INSERT INTO membership (list_id, address_id, status) VALUES ($1, ${of('joined')}, 'subscribed')`,
      [other],
    );
    await trial.query(`UPDATE membership SET confirmed_at = now() WHERE address_id = ${of('confirmed')}`);
    await trial.query(
      `UPDATE membership SET status = 'unsubscribed', unsubscribed_at = now() WHERE address_id = ${of('left')}`,
    );
    const { undoCounts } = await takenBack(id);
    expect(undoCounts).toEqual({ removed: 2, restored: 0, left: 2, kept: 3 });
    expect((await people('since.example')).map(({ address }) => address.split('@')[0])).toEqual([
      'confirmed',
      'edited',
      'joined',
    ]);
    expect(await trial.status('confirmed@since.example', list)).toBe('subscribed');
    expect(await trial.status('edited@since.example', list)).toBe('removed');
    expect(await trial.status('left@since.example', list)).toBe('unsubscribed');
    expect(await trial.status('joined@since.example', other)).toBe('subscribed');
  });

  it('gives a membership that had been removed the consent it had', async () => {
    const list = await trial.newList();
    await trial.imported('address,name,city\nann@consent.example,Ann,\n', [list]);
    await trial.query(`UPDATE membership SET status = 'removed', consent_source = 'Her own form' WHERE list_id = $1`, [
      list,
    ]);
    const { id } = await trial.imported('address,name,city\nann@consent.example,Ann,\n', [list]);
    expect(await trial.status('ann@consent.example', list)).toBe('subscribed');
    await takenBack(id);
    const [now] = await trial.query(`SELECT status, consent_source AS source FROM membership WHERE list_id = $1`, [
      list,
    ]);
    expect(now).toEqual({ status: 'removed', source: 'Her own form' });
  });

  it('goes on exactly where a killed worker stopped, and takes back an import that was stopped half-way', async () => {
    const list = await trial.newList();
    const rows = Array.from({ length: 1200 }, (_, i) => `p${i}@half.example,P ${i},x\n`).join('');
    const { id } = await trial.checked(`address,name,city\n${rows}`, [list]);
    await trial.imports.beginImport(id);
    const work = new ImportWorkStore(trial.database);
    await work.apply((await work.task(id))!, 0, 801);
    await trial.imports.cancel(id);
    expect((await trial.imports.one(id))?.undoUntil).toBeInstanceOf(Date);
    await undos().begin(id, 'Ada');
    await undos().takeBack(id, 300); // and then the worker is gone
    await trial.run(id);
    expect((await trial.imports.one(id))?.undoCounts).toEqual({ removed: 800, restored: 0, left: 0, kept: 0 });
    expect(await people('half.example')).toEqual([]);
  });

  it('is refused after seven days, with the reason', async () => {
    const { id } = await trial.imported('address,name,city\nann@late.example,Ann,\n', [await trial.newList()]);
    await trial.query(`UPDATE import SET finished_at = finished_at - interval '8 days' WHERE id = $1`, [id]);
    expect((await trial.imports.one(id))?.undoUntil).toBeNull();
    await expect(undos().begin(id, 'Ada')).rejects.toThrow('seven days after its end');
  });
});
