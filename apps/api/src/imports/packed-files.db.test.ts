// Zipped lists and Excel workbooks over the real API: read as what they hold, refused in words, nothing left behind. And pieces.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Import, Page, Problem } from '@doorstep/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { type Caller, startTestApi, type TestApi } from '../testing/test-api.js';
import { workbook, zipFile } from '../testing/zip-file.js';

let database: FreshDatabase;
let api: TestApi;
let owner: Caller;

beforeAll(async () => {
  database = await freshDatabase();
  api = await startTestApi(database.url);
  owner = await api.asOwner();
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

const PEOPLE = 'address,name\nann@up.example,Ann\nbob@up.example,Bob\n';
const folder = () => path.join(api.dependencies.config.dataDir, 'imports');
const filesKept = () =>
  existsSync(folder()) ? readdirSync(folder()).filter((name) => name.endsWith('.csv')).length : 0;
const upload = (content: Buffer, fileName = 'people.zip') =>
  owner('POST', `/v1/imports?fileName=${fileName}`, content, { 'content-type': 'application/octet-stream' });
const listOf = async (content: Buffer) => {
  const answer = await upload(content);
  expect(answer.statusCode, answer.body).toBe(201);
  const { rows } = await api.dependencies.database.pool.query<{ storedAs: string }>(
    'SELECT stored_as AS "storedAs" FROM import WHERE id = $1',
    [answer.json<Import>().id],
  );
  return readFileSync(path.join(api.dependencies.config.dataDir, rows[0]!.storedAs), 'utf8');
};

describe('a zipped file', () => {
  it('is the one list in it, whatever an archiver put beside it', async () => {
    const junk = [
      { name: '__MACOSX/._people.csv', content: 'x' },
      { name: '.DS_Store', content: 'x' },
      { name: 'a/', content: '' },
    ];
    expect(await listOf(zipFile([...junk, { name: 'a/Leute.CSV', content: PEOPLE }]))).toBe(PEOPLE);
  });

  it.each([
    [
      'two lists',
      zipFile([
        { name: 'a.csv', content: PEOPLE },
        { name: 'b.tsv', content: PEOPLE },
      ]),
      'zip_many_lists',
      /a\.csv, b\.tsv/,
    ],
    ['an archive in it', zipFile([{ name: 'inner.zip', content: 'x' }]), 'zip_no_list', /inner\.zip/],
    ['no list', zipFile([{ name: 'picture.png', content: 'x' }]), 'zip_no_list', /no list/],
    ['a password', zipFile([{ name: 'a.csv', content: PEOPLE, isEncrypted: true }]), 'zip_encrypted', /password/],
    [
      'a bomb',
      zipFile([{ name: 'a.csv', content: Buffer.alloc(40 * 1024 * 1024, 65) }]),
      'zip_too_large',
      /far too large/,
    ],
    [
      'a lie about its size',
      zipFile([{ name: 'a.csv', content: Buffer.alloc(2_000_000, 65), saidBytes: 10 }]),
      'internal|zip',
      /./,
    ],
    ['half of it', zipFile([{ name: 'a.csv', content: PEOPLE }]).subarray(0, 60), 'zip_broken', /cannot be read/],
    ['a way out of the folder', zipFile([{ name: '../../a.csv', content: PEOPLE }]), 'zip_broken', /cannot be read/],
  ])('with %s is refused in words, and nothing stays behind', async (_, content, code, words) => {
    const before = filesKept();
    const answer = await upload(content);
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.json<Problem>().code).toMatch(new RegExp(code));
    expect(answer.json<Problem>().detail).toMatch(words);
    expect(filesKept()).toBe(before);
  });
});

describe('an Excel workbook', () => {
  const cell = (ref: string, type: string, value: string) => `<c r="${ref}" t="${type}"><v>${value}</v></c>`;

  it('is its first sheet to see: texts, numbers and dates as people see them, lines being rows', async () => {
    const rows = [
      `<row r="1">${cell('A1', 's', '0')}${cell('B1', 's', '1')}${cell('D1', 's', '2')}</row>`,
      `<row r="4">${cell('A4', 's', '3')}<c r="B4" t="inlineStr"><is><r><t>Ä</t></r><r><t>nne &amp; Co</t></r></is></c><c r="C4"><v>1.5E3</v></c><c r="D4" s="1"><v>45292</v></c></row>`,
      `<row r="5">${cell('A5', 'str', 'bob@up.example')}${cell('B5', 'b', '1')}<c r="C5" t="e"><v>#N/A</v></c><c r="D5" s="2"><v>45292.75</v></c></row>`,
    ];
    const list = await listOf(workbook(rows.join(''), ['E-Mail', 'Name\nof her', 'since', 'ann@up.example']));
    expect(list.split('\n')).toEqual([
      'E-Mail,Name of her,,since',
      '',
      '',
      'ann@up.example,Änne & Co,1500,2024-01-01',
      'bob@up.example,TRUE,,2024-01-01 18:00:00',
      '',
    ]);
  });

  it('has its other sheets to choose from, until its import ends', async () => {
    const row = (address: string) => `<row r="1"><c t="inlineStr"><is><t>${address}</t></is></c></row>`;
    const book = workbook(row('ann@one.example'), [], [], row('bob@two.example'));
    const file = () => filesKept() - before;
    const before = filesKept();
    const made = (await upload(book, 'sheets.xlsx')).json<Import>();
    expect(made).toMatchObject({ sheets: ['People', 'More'], sheet: 'People' });
    const change = (body: object) => owner('PATCH', `/v1/imports/${made.id}`, body);
    expect((await change({ sheet: 'Hidden' })).statusCode).toBe(422);
    expect((await change({ sheet: 'More' })).json<Import>()).toMatchObject({
      ...{ sheet: 'More', mapping: null },
      columns: [{ samples: ['bob@two.example'] }],
    });
    expect((await upload(book, 'sheets.xlsx')).json<Import>()).toMatchObject({ sheet: 'More' });
    expect(file()).toBe(4);
    await owner('POST', `/v1/imports/${made.id}/cancel`, {});
    expect(file()).toBe(2);
  });

  it.each([
    ['an empty sheet', workbook(''), 'xlsx_empty'],
    [
      'rows far apart',
      workbook('<row r="1"><c><v>1</v></c></row><row r="900000"><c><v>1</v></c></row>'),
      'xlsx_no_list',
    ],
    ['broken XML', workbook('<row r="1"><c>'), 'xlsx_broken'],
    [
      'a document type that would grow',
      zipFile([{ name: 'xl/workbook.xml', content: '<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook>&a;</workbook>' }]),
      'xlsx_broken',
    ],
    ['no sheet at all', zipFile([{ name: 'xl/workbook.xml', content: '<workbook/>' }]), 'xlsx_no_sheet'],
  ])('with %s is refused in words', async (_, content, code) => {
    const before = filesKept();
    expect((await upload(content, 'people.xlsx')).json<Problem>()).toMatchObject({ status: 422, code });
    expect(filesKept()).toBe(before);
  });
});

describe('a file in pieces', () => {
  const TUS = { 'tus-resumable': '1.0.0' };
  let origin: string;
  let key: string;
  beforeAll(async () => {
    await api.app.listen(0, '127.0.0.1');
    origin = (await api.app.getUrl()).replace('[::1]', '127.0.0.1');
    key = (await owner('POST', '/v1/api-keys', { name: 'k', scopes: ['subscribers:write'] })).json<{ key: string }>()
      .key;
  });
  const call = (method: string, url: string, headers: Record<string, string>, body?: string) =>
    fetch(new URL(url, origin), {
      ...{ method, headers: { ...TUS, authorization: `Bearer ${key}`, ...headers } },
      ...(body !== undefined && { body }),
    });
  const create = (bytes: number, name: string) =>
    call('POST', '/v1/imports/uploads', {
      'upload-length': String(bytes),
      'upload-metadata': `filename ${Buffer.from(name).toString('base64')}`,
    });
  const begin = async (bytes: number, name: string) => {
    const answer = await create(bytes, name);
    expect(answer.status).toBe(201);
    return new URL(answer.headers.get('location')!, origin).pathname;
  };
  const send = (url: string, offset: number, content: string) =>
    call('PATCH', url, { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' }, content);

  it('goes on where it broke off, and is the import it would have been at once', async () => {
    const url = await begin(PEOPLE.length, 'März.csv');
    expect(url).toMatch(/^\/v1\/imports\/uploads\/[0-9a-f-]{36}$/);
    expect((await send(url, 0, PEOPLE.slice(0, 20))).status).toBe(204);
    expect((await call('HEAD', url, {})).headers.get('upload-offset')).toBe('20');
    expect((await send(url, 5, 'x')).status).toBe(409);
    const last = await send(url, 20, PEOPLE.slice(20));
    expect([last.status, last.headers.get('content-type')]).toEqual([201, 'application/json; charset=utf-8']);
    const made = (await last.json()) as Import;
    expect(made).toMatchObject({
      fileName: 'März.csv',
      state: 'uploaded',
      columns: [{ guess: 'address' }, { guess: 'name' }],
    });
    const { data } = (await owner('GET', '/v1/imports')).json<Page<Import>>();
    expect(data[0]).toMatchObject({ id: made.id, fileName: 'März.csv' });
    expect(readdirSync(path.join(folder(), 'unfinished'))).toEqual([]);
  });

  it('is refused in words when it is no list, or longer than 1 GB', async () => {
    const answer = await send(await begin(4, 'x.csv'), 0, 'name');
    expect([answer.status, ((await answer.json()) as Problem).detail]).toEqual([422, expect.stringMatching(/\w{4}/)]);
    expect((await create(2 ** 31, 'x.csv')).status).toBe(413);
  });

  it('is for those who may import alone', async () => {
    const viewer = await api.asRole('viewer');
    expect((await viewer('POST', '/v1/imports/uploads', undefined, { ...TUS, 'upload-length': '4' })).statusCode).toBe(
      403,
    );
    expect((await api.inject({ method: 'POST', url: '/v1/imports/uploads', headers: TUS })).statusCode).toBe(401);
  });
});
