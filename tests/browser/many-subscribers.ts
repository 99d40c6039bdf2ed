// Part five and seven eighths: many subscribers are found, changed and given back; a person is erased; a list of stopped people comes in.
import { expect, it } from 'vitest';
import { violations } from './accessible.js';
import { quickList } from './quick-campaign.js';
import { story } from './story.js';
import { open } from './visitor.js';

export function manySubscribers(): void {
  it('tags everybody who matches, and an undo takes it off again', async () => {
    const { page } = story.ada;
    await open(page, '/subscribers');
    await quickList(page, 'The quartet', [
      'alto.one@quartet.example',
      'alto.two@quartet.example',
      'bass@quartet.example',
    ]);
    await open(page, '/subscribers?search=alto.');
    await page.getByLabel('Select alto.one@quartet.example').check();
    await page.getByRole('button', { name: 'Select all who match' }).click();
    await page.getByText('All 2 people who match').waitFor();
    await page.getByRole('button', { name: 'Change them' }).click();
    await page.getByRole('menuitem', { name: 'Tag…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Tag', { exact: true }).fill('high voice');
    expect(await violations(page, { within: '[role="dialog"]' })).toEqual([]);
    await dialog.getByRole('button', { name: 'Tag: 2 people' }).click();
    await page.getByText('2 people were tagged “high voice”').waitFor();
    await page.getByRole('row', { name: /alto\.two.*high voice/ }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Everything is as it was').waitFor();
    await expect.poll(() => page.getByRole('row', { name: /high voice/ }).count()).toBe(0);
  });

  it('opens a person by keys, changes her, and erases her once her address is typed', async () => {
    const { page } = story.ada;
    await open(page, '/subscribers?search=bass@quartet');
    await page.getByLabel('Edit bass@quartet.example').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog', { name: 'bass@quartet.example' });
    await drawer.getByLabel('Name').fill('Bernd');
    await drawer.getByRole('button', { name: 'Save' }).click();
    await drawer.waitFor({ state: 'detached' });
    await page.getByRole('row', { name: /Bernd/ }).waitFor();
    await page.getByLabel('Edit bass@quartet.example').click();
    await drawer.getByRole('button', { name: 'Erase the person…' }).click();
    const erase = page.getByRole('dialog', { name: 'Erase the person' });
    await erase.getByLabel('Type bass@quartet.example').fill('bass@quartet.example');
    await erase.getByRole('button', { name: 'Erase the person' }).click();
    await page.getByText('Nobody for this filter').waitFor();
  });

  it('counts a pasted list of stopped people before it holds them back', async () => {
    const { page } = story.ada;
    await open(page, '/suppressions?import=true');
    const dialog = page.getByRole('dialog');
    await dialog
      .getByLabel('Addresses', { exact: true })
      .fill('Email Address,CLEAN_TIME\ngone.for.good@quartet.example,2026-01-01\nno address,2026-01-01');
    await dialog.getByLabel('Why').fill('Cleaned by our old service');
    await dialog.getByRole('button', { name: 'Count them first' }).click();
    await dialog.getByText(/Read as a file of Mailchimp: 1 is new/).waitFor();
    await dialog.getByText(/1 line cannot be read and is left out/).waitFor();
    await dialog.getByRole('button', { name: 'Hold back 1' }).click();
    await dialog.waitFor({ state: 'detached' });
    await open(page, '/suppressions?source=import&cause=hard_bounce');
    await page.getByRole('row', { name: /gone\.for\.good@quartet\.example/ }).waitFor();
  });
}
