// Tasks of an editor and of a reader told once more to somebody with keys alone and a phone's window in a dark room.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { overhang, violations } from './accessible.js';
import { type Clicks, clicks } from './clicks.js';
import { pressOn, tabTo, typeInto } from './keyboard.js';
import { call, quickCampaign, quickDraft, quickList } from './quick-campaign.js';
import { receivedAmong, receivedBy } from './received.js';
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

  it('schedules nothing for words that are no time, sends, and stops it in the middle', async () => {
    const { page } = guest;
    const slow = Array.from({ length: 20 }, (_, at) => `keys${at}@slow.example`);
    const id = await quickDraft(page, 'Stopped by keys', await quickList(page, 'Many at a slow host', slow));
    await open(page, `/campaigns/${id}`);
    pressed.beginAnew();
    await pressOn(page, page.getByRole('button', { name: 'Schedule', exact: true }));
    await typeInto(page, page.getByLabel('When, in your words'), 'sometime soon');
    await page.keyboard.press('Enter');
    await page
      .getByRole('dialog')
      .getByText(/“sometime” is no part of a time/)
      .waitFor();
    expect(pressed.count()).toBeLessThanOrEqual(2);
    expect(await call(page, 'GET', `/v1/campaigns/${id}`)).toMatchObject({ state: 'draft', scheduledAt: null });
    await looksRight(page);
    await page.keyboard.press('Escape');
    await pressOn(page, page.getByRole('button', { name: 'Send now' }));
    await pressOn(page, page.getByRole('dialog').getByRole('button', { name: `Send to ${slow.length} people` }));
    const pause = page.getByRole('button', { name: 'Pause', exact: true });
    await expect.poll(() => receivedAmong('slow.example', slow), { timeout: END_MS }).toBeGreaterThan(1);
    pressed.beginAnew();
    await pressOn(page, pause);
    const told = page.getByText(/^Exactly \d+ (person|people) got it\./);
    await told.waitFor();
    expect(pressed.count()).toBeLessThanOrEqual(2);
    expect(Number(/\d+/.exec((await told.textContent())!)![0])).toBe(await receivedAmong('slow.example', slow));
    await looksRight(page);
  });

  it('says on the queue why nothing goes out', async () => {
    const { page } = guest;
    await open(page, '/queue');
    await call(page, 'POST', '/v1/sending/pause', { reason: 'The link in the letter is wrong' });
    try {
      const id = await quickCampaign(page, 'Held by a pause', await quickList(page, 'Waiting', ['waits@slow.example']));
      await open(page, '/queue');
      await page.getByRole('heading', { name: 'Why is nothing going out?' }).waitFor({ timeout: END_MS });
      await looksRight(page);
      await call(page, 'POST', `/v1/campaigns/${id}/cancel`, {});
    } finally {
      await call(page, 'POST', '/v1/sending/resume');
    }
  });

  it('frees those a mistake of a day had stopped', async () => {
    const { page } = guest;
    await quickCampaign(
      page,
      'To one who is gone',
      await quickList(page, 'Gone by keys', ['gone.keys@bakery.example']),
    );
    const held = () => call(page, 'GET', '/v1/suppressions?limit=100&cause=hard_bounce&source=outcome');
    const addresses = async () => (await held()).data.map((row: { address: string }) => row.address);
    await expect.poll(addresses, { timeout: END_MS }).toContain('gone.keys@bakery.example');
    await open(page, '/suppressions');
    pressed.beginAnew();
    await pressOn(page, page.getByRole('button', { name: 'Lift many' }));
    const dialog = page.getByRole('dialog');
    await tabTo(page, dialog.getByLabel('Why they were suppressed'));
    await page.keyboard.press('ArrowDown');
    expect(await dialog.getByLabel('Why they were suppressed').inputValue()).toBe('hard_bounce');
    await pressOn(page, dialog.getByRole('button', { name: 'Show whom it would lift' }));
    await typeInto(page, dialog.getByRole('textbox', { name: 'Why' }), 'Our rule was wrong');
    await looksRight(page);
    await pressOn(page, dialog.getByRole('button', { name: /^Lift the suppressions? of / }));
    await page.getByText(/(person is|people are) mailed again/).waitFor();
    expect(pressed.count()).toBeLessThanOrEqual(5);
    expect(await addresses()).not.toContain('gone.keys@bakery.example');
  });

  it('leaves a list as a reader', async () => {
    const { page } = guest;
    const [message] = await receivedBy('keys.ok@googlish.example');
    await page.goto(/\/u\/[a-z2-7]{43}/.exec(message!)![0]);
    pressed.beginAnew();
    await pressOn(page, page.getByRole('button', { name: 'Unsubscribe', exact: true }));
    await page.getByRole('heading', { name: 'You are unsubscribed' }).waitFor();
    expect(pressed.count()).toBeLessThanOrEqual(1);
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
