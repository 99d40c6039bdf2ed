// Part three and a half: what became of the campaign, for the one who sent it, for her boss, and for those who missed it.
import { expect, it } from 'vitest';
import { service } from './service.js';
import { story } from './story.js';
import { open, settled } from './visitor.js';

/** Clicks in the page so far. */
async function countClicks(page: import('playwright-core').Page): Promise<() => Promise<number>> {
  await page.evaluate("globalThis.clicks = 0; document.addEventListener('click', () => globalThis.clicks++, true)");
  return () => page.evaluate('globalThis.clicks');
}

export function reporting(): void {
  let missed = 0;

  it('says who did not get it, and opens exactly as many as it says', async () => {
    const { page } = story.ada;
    await open(page, story.campaignPath);
    const words = await page
      .getByText(/did not get it\./)
      .first()
      .textContent();
    missed = Number(/([\d,]+) (?:person|people) did not get it/.exec(words ?? '')?.[1]?.replaceAll(',', ''));
    expect(missed).toBeGreaterThan(0);
    await page.getByRole('link', { name: 'See who' }).click();
    await page.waitForURL(/group=missed/);
    await page.getByText(missed === 1 ? '1 person' : `${missed} people`, { exact: true }).waitFor();
    const rows = page.getByRole('region', { name: 'People of this campaign' }).locator('tbody tr');
    await expect.poll(() => rows.count()).toBe(Math.min(missed, 50));
  });

  it('shows causes beside providers, and the last replies as text', async () => {
    const { page } = story.ada;
    await page.getByRole('tab', { name: 'Why' }).click();
    const number = page
      .getByRole('region', { name: 'Causes by provider' })
      .locator('tbody tr')
      .first()
      .getByRole('link')
      .last();
    const people = Number((await number.textContent())?.replaceAll(',', ''));
    await number.click();
    await page.getByText(people === 1 ? '1 person' : `${people} people`, { exact: true }).waitFor();
    await page.getByRole('tab', { name: 'Replies' }).click();
    await page.getByRole('list', { name: 'Last replies, newest first' }).waitFor();
  });

  it('is sent again to only those who missed it, in three clicks', async () => {
    const { page } = story.ada;
    await open(page, story.campaignPath);
    const clicks = await countClicks(page);
    await page.getByRole('button', { name: 'Send again to these' }).first().click();
    const make = page.getByRole('dialog').getByRole('button', { name: /^Make a draft for \d+/ });
    const people = Number(/\d+/.exec((await make.textContent()) ?? '')?.[0]);
    expect(people).toBeGreaterThan(0);
    expect(people).toBeLessThanOrEqual(missed);
    expect(await clicks()).toBeLessThanOrEqual(2);
    await make.click();
    await page.waitForURL(
      (url) => url.pathname !== story.campaignPath && /^\/campaigns\/[0-9a-f-]{36}/.test(url.pathname),
    );
    await settled(page);
    await page.getByText(new RegExp(`^${people} (person|people) will get it\\.`)).waitFor();
  });

  it('goes on paper: a month in two clicks, on two or three pages at most, saying what it is of', async () => {
    const { page } = story.ada;
    await open(page, '/campaigns');
    await page.getByRole('link', { name: 'A month on paper' }).click();
    await page.getByRole('button', { name: 'Print' }).waitFor();
    await open(page, `/campaigns/month?month=${new Date().toISOString().slice(0, 7)}`);
    await page.getByRole('region', { name: 'Campaigns of the month' }).waitFor();
    await page.getByText(/All campaigns begun from/).waitFor();
    const paper = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1');
    expect(paper.match(/\/Type\s*\/Page[^s]/g)!.length).toBeLessThanOrEqual(3);
    await open(page, `${story.campaignPath}/paper`);
    const report = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1');
    expect(report.match(/\/Type\s*\/Page[^s]/g)!.length).toBeLessThanOrEqual(3);
  });

  it('is shown to somebody without an account until the link is revoked', async () => {
    const { page } = story.ada;
    await open(page, story.campaignPath);
    await page.getByRole('button', { name: 'Share' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Make the link' }).click();
    const link = (await dialog.locator('pre').textContent())!;
    expect(link.startsWith(new URL(service().url).origin)).toBe(true);
    const stranger = await fetch(link);
    expect(stranger.status).toBe(200);
    expect(await stranger.text()).toContain('did not get it');
    await dialog.getByRole('button', { name: /^Revoke the link/ }).click();
    await expect.poll(async () => (await fetch(link)).status).toBe(404);
    await page.keyboard.press('Escape');
  });

  it('tells a program of ours what happens', async () => {
    const { page } = story.ada;
    await open(page, '/settings/webhooks?new=true');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Address').fill('http://127.0.0.1:9/hook');
    await dialog.getByRole('button', { name: 'Make the webhook' }).click();
    await page.getByText(/^whsec_/).waitFor();
    await page.getByRole('button', { name: 'I have copied it' }).click();
    await page.getByRole('link', { name: 'http://127.0.0.1:9/hook' }).last().click();
    // What is opened stands in the address of the page: it must be there first.
    await page.waitForURL(/\/settings\/webhooks\/[0-9a-f-]{36}$/);
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByRole('button', { name: 'webhook.test' }).click();
    await page
      .getByRole('dialog')
      .getByText(/no answer after/)
      .first()
      .waitFor();
    story.webhookPath = new URL(page.url()).pathname;
    await page.keyboard.press('Escape');
  });
}
