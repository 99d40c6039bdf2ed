// The rules of an import against a real database: people who are here already, tags, and addresses that bounced before.
import { ImportUndoStore } from '@doorstep/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../../../../tests/database.js';
import { type ImportTrial, importTrial } from '../testing/import-trial.js';

let trial: ImportTrial;
beforeAll(async () => {
  trial = await importTrial(await freshDatabase());
});
afterAll(() => trial.end());

const person = async (address: string) =>
  (
    await trial.query<{ name: string | null; fields: object; tags: string[] }>(
      `SELECT s.name, s.fields, ARRAY(SELECT g.name FROM subscriber_tag t JOIN tag g ON g.id = t.tag_id
         WHERE t.subscriber_id = s.id ORDER BY 1) AS tags
       FROM subscriber s JOIN address a ON a.id = s.address_id WHERE a.normalized = $1`,
      [address],
    )
  )[0];
async function takenBack(id: string) {
  await new ImportUndoStore(trial.database).begin(id, 'Ada');
  await trial.run(id);
}

describe('people who are here already', () => {
  const before = 'address,name,city\nann@here.example,Ann,\n';
  const file = 'address,name,city\nann@here.example,Anna,Oslo\nnew@here.example,New,Bonn\n';

  it.each([
    { onExisting: 'update', updated: 1, unchanged: 0, name: 'Anna', fields: { city: 'Oslo' }, joined: 'subscribed' },
    { onExisting: 'fill', updated: 1, unchanged: 0, name: 'Ann', fields: { city: 'Oslo' }, joined: 'subscribed' },
    { onExisting: 'skip', updated: 0, unchanged: 1, name: 'Ann', fields: {}, joined: undefined },
  ])('$onExisting', async ({ onExisting, updated, unchanged, name, fields, joined }) => {
    const [first, second] = [await trial.newList(), await trial.newList()];
    await trial.query(`DELETE FROM subscriber`);
    await trial.imported(before, [first]);
    const run = await trial.imported(file, [second], { onExisting });
    expect(run.checkCounts).toMatchObject({ new: 1, updated, unchanged });
    expect(run.importCounts).toEqual(run.checkCounts);
    expect(await person('ann@here.example')).toMatchObject({ name, fields });
    expect(await trial.status('ann@here.example', second)).toBe(joined);
    await takenBack(run.id);
    expect(await person('ann@here.example')).toMatchObject({ name: 'Ann', fields: {} });
    expect(await person('new@here.example')).toBeUndefined();
  });
});

describe('tags', () => {
  it('are given to everybody it brings, counted as a change, and taken away by the undo', async () => {
    const list = await trial.newList();
    const file = 'address,name,city\nann@tags.example,Ann,\nbob@tags.example,Bob,\n';
    await trial.imported('address,name,city\nann@tags.example,Ann,\n', [list], { tags: ['Old'] });
    const run = await trial.imported(file, [list], { tags: ['Old', 'Fair 2026'] });
    expect(run.importCounts).toMatchObject({ new: 1, updated: 1 });
    expect((await person('ann@tags.example'))?.tags).toEqual(['Fair 2026', 'Old']);
    expect((await person('bob@tags.example'))?.tags).toEqual(['Fair 2026', 'Old']);
    const again = await trial.imported(file, [list], { tags: ['Old', 'Fair 2026'] });
    expect(again.importCounts).toMatchObject({ new: 0, updated: 0, unchanged: 2 });
    await takenBack(run.id);
    expect((await person('ann@tags.example'))?.tags).toEqual(['Old']);
    expect(await person('bob@tags.example')).toBeUndefined();
  });
});

describe('addresses mail came back from before', () => {
  it('are imported and said', async () => {
    const list = await trial.newList();
    const file = 'address,name,city\nann@sick.example,Ann,\nbob@sick.example,Bob,\n';
    await trial.imported(file, [list]);
    await trial.query(
      `UPDATE address SET standing = 'failing', last_failed_at = now() WHERE normalized = 'bob@sick.example'`,
    );
    const { id, checkCounts } = await trial.checked(file, [list]);
    expect(checkCounts).toMatchObject({ unchanged: 2, bouncedBefore: 1 });
    const rows = await trial.importRows.rows(id, { hasBounced: true, after: 0, limit: 9 });
    expect(rows).toMatchObject([{ address: 'bob@sick.example', outcome: 'unchanged', hasBounced: true }]);
  });
});
