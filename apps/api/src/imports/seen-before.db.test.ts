// Files whose columns were seen before: the mapping is proposed again, and an error file brings its import's rules along.
import type { Import, ImportUndo, Problem } from '@doorstep/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { type Caller, startTestApi, type TestApi } from '../testing/test-api.js';

let database: FreshDatabase;
let api: TestApi;
let owner: Caller;
let listId: string;

beforeAll(async () => {
  database = await freshDatabase();
  api = await startTestApi(database.url);
  owner = await api.asOwner();
  listId = (await owner('POST', '/v1/lists', { name: 'Letter' })).json<{ id: string }>().id;
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

async function uploaded(content: string, query = ''): Promise<Import> {
  const type = { 'content-type': 'text/csv' };
  return (await owner('POST', `/v1/imports?fileName=people.csv${query}`, Buffer.from(content), type)).json<Import>();
}

/** An import with these columns as it stands after its end. */
async function finished(header: string, mapping: string[], consentSource: string): Promise<string> {
  const { id } = await uploaded(`${header}\nann@seen.example,Ann,x\n`);
  await owner('PATCH', `/v1/imports/${id}`, {
    ...{ mapping, listIds: [listId], consentSource },
    consentAt: '2026-01-02T00:00:00Z',
  });
  await api.dependencies.database.pool.query(
    `UPDATE import SET state = 'finished', finished_at = now(), rows_total = 1, rows_done = 1 WHERE id = $1`,
    [id],
  );
  return id;
}

const OURS = 'line,problem,reason,suggested_fix';

describe('a file whose columns were seen before', () => {
  it('is proposed what they were last time', async () => {
    await finished('Kontakt,Wer,Wo', ['address', 'ignore', 'field:place'], 'The fair');
    const again = await uploaded('Kontakt,Wer,Wo\nbob@seen.example,Bob,Rome\ntim@seen.example,Tim,\n');
    expect(again.columns).toMatchObject([
      { guess: 'address', confidence: 'remembered', filled: 1 },
      { guess: 'ignore', confidence: 'remembered', filled: 1 },
      { guess: 'field:place', confidence: 'remembered', filled: 0.5 },
    ]);
    expect(again).toMatchObject({ mapping: null, correctsId: null, consentSource: null });
    const other = await uploaded('Kontakt,Wer,Woher\nbob@seen.example,Bob,Rome\n');
    expect(other.columns?.map(({ confidence }) => confidence)).not.toContain('remembered');
  });

  it('and ends with the columns of our error file keeps the rules of its import', async () => {
    const first = await finished('mail,who,town', ['address', 'name', 'field:city'], 'The first fair');
    const second = await finished('mail,who,town', ['address', 'name', 'ignore'], 'The second fair');
    const file = `mail,who,town,${OURS}\nann@seen.example,Ann,x,7,not_an_address,No @,\n`;
    expect(await uploaded(file)).toMatchObject({ correctsId: second, consentSource: 'The second fair' });
    const corrected = await uploaded(file, `&corrects=${first}`);
    expect(corrected).toMatchObject({
      ...{ correctsId: first, consentSource: 'The first fair', listIds: [listId] },
      mapping: ['address', 'name', 'field:city', 'ignore', 'ignore', 'ignore', 'ignore'],
    });
    expect((await owner('POST', `/v1/imports/${corrected.id}/check`, {})).statusCode).toBeLessThan(300);
    const errors = await owner('GET', `/v1/imports/${corrected.id}/rejected.csv`);
    expect(errors.body.replace('\ufeff', '').trim()).toBe(`mail,who,town,${OURS}`);
  });

  it('and is no file of an import here is like any other', async () => {
    const { correctsId, mapping } = await uploaded(`a@b.example,c,${OURS}\nann@seen.example,Ann,7,x,y,\n`);
    expect({ correctsId, mapping }).toEqual({ correctsId: null, mapping: null });
  });
});

describe('taking an import back over HTTP', () => {
  it('tells what it would do, and refuses what was never imported', async () => {
    const id = await finished('one,two,three', ['address', 'name', 'ignore'], 'The fair');
    const preview = (await owner('GET', `/v1/imports/${id}/undo`)).json<ImportUndo>();
    expect(preview).toMatchObject({ isPossible: true, counts: { removed: 0, restored: 0, left: 0, kept: 0 } });
    expect((await owner('POST', `/v1/imports/${id}/undo`, {})).json<Import>()).toMatchObject({
      state: 'undoing',
      undoneBy: expect.stringMatching(/\S/),
    });
    const fresh = await uploaded('one,two,three\nann@seen.example,Ann,x\n');
    const refused = await owner('POST', `/v1/imports/${fresh.id}/undo`, {});
    expect(refused.statusCode).toBe(409);
    expect(refused.json<Problem>().detail).toMatch(/Nothing was imported/);
  });
});
