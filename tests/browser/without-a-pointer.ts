// Three tasks of an editor told once more to somebody with keys alone and a phone's window in a dark room.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { overhang, violations } from './accessible.js';
import { type Clicks, clicks } from './clicks.js';
import { pressOn, typeInto } from './keyboard.js';
import { quickCampaign, quickList } from './quick-campaign.js';
import { story } from './story.js';
import { open, settled, type Visitor, visitor } from './visitor.js';

const PHONE = { width: 390, height: 844 };
const CAMPAIGN_URL = /\/campaigns\/[0-9a-f-]{36}/;
const END_MS = 60_000;
/** Refused for what we are, not for who they are: they stay on the list. */
const MISSING = ['one', 'two', 'three'].map((who) => `keys.${who}@strict-filter.example`);

export function withoutAPointer(): void {
  let guest: Visitor;
  let pressed: Clicks;
  beforeAll(async () => {
    guest = await visitor(story.browser, { signedInAs: story.ada, theme: 'dark', ...PHONE });
    pressed = await clicks(guest.page);
  });
  afterAll(() => guest?.close());

  it('writes a short issue and sends a test', async () => {
    const { page } = guest;
    await open(page, '/campaigns');
    pressed.beginAnew();
    await pressOn(page, page.getByRole('button', { name: 'New campaign' }).first());
    await typeInto(page, page.getByRole('dialog').getByLabel('Name'), 'Keys alone');
    await pressOn(page, page.getByRole('button', { name: 'Begin writing' }));
    await page.waitForURL(CAMPAIGN_URL);
    await settled(page);
    await pressOn(page, page.getByRole('button', { name: 'Templates' }));
    await pressOn(page, page.getByRole('button', { name: 'Use Letter', exact: true }));
    await page.getByRole('textbox', { name: 'Message', exact: true }).getByText('Tell it as you would').waitFor();
    await typeInto(page, page.getByRole('textbox', { name: 'Subject' }), 'Typed');
    await typeInto(page, page.getByLabel('From address'), 'letter');
    await page.getByText('Saved', { exact: true }).waitFor();
    const to = page.getByLabel('Send a test to');
    await typeInto(page, to, '');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('keys.test@googlish.example');
    await pressOn(page, page.getByRole('button', { name: 'Send the test' }));
    await page.locator('pre').filter({ hasText: /^250/ }).waitFor();
    expect(pressed.count()).toBeLessThanOrEqual(6);
    await looksRight(page);
  });

  it('sends an issue again to exactly those who missed it', async () => {
    const { page } = guest;
    const listId = await quickList(page, 'Behind a strict filter', [...MISSING, 'keys.ok@googlish.example']);
    const id = await quickCampaign(page, 'Three are filtered', listId);
    await open(page, `/campaigns/${id}`);
    await page.getByText(`${MISSING.length} people did not get it.`).first().waitFor({ timeout: END_MS });
    await looksRight(page);
    pressed.beginAnew();
    await pressOn(page, page.getByRole('button', { name: 'Send again to these' }).first());
    await pressOn(page, page.getByRole('dialog').getByRole('button', { name: /^Make a draft for/ }));
    await page.waitForURL((url) => CAMPAIGN_URL.test(url.pathname) && !url.pathname.endsWith(id));
    expect(pressed.count()).toBeLessThanOrEqual(3);
    await settled(page);
    await looksRight(page);
  });

  it('puts a month on paper', async () => {
    const { page } = guest;
    await open(page, '/campaigns');
    pressed.beginAnew();
    await pressOn(page, page.getByRole('link', { name: 'A month on paper' }));
    await page.getByRole('button', { name: 'Print' }).waitFor();
    expect(pressed.count()).toBeLessThanOrEqual(2);
    await looksRight(page);
    expect(guest.faults).toEqual([]);
  });
}

async function looksRight(page: Visitor['page']): Promise<void> {
  expect(await violations(page)).toEqual([]);
  expect(await overhang(page)).toBe(0);
}
