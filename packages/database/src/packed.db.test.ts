// Columns as one text each, there and back.
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anyText } from '../../../tests/any-text.js';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import { plainColumn, returningPacked, textColumn, textsIn, unpacked } from './packed.js';
import { storableText } from './storable.js';

let fresh: FreshDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  fresh = await freshDatabase();
  pool = new pg.Pool({ connectionString: fresh.url, max: 1 });
});
afterAll(async () => {
  await pool.end();
  await fresh.drop();
});

it('brings texts of any kind through, and nothing where there is none', async () => {
  const text = fc.oneof(
    anyText(12),
    fc.constantFrom('', 'NULL', '{', '}', ',', '"', '\\', "'", '\x1e', 'a\x1db', '250 ok\n', '\0'),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(text), { minLength: 2, maxLength: 8 }), async (texts) => {
      const { rows } = await pool.query<{ texts: (string | null)[] }>(`SELECT ${textsIn('$1')} AS texts`, [
        textColumn(texts),
      ]);
      expect(rows[0]!.texts).toEqual(
        texts.map((one) => (one === null ? null : storableText(one).replace(/[\x1d\x1e]/g, ' '))),
      );
    }),
  );
});

it('brings ids, numbers and yes and no through, and rows back as one', async () => {
  const ids = ['01a21e57-c5cb-7b25-ac5a-6b97ea34218d', '01a21e57-c5bd-7f4d-a03a-e45247f36d3a'];
  await pool.query('CREATE TEMP TABLE one (id uuid, number float8, is_so bool)');
  const insert = 'INSERT INTO one SELECT * FROM unnest($1::uuid[], $2::float8[], $3::bool[])';
  const { rows } = await pool.query(returningPacked(insert, 'id, number, is_so', `concat_ws(' ', id, number, is_so)`), [
    plainColumn(ids),
    plainColumn([1.5e-7, null]),
    plainColumn([true, false]),
  ]);
  expect(unpacked(rows)).toEqual([`${ids[0]} 1.5e-07 t`, `${ids[1]} f`]);
  const none = await pool.query(returningPacked('DELETE FROM one WHERE false', 'id', 'id::text'));
  expect(unpacked(none.rows)).toEqual([]);
});
