// Files as they come from the field and from people who mean harm: how they are read, row by row, without a database.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type FileRecord, type FileShape, readFile } from './read-file.js';
import { readRow } from './read-row.js';

const folder = mkdtempSync(path.join(tmpdir(), 'doorstep-bad-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function read(content: string | Buffer, shape: Partial<FileShape> = {}): Promise<FileRecord[]> {
  const file = path.join(folder, 'people.csv');
  writeFileSync(file, content);
  const records: FileRecord[] = [];
  for await (const record of readFile(file, { encoding: 'utf-8', delimiter: ',', ...shape })) records.push(record);
  return records;
}
const person = (address: string, name = '') => readRow(2, [address, name], { mapping: ['address', 'name'] });
const PEOPLE = [
  ['mail', 'name'],
  ['ann@x.example', 'Änn'],
];
const TEXT = 'mail,name\nann@x.example,Änn\n';

describe('CSV: the file', () => {
  it.each([
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${TEXT}`), 'utf-8'],
    ['UTF-16LE with one', Buffer.from(`\ufeff${TEXT}`, 'utf16le'), 'utf-16le'],
    ['UTF-16BE without one', Buffer.from(TEXT, 'utf16le').swap16(), 'utf-16be'],
    ['Windows-1252', Buffer.from(TEXT, 'latin1'), 'windows-1252'],
  ])('%s is read with a clean header', async (_, bytes, encoding) => {
    expect((await read(bytes, { encoding })).map(({ cells }) => cells)).toEqual(PEOPLE);
  });

  it.each([
    ['\n', 'line feeds'],
    ['\r\n', 'those of Windows'],
    ['\r', 'carriage returns alone'],
  ])('line ends %j: %s', async (end) => {
    expect((await read(TEXT.replaceAll('\n', end))).map(({ cells }) => cells)).toEqual(PEOPLE);
  });

  it('the line of a record is that of the file after cells with line breaks and after empty lines', async () => {
    const records = await read('mail,name\n"ann@x.example","A\nB\nC"\n\nbob@x.example,B\n');
    expect(records.map(({ line }) => line)).toEqual([1, 2, 6]);
  });

  it('a quote that is never closed ends with its line, long before the end of the file', async () => {
    const file = `mail,name\nann@x.example,"A\n${'x'.repeat(200)}`.padEnd(3_000_000, 'more@x.example,M\n');
    await expect(read(file)).rejects.toMatchObject({ code: 'record_too_large', line: 2 });
  });
});

describe('CSV: a row', () => {
  it('the same address in other case and with blanks or invisible signs around it is one', () => {
    const forms = ['Ann@X.example', ' ann@x.EXAMPLE ', '\u200bann@x.example\ufeff', 'ann@x.example\u00a0'];
    const found = forms.map((form) => {
      const row = person(form);
      return 'staged' in row ? row.staged.normalized.toLowerCase() : row.rejected.problem;
    });
    expect(new Set(found)).toEqual(new Set(['ann@x.example']));
  });

  it('letters that could not be decoded, and NUL, are refused and never kept', () => {
    expect(person('ann@x.example', 'Zo\ufffd')).toMatchObject({ rejected: { problem: 'bad_encoding' } });
    const row = person('ann@x.example', 'Zo\u0000');
    expect(row).toMatchObject({ rejected: { problem: 'control_characters' } });
    expect(JSON.stringify(row)).not.toContain('\\u0000');
  });

  it('formulas are kept as they stood: only what goes out is made harmless', () => {
    expect(person('ann@x.example', '=HYPERLINK("x")')).toMatchObject({ staged: { name: '=HYPERLINK("x")' } });
  });

  it('a domain is mended where a person said so, and nowhere else', () => {
    const rules = { mapping: ['address' as const], corrections: { 'gmial.com': 'gmail.com' } };
    const of = (address: string) => readRow(2, [address], rules);
    expect(of('Ann@Gmial.com')).toMatchObject({ staged: { normalized: 'ann@gmail.com', spelling: 'Ann@gmail.com' } });
    expect(of('ann@constructor.example')).toMatchObject({ staged: { domainName: 'constructor.example' } });
  });

  it.each([
    ['2024-02-29', true, { staged: { consentAt: '2024-02-29T00:00:00.000Z' } }],
    ['', true, { staged: { consentAt: null } }],
    ['', false, { rejected: { problem: 'no_consent_date' } }],
    ['31.02.2024', true, { rejected: { problem: 'consent_date', reason: expect.stringContaining('31.02.2024') } }],
    ['03/04/2024', true, { rejected: { problem: 'consent_date', reason: expect.stringContaining('two days') } }],
  ])('when a person agreed: %j (the import says it: %s)', (given, hasConsentDate, row) => {
    const mapping = ['address' as const, 'consent_at' as const];
    expect(readRow(2, ['ann@x.example', given], { mapping, hasConsentDate })).toMatchObject(row);
  });

  it('names of built-in things as fields change no prototype', () => {
    const row = readRow(2, ['ann@x.example', 'x'], { mapping: ['address', 'field:constructor'] });
    expect(row).toMatchObject({ staged: { fields: { constructor: 'x' } } });
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });

  it('an address made to keep a pattern busy is refused at once', () => {
    const beganAt = performance.now();
    expect(person(`a@${'a.'.repeat(50_000)}`)).toHaveProperty('rejected');
    expect(performance.now() - beganAt).toBeLessThan(500);
  });
});
