// Part two: a file of readers goes through the wizard, with a list made on the way and faults explained.
import { expect, it } from 'vitest';
import { violations } from './accessible.js';
import { service } from './service.js';
import { LIST, type Person, story } from './story.js';
import { open, settled } from './visitor.js';

const PEOPLE = 200;
/** Hosts that come to an end within seconds. */
const GROUPS = [
  'googlish',
  'outlookish',
  'small-domains',
  'greylists',
  'unknown-user',
  'hostile-reply',
  'words-of-its-own',
  'returns-unknown',
  'returns-full',
];

/** As a German Excel writes it: semicolons, Windows-1252, umlauts, rows nobody could mail. */
function germanFile(people: readonly Person[]): Buffer {
  const rows = people.map(({ address, name, city }) => `${address};${name};${city};Grüße`);
  rows.splice(5, 0, 'two@a.example, three@b.example;Zwei;Köln;Grüße', ';Ohne Adresse;Köln;Grüße');
  rows.push('ida@gmial.com;Ida;Köln;Grüße');
  return Buffer.from(`E-Mail-Adresse;Name;Ort;Anrede für Briefe\r\n${rows.join('\r\n')}\r\n`, 'latin1');
}

export function importing(): void {
  it('explains a file that is no list of people', async () => {
    const { page } = story.ada;
    await open(page, '/imports/new');
    const zip = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), Buffer.alloc(400)]);
    await page.locator('input[type="file"]').setInputFiles({ name: 'people.xlsx', mimeType: '', buffer: zip });
    await page.getByRole('alert').filter({ hasText: 'CSV' }).waitFor();
    expect(await page.getByText('Drop a file here').isVisible()).toBe(true);
    // The refused upload is a 422 of the API, which the browser notes as an error of its own.
    story.ada.faults.splice(0, story.ada.faults.length, ...story.ada.faults.filter((fault) => !fault.includes('422')));
  });

  it('recognises delimiter, encoding and columns of the file', async () => {
    const { page } = story.ada;
    const answer = await fetch(`${service().controlUrl}/people?count=${PEOPLE}`);
    story.people = ((await answer.json()) as Person[]).filter((person) => GROUPS.includes(person.group));
    await page.locator('input[type="file"]').setInputFiles({
      name: 'readers.csv',
      mimeType: 'text/csv',
      buffer: germanFile(story.people),
    });
    await page.waitForURL(/\/imports\/[0-9a-f-]{36}/);
    await settled(page);
    story.importPath = new URL(page.url()).pathname;
    expect(await page.getByLabel('Between the columns (delimiter)').inputValue()).toBe(';');
    expect(await page.getByLabel('Letters (encoding)').inputValue()).toBe('windows-1252');
    await page.getByText('Anrede für Briefe', { exact: true }).waitFor();
    expect(await page.getByRole('combobox', { name: 'What “E-Mail-Adresse” is' }).inputValue()).toBe('The address');
  });

  it('reads the file again with another encoding, and back', async () => {
    const { page } = story.ada;
    await page.getByLabel('Letters (encoding)').selectOption('utf-8');
    await page.getByText(/Anrede f\uFFFDr Briefe/).waitFor();
    await page.getByLabel('Letters (encoding)').selectOption('windows-1252');
    await page.getByText('Anrede für Briefe', { exact: true }).waitFor();
  });

  it('asks for the consent, makes a list on the way, and checks every row without changing anything', async () => {
    const { page } = story.ada;
    await page.getByRole('button', { name: 'Next: rules' }).click();
    await page.getByRole('button', { name: 'New list' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill(LIST);
    await page.getByRole('button', { name: 'Make the list' }).click();
    await page.getByRole('checkbox', { name: LIST }).waitFor();
    expect(await page.getByRole('checkbox', { name: LIST }).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Next: check every row' }).click();
    await page.getByText('Say it in a few words; a reader may ask you one day.').waitFor();
    await page.getByText('Say since when; roughly is better than not at all.').waitFor();
    await page.getByLabel('Since').fill('2026-01-02');
    await page.getByLabel('Where it comes from').fill('Signed up on our web site');
    await page.getByRole('button', { name: 'Next: check every row' }).click();
    await page.getByRole('heading', { name: /rows checked, nothing changed yet/ }).waitFor();
    await page.getByRole('button', { name: `New ${story.people.length}` }).waitFor();
    const rejected = page.getByRole('region', { name: 'Rows: Cannot be imported' });
    await rejected.getByRole('row', { name: /^7 .*More than one address/ }).waitFor();
    await rejected.getByRole('row', { name: /^8 .*no address/ }).waitFor();
  });

  it('says which domain looks mistyped, and mends it only when told to', async () => {
    const { page } = story.ada;
    await page.getByRole('button', { name: '1 row at gmial.com' }).click();
    const slips = page.getByRole('region', { name: 'Rows: Perhaps mistyped' });
    await slips.getByRole('row', { name: /ida@gmial\.com.*ida@gmail\.com/ }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('checkbox', { name: 'gmial.com → gmail.com' }).check();
    await page.getByRole('button', { name: 'Check again with these' }).click();
    await page.getByText('mended', { exact: true }).waitFor();
    await page.getByRole('button', { name: `New ${story.people.length}` }).waitFor();
  });

  it('lets one go back to the columns, and forward again with nothing lost', async () => {
    const { page } = story.ada;
    await page.getByRole('button', { name: /^Columns/ }).click();
    await page.getByRole('combobox', { name: 'What “Name” is' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: /rows checked, nothing changed yet/ }).waitFor();
  });

  it('imports, and ends with numbers that add up and the way to a campaign', async () => {
    const { page } = story.ada;
    await page.getByRole('button', { name: `Import ${story.people.length} people` }).click();
    await page.getByRole('heading', { name: `${story.people.length} people added, 0 updated` }).waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download these rows' }).click();
    const file = await (await download).createReadStream();
    const text = (await file.toArray()).join('');
    expect(text).toContain('More than one address');
    expect(await page.getByRole('link', { name: 'Write a campaign to this list' }).isVisible()).toBe(true);
  });
}
