// A workbook with two sheets and no header: the sheet and the first line are chosen, and the import is paused in the middle and goes on.
import pg from 'pg';
import { expect, it } from 'vitest';
import { workbook } from '../../apps/api/src/testing/zip-file.js';
import { looksRight } from './accessible.js';
import { call, quickList } from './quick-campaign.js';
import { service } from './service.js';
import { story } from './story.js';
import { open, settled } from './visitor.js';

const row = (at: number, ...cells: readonly string[]) =>
  `<row r="${at}">${cells.map((cell, i) => `<c r="${'AB'[i]}${at}" t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`;
/** The sheet that comes first is somebody else's list. */
const STAFF = row(1, 'E-mail', 'Name') + row(2, 'cox@hosted-mail.example', 'The cox');
const PEOPLE = ['Ann', 'Bob', 'Cleo'].map((name, i) => row(i + 1, `${name}.rower@hosted-mail.example`, name)).join('');

export function importPauses(): void {
  it('takes the sheet and the first line a person says, pauses, and goes on where it stood', async () => {
    const { page } = story.ada;
    const listId = await quickList(page, 'Rowers', []);
    await open(page, '/imports/new');
    const buffer = workbook(STAFF, [], [], PEOPLE);
    await page.locator('input[type="file"]').setInputFiles({ name: 'rowers.xlsx', mimeType: '', buffer });
    await page.waitForURL(/\/imports\/[0-9a-f-]{36}/);
    await settled(page);
    await page.getByLabel('Sheet').selectOption('More');
    const first = page.getByLabel('First line');
    await page.getByText('Ann.rower@hosted-mail.example', { exact: true }).first().waitFor();
    await expect.poll(() => first.inputValue()).toBe('false');
    await first.selectOption({ label: 'names the columns' });
    await page.getByRole('combobox', { name: 'What “Ann.rower@hosted-mail.example” is' }).waitFor();
    await first.selectOption({ label: 'is a person already' });
    const columnOne = page.getByRole('combobox', { name: 'What “Column 1” is' });
    await expect.poll(() => columnOne.inputValue()).toBe('The address');
    await page.getByRole('button', { name: 'Next: rules' }).click();
    await page.getByRole('checkbox', { name: 'Rowers' }).check();
    await page.getByLabel('Where it comes from').fill('Signed up at the boat house');
    await page.getByLabel('Since').fill('2026-01-02');
    await page.getByRole('button', { name: 'Next: check every row' }).click();
    const begin = page.getByRole('button', { name: 'Import 3 people' });
    await begin.waitFor();

    // Whoever holds the list holds the import, so that there is a middle to pause in.
    const client = new pg.Client({ connectionString: service().databaseUrl });
    await client.connect();
    try {
      await client.query('BEGIN');
      await client.query('SELECT FROM list WHERE id = $1 FOR UPDATE', [listId]);
      await begin.click();
      await page.getByRole('button', { name: 'Pause', exact: true }).click();
      await page.getByRole('heading', { name: 'Paused', exact: true }).waitFor();
      await looksRight(page);
    } finally {
      await client.end();
    }
    await page.reload();
    await page.getByRole('button', { name: 'Go on', exact: true }).click();
    await page.getByRole('heading', { name: '3 people added, 0 updated' }).waitFor();
    expect((await call(page, 'GET', `/v1/lists/${listId}`)).subscribedCount).toBe(3);
  });
}
