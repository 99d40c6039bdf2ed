// Part four: why does she not get it? From the campaign, from the palette, and after deleting and adding her again.
import { expect, it } from 'vitest';
import { someone, story } from './story.js';
import { open, settled } from './visitor.js';

const RETURN_MS = 60_000;

export function asking(): void {
  it('opens someone who was refused and says why, what to do and what will not help', async () => {
    const { page } = story.ada;
    const { address } = someone('unknown-user');
    await open(page, `${story.campaignPath}?tab=people&group=refused`);
    await page.getByRole('link', { name: `Why: ${address}` }).click();
    await page.getByRole('heading', { level: 1 }).filter({ hasText: address }).waitFor();
    await settled(page);
    const verdict = page.getByRole('region').filter({ has: page.locator('#verdict') });
    expect((await page.locator('#verdict').textContent())?.length).toBeGreaterThan(10);
    await verdict.getByRole('heading', { name: 'What to do' }).waitFor();
    await page.getByText(/^1 of 1 campaign/).waitFor();
    await page.locator('pre').filter({ hasText: /55\d/ }).first().waitFor();
  });

  it('knows what was accepted first and came back later', async () => {
    const { page } = story.ada;
    const { address } = someone('returns-unknown');
    await expect
      .poll(
        async () => {
          await open(page, `/addresses/${address}`);
          return page.getByText('Returned later').count();
        },
        { timeout: RETURN_MS, interval: 1000 },
      )
      .toBeGreaterThan(0);
  });

  it('shows a hostile reply as text, whatever markup is in it', async () => {
    const { page } = story.ada;
    await open(page, `/addresses/${someone('hostile-reply').address}`);
    await page.locator('pre').filter({ hasText: '<script>' }).first().waitFor();
  });

  it('warns before an address with a past is added again, and keeps everything known about it', async () => {
    const { page } = story.ada;
    const { address } = someone('unknown-user');
    await open(page, `/subscribers?search=${encodeURIComponent(address)}`);
    await page.getByRole('button', { name: `Delete ${address}` }).click();
    await page.getByRole('dialog').getByRole('button').last().click();
    await page.getByText('Nobody for this filter').waitFor();
    await open(page, `/addresses/${address}`);
    await page.getByText('Not a subscriber now').waitFor();
    await open(page, '/subscribers?add=true');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Address').fill(address);
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('heading', { name: 'This address has a past' }).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Add anyway' }).click();
    await page.getByText(`${address} is a subscriber`).waitFor();
    // The warning is a 409 of the API, which the browser notes as an error of its own.
    story.ada.faults.splice(0, story.ada.faults.length, ...story.ada.faults.filter((fault) => !fault.includes('409')));
    await open(page, `/addresses/${address}`);
    await page.getByText('Added twice, deleted once').waitFor();
    await page.getByText(/^1 of 1 campaign/).waitFor();
    await page.locator('pre').filter({ hasText: /55\d/ }).first().waitFor();
  });

  it('finds an address from any page by Ctrl K, typed or pasted', async () => {
    const { page } = story.ada;
    const { address } = someone('unknown-user');
    await open(page, '/queue');
    await page.keyboard.press('Control+k');
    const search = page.getByRole('textbox', { name: 'Find an address, a page or a deed' });
    await search.fill(address.slice(0, 6));
    await page
      .getByRole('button', { name: new RegExp(`^${address.slice(0, 6)}`) })
      .first()
      .waitFor();
    await search.fill(` <${address.toUpperCase()}> `);
    await page.getByText('Open the page of this address').waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/addresses/${encodeURIComponent(address)}`);
    await page.getByRole('heading', { level: 1 }).filter({ hasText: address }).waitFor();
  });

  it('goes to a place by keys, and to the content by the skip link', async () => {
    const { page } = story.ada;
    await open(page, '/lists');
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await page.waitForURL('**/campaigns');
    await settled(page);
    await open(page, '/lists');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/lists#main');
  });
}
