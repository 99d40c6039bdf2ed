// Part: the keys of a domain and of links are exchanged, looked at, and taken back.
import { expect, it } from 'vitest';
import { violations } from './accessible.js';
import { story } from './story.js';
import { open } from './visitor.js';

export function exchangingKeys(): void {
  it('exchanges a signing key in three steps, and lets the one before sign again', async () => {
    const { page } = story.ada;
    await open(page, '/sending-domains');
    const keys = page.getByRole('group', { name: 'Signing keys of news.doorstep.example' });
    const signs = (selector: string) =>
      expect
        .poll(() => keys.textContent(), { timeout: 10_000 })
        .toMatch(new RegExp(`Signs\\s*${selector} \\(RSA\\) since`));
    await signs('ds1');
    await keys.getByRole('button', { name: 'Exchange the key of news.doorstep.example' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^Also a key of the newer kind/).check();
    expect(await violations(page, { within: '[role="dialog"]' })).toEqual([]);
    await dialog.getByRole('button', { name: 'Make the next key' }).click();
    await dialog.waitFor({ state: 'detached' });
    // The sandbox publishes the records by itself.
    await keys.getByText('Every name server shows exactly the new key.').waitFor();
    expect(await keys.getByRole('list', { name: /^Who shows the record of / }).count()).toBe(2);
    expect(await violations(page)).toEqual([]);
    await keys.getByRole('button', { name: 'Switch to it' }).click();
    await dialog.getByText('At a time').click();
    expect(await dialog.getByRole('button', { name: 'Plan the switch' }).isDisabled()).toBe(true);
    await dialog.getByText('Now', { exact: true }).click();
    await dialog.getByRole('button', { name: 'Switch now' }).click();
    await dialog.waitFor({ state: 'detached' });
    await keys.getByText(/Keep its record until/).waitFor();
    await signs('ds\\d{6}');
    await keys.getByRole('button', { name: 'Let it sign again: ds1' }).click();
    await signs('ds1');
    await page.getByRole('button', { name: 'Check now: news.doorstep.example' }).click();
    await page.getByText('Campaigns can start from this domain.').first().waitFor();
  });

  it('exchanges the key of links, which signs in a moment', async () => {
    const { page } = story.ada;
    await open(page, '/settings/link-keys');
    await page.getByRole('row', { name: /^a Signs/ }).waitFor();
    await page.getByRole('button', { name: 'Exchange the key' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Exchange it' }).click();
    await page.getByRole('row', { name: /^b Signs in a moment/ }).waitFor();
    await page.getByRole('row', { name: /^a Signs/ }).waitFor();
    await page.getByRole('row', { name: /^b Signs .* not yet/ }).waitFor();
  });
}

/** Told later: a new key signs only a minute after it was made, when every process knows it. */
export function exchangedKeys(): void {
  it('has the new key of links sign, still reads the old one, retires it and takes that back', async () => {
    const { page } = story.ada;
    await open(page, '/settings/link-keys');
    await page.getByRole('row', { name: /^a Still read/ }).waitFor({ timeout: 90_000 });
    await page.getByRole('button', { name: 'Retire the key a' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/messages? of the last 400 days carr/).waitFor();
    expect(await violations(page, { within: '[role="dialog"]' })).toEqual([]);
    expect(await dialog.getByRole('button', { name: 'Retire it' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Retire it now; these links may stop working').check();
    await dialog.getByRole('button', { name: 'Retire it' }).click();
    await page.getByRole('row', { name: /^a Retired/ }).waitFor();
    await page.getByRole('button', { name: 'Take back the key a' }).click();
    await page.getByRole('row', { name: /^a Still read/ }).waitFor();
  });
}
