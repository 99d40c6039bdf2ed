// Three tasks as told to a newcomer, with the presses they may cost: load 10,000 people, mend two rows, take it back.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { looksRight } from './accessible.js';
import { type Clicks, clicks } from './clicks.js';
import { chooseFile, downloaded, germanFile, type Row, readRows, writeRows } from './import-files.js';
import { pressOn, typeInto } from './keyboard.js';
import { story } from './story.js';
import { open, settled, type Visitor, visitor } from './visitor.js';

const PEOPLE = 10_000;
const BAD = 37;
const LIST = 'Brief aus Köln';
const IMPORT_URL = /\/imports\/[0-9a-f-]{36}/;

export function importTasks(): void {
  const file = germanFile(PEOPLE, BAD);
  let guest: Visitor;
  let pressed: Clicks;
  let importPath: string;
  let rejected: Row[] = [];

  beforeAll(async () => {
    guest = await visitor(story.browser, { signedInAs: story.ada });
    pressed = await clicks(guest.page);
  });
  afterAll(() => guest?.close());

  it('loads 10,000 people of a German file with seven presses', async () => {
    const { page } = guest;
    await open(page, '/imports');
    pressed.beginAnew();
    await page.getByRole('link', { name: 'Import a file' }).first().click();
    const choose = page.getByRole('button', { name: 'Choose a file' });
    await chooseFile(page, () => choose.click(), 'Leser für März.csv', file);
    await page.waitForURL(IMPORT_URL);
    await settled(page);
    expect(await targetOf(page, 'E-Mail-Adresse')).toBe('The address');
    expect(await targetOf(page, 'Vorname und Nachname')).toBe('The name');
    await page.getByText('Jürgen Müßig 1', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Next: rules' }).click();
    await page.getByRole('button', { name: 'New list' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill(LIST);
    await page.keyboard.press('Enter');
    await page.getByRole('checkbox', { name: LIST }).waitFor();
    await page.getByLabel('Where it comes from').fill('Signed up on our web site');
    await page.getByLabel('Since').fill('2026-01-02');
    await page.getByRole('button', { name: 'Next: check every row' }).click();
    await page.getByRole('button', { name: 'Import 10,000 people' }).click();
    await page.getByRole('heading', { name: '10,000 people added, 0 updated' }).waitFor();
    expect(pressed.count()).toBeLessThanOrEqual(7);
    importPath = new URL(page.url()).pathname;
    expect(await peopleOn(page, LIST)).toBe(PEOPLE);
    await looksRight(page);
  });

  it('fixes two of the 37 rows that failed, and only those come in', async () => {
    const { page } = guest;
    pressed.beginAnew();
    const got = await downloaded(page, () => page.getByRole('link', { name: 'Download these rows' }).click());
    rejected = readRows(got);
    expect(rejected).toHaveLength(BAD);
    const lines = file.toString('latin1').split('\r\n');
    for (const row of rejected) expect(lines[Number(row.line) - 1]).toContain(row['E-Mail-Adresse']);
    const mended = rejected.map((row, i) =>
      i < 2 ? { ...row, 'E-Mail-Adresse': row['E-Mail-Adresse']!.replace('.', '@') } : row,
    );
    const upload = page.getByRole('button', { name: 'Upload the corrected file' });
    await chooseFile(page, () => upload.click(), 'rejected-rows.csv', writeRows(mended));
    await page.getByRole('button', { name: 'Import 2 people' }).click();
    await page.getByRole('heading', { name: '2 people added, 0 updated' }).waitFor();
    expect(pressed.count()).toBeLessThanOrEqual(5);
    expect(await peopleOn(page, LIST)).toBe(PEOPLE + 2);
    await looksRight(page);
  });

  it('takes the import back with two presses', async () => {
    const { page } = guest;
    await open(page, importPath);
    pressed.beginAnew();
    await page.getByRole('button', { name: 'Undo this import' }).click();
    await page.getByRole('dialog').getByText('10,000 people are removed').waitFor();
    await page.getByRole('button', { name: 'Take it back' }).click();
    await page.getByRole('heading', { name: 'This import was taken back' }).waitFor();
    expect(pressed.count()).toBeLessThanOrEqual(2);
    expect(await peopleOn(page, LIST)).toBe(2);
    await looksRight(page);
  });

  it('lets the same be done without a pointer', async () => {
    const { page } = guest;
    await open(page, '/imports/new');
    const choose = page.getByRole('button', { name: 'Choose a file' });
    await chooseFile(page, () => pressOn(page, choose), 'keyboard.csv', germanFile(20, 1, 50_000));
    await page.waitForURL(IMPORT_URL);
    await settled(page);
    await pressOn(page, page.getByRole('button', { name: 'Next: rules' }));
    await page.getByRole('checkbox', { name: LIST }).waitFor();
    await looksRight(page);
    await pressOn(page, page.getByRole('checkbox', { name: LIST }), 'Space');
    await typeInto(page, page.getByLabel('Where it comes from'), 'Signed up at the fair');
    await page.keyboard.press('Tab');
    await page.keyboard.type('01022026');
    await pressOn(page, page.getByRole('button', { name: 'Next: check every row' }));
    await pressOn(page, page.getByRole('button', { name: 'Import 20 people' }));
    await page.getByRole('heading', { name: '20 people added, 0 updated' }).waitFor();
    await pressOn(page, page.getByRole('button', { name: 'Undo this import' }));
    await pressOn(page, page.getByRole('button', { name: 'Take it back' }));
    await page.getByRole('heading', { name: 'This import was taken back' }).waitFor();
    expect(await peopleOn(page, LIST)).toBe(2);
    expect(guest.faults).toEqual([]);
  });
}

const targetOf = (page: Page, header: string) =>
  page.getByRole('combobox', { name: `What “${header}” is` }).inputValue();

/** As the API counts them, so that no cache of the page is believed. */
async function peopleOn(page: Page, name: string): Promise<number | undefined> {
  const answer = await page.request.get('/v1/lists?limit=100');
  const { data } = (await answer.json()) as { data: { name: string; subscribedCount: number }[] };
  return data.find((list) => list.name === name)?.subscribedCount;
}
