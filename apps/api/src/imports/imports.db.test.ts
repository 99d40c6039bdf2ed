// Uploading a list over the real API: what is detected, what is refused with the way out, what may follow what.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Import, ImportRow, Page, Problem } from '@doorstep/contracts';
import { ImportWorkStore } from '@doorstep/database';
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

const upload = (content: string | Buffer, fileName = 'people.csv') =>
  owner('POST', `/v1/imports?fileName=${encodeURIComponent(fileName)}`, Buffer.from(content), {
    'content-type': 'text/csv',
  });
const uploaded = async (content: string | Buffer) => (await upload(content)).json<Import>();
const folder = () => path.join(api.dependencies.config.dataDir, 'imports');
const filesKept = () => (existsSync(folder()) ? readdirSync(folder()).length : 0);
const post = (id: string, act: string) => owner('POST', `/v1/imports/${id}/${act}`, {});
const PEOPLE = 'address,name\nann@up.example,Ann\nbob@up.example,Bob\n';
const settings = () => ({
  mapping: ['address', 'name'],
  listIds: [listId],
  consentSource: 'The fair',
  consentAt: '2026-01-02T00:00:00.000Z',
});

describe('an upload', () => {
  it('tells delimiter, encoding and columns of a German Windows file', async () => {
    const answer = await upload(
      Buffer.from('E-Mail-Adresse;Name;Wohnort für Briefe\r\nann@up.example;Änne;Köln\r\n', 'latin1'),
      'Leser <b>März</b>.csv',
    );
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({
      ...{ fileName: 'Leser <b>März</b>.csv', state: 'uploaded', encoding: 'windows-1252', delimiter: ';' },
      columns: [
        { header: 'E-Mail-Adresse', guess: 'address', samples: ['ann@up.example'] },
        { header: 'Name', guess: 'name', samples: ['Änne'] },
        { header: 'Wohnort für Briefe', guess: expect.stringMatching(/^field:/) },
      ],
    });
  });

  it.each([
    ['utf-16le with a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(PEOPLE, 'utf16le')]), 'utf-16le'],
    ['utf-16le without one', Buffer.from(PEOPLE, 'utf16le'), 'utf-16le'],
    [
      'utf-16be with a mark',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(PEOPLE, 'utf16le')]).swap16(),
      'utf-16be',
    ],
    ['utf-8 with a mark', Buffer.from(`\ufeff${PEOPLE}`), 'utf-8'],
  ])('reads %s', async (_, file, encoding) => {
    const run = await uploaded(file);
    expect(run).toMatchObject({ encoding, columns: [{ header: 'address', guess: 'address' }, { header: 'name' }] });
  });

  it('takes names of built-in things for headers like any other', async () => {
    const { columns } = await uploaded('__proto__,constructor,mail\nx,y,ann@up.example\n');
    expect(columns!.map(({ guess }) => guess)).toEqual([expect.any(String), 'field:constructor', 'address']);
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });

  it.each([
    ['a zipped spreadsheet', Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), Buffer.alloc(400)]), /CSV/],
    ['an image', Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47]), Buffer.alloc(400)]), /CSV/],
    ['nothing', Buffer.alloc(0), /empty/],
    ['a header alone', Buffer.from('address,name\n'), /no row/],
    ['a list without addresses', Buffer.from('name,city\nAnn,Rome\nBob,Rome\n'), /No column holds addresses/],
    ['two hundred columns and one', Buffer.from(`${'a,'.repeat(200)}a\n${'x,'.repeat(200)}x\n`), /columns/],
  ])('of %s is refused with the way out, and leaves no file', async (_, file, words) => {
    const before = filesKept();
    const answer = await upload(file);
    expect(answer.statusCode).toBe(422);
    expect(answer.json<Problem>().detail).toMatch(words);
    expect(filesKept()).toBe(before);
  });

  it('that is no file says what to send', async () => {
    const answer = await owner('POST', '/v1/imports?fileName=a.csv', { a: 1 });
    expect(answer.statusCode).toBe(415);
  });
});

describe('the settings of an import', () => {
  it('need one column of addresses, lists that are there and a consent before the check', async () => {
    const { id } = await uploaded(PEOPLE);
    const change = (body: object) => owner('PATCH', `/v1/imports/${id}`, body);
    for (const mapping of [['name', 'ignore'], ['address', 'address'], ['address'], ['address', 'name', 'ignore']])
      expect((await change({ mapping })).statusCode, mapping.join()).toBe(422);
    const unknownList = await change({ listIds: ['0193a5c0-7d2e-7cc0-9a51-0d2f6a1c9b44'] });
    expect(unknownList.statusCode).toBe(422);
    expect((await post(id, 'check')).statusCode).toBe(422);
    const { consentAt, ...undated } = settings();
    expect((await change(undated)).statusCode).toBe(200);
    expect((await post(id, 'check')).json<Problem>().errors).toMatchObject([{ pointer: '#/consentAt' }]);
    expect((await change({ consentAt: '2999-01-01T00:00:00Z' })).statusCode).toBe(422);
    expect((await change({ consentAt })).json()).toMatchObject(settings());
    expect((await post(id, 'import')).statusCode).toBe(409);
    expect((await post(id, 'check')).json()).toMatchObject({ state: 'checking' });
    expect((await change(settings())).statusCode).toBe(409);
    expect((await post(id, 'cancel')).json()).toMatchObject({ state: 'cancelled' });
    expect((await post(id, 'check')).statusCode).toBe(409);
  });

  it('read the file anew when the delimiter is corrected, and forget the mapping', async () => {
    const { id } = await uploaded('address,note\nann@up.example,a|b\n');
    await owner('PATCH', `/v1/imports/${id}`, { mapping: ['address', 'ignore'] });
    const again = (await owner('PATCH', `/v1/imports/${id}`, { encoding: 'windows-1252' })).json<Import>();
    expect(again).toMatchObject({ encoding: 'windows-1252', mapping: null });
    const plain = (await owner('PATCH', `/v1/imports/${id}`, { hasHeader: false })).json<Import>();
    expect(plain).toMatchObject({ hasHeader: false, encoding: 'windows-1252', mapping: null });
    expect(plain.columns).toMatchObject([{ header: 'Column 1', samples: ['address', 'ann@up.example'] }, {}]);
    const wrong = await owner('PATCH', `/v1/imports/${id}`, { delimiter: '|' });
    expect(wrong.statusCode).toBe(422);
  });
});

describe('rejected rows', () => {
  it('come as a file a spreadsheet does not run, with their line, reason and what may be meant', async () => {
    const { id } = await uploaded(PEOPLE);
    const row = { problem: 'not_an_address', reason: 'The address has a blank in it.', suggestedFix: 'eve@up.example' };
    const cells = ['=HYPERLINK("http://x")', '@SUM(1)'];
    await owner('PATCH', `/v1/imports/${id}`, settings());
    await post(id, 'check');
    await new ImportWorkStore(api.dependencies.database).stage(
      { id, listIds: [], onExisting: 'update', tags: [] },
      [],
      [{ line: 3, ...row, cells }],
      1,
    );
    const file = await owner('GET', `/v1/imports/${id}/rejected.csv`);
    expect(file.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': expect.stringContaining('attachment'),
    });
    expect(file.body.replace('\ufeff', '').split('\r\n')).toEqual([
      'address,name,line,problem,reason,suggested_fix',
      `"'=HYPERLINK(""http://x"")",'@SUM(1),3,not_an_address,The address has a blank in it.,eve@up.example`,
      '',
    ]);
    const rows = (await owner('GET', `/v1/imports/${id}/rows?outcome=rejected`)).json<Page<ImportRow>>();
    expect(rows.data).toMatchObject([{ line: 3, outcome: 'rejected', problem: row.problem, reason: row.reason }]);
  });
});

describe('the live events of an import', () => {
  it('tell the state and end with a state that does not change by itself', async () => {
    const { id } = await uploaded(PEOPLE);
    const stream = await owner('GET', `/v1/imports/${id}/events`);
    expect(stream.headers['content-type']).toMatch(/^text\/event-stream/);
    const data = /^event: import\ndata: (.*)\n\n$/.exec(stream.body)?.[1];
    expect(JSON.parse(data ?? 'null')).toMatchObject({ id, state: 'uploaded' });
  });
});
