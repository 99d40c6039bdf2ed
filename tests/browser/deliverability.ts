// Is Gmail treating us worse than last month? From the sidebar to the answer, down to the reply and the people it was said to.
import pg from 'pg';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type SeededResults, seedResults } from '../seed-results.js';
import { looksRight, overhang, violations } from './accessible.js';
import { type Clicks, clicks } from './clicks.js';
import { pressOn } from './keyboard.js';
import { service } from './service.js';
import { story } from './story.js';
import { open, type Visitor, visitor } from './visitor.js';

const COUNTED_MS = 30_000;
const PEOPLE = 300;

export function usOrThem(): void {
  let guest: Visitor;
  let pressed: Clicks;
  let seeded: SeededResults;
  let answered: string;
  beforeAll(async () => {
    guest = await visitor(story.browser, { signedInAs: story.ada });
    pressed = await clicks(guest.page);
    const client = new pg.Client({ connectionString: service().databaseUrl });
    await client.connect();
    const query = async <Row extends object>(text: string, values?: unknown[]) =>
      (await client.query(text, values)).rows as Row[];
    seeded = await seedResults(query, { name: 'norm', people: PEOPLE });
    await client.end();
  });
  afterAll(() => guest?.close());

  it('answers whether Gmail treats us worse than last month in at most three clicks, and the address keeps the answer', async () => {
    const { page } = guest;
    await open(page, '/');
    await expect.poll(() => isCounted(page), { timeout: COUNTED_MS, interval: 500 }).toBe(PEOPLE * 3);
    pressed.beginAnew();
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Deliverability' }).click();
    await page.waitForURL('**/deliverability');
    await page.getByRole('button', { name: 'Google (Gmail)', exact: true }).click();
    const answer = page.getByRole('region', { name: 'Us or them?' });
    await answer.getByText(/^Google \(Gmail\) took [\d.]+ % \([\d,]+ of [\d,]+\) at once/).waitFor();
    expect(pressed.count()).toBeLessThanOrEqual(3);
    await page.getByLabel('Time').selectOption('7d');
    await answer
      .getByText(
        /100 % .* in the 28 days before\. The others in the same hours did not fall .*: it is Google \(Gmail\) with us\.$/,
      )
      .waitFor();
    expect(pressed.count()).toBeLessThanOrEqual(3);
    await answer.getByText('Worse, only here').waitFor();
    answered = page.url();
    await looksRight(page);
    const other = await visitor(story.browser, { signedInAs: story.ada, theme: 'dark', width: 390, height: 844 });
    await open(other.page, answered);
    await other.page
      .getByText(/it is Google \(Gmail\) with us\.$/)
      .first()
      .waitFor();
    await looksRight(other.page);
    expect(other.faults).toEqual([]);
    await other.close();
  });

  it('goes down to what they said, and each number opens exactly its messages', async () => {
    const { page } = guest;
    await page.getByRole('button', { name: 'What they say' }).click();
    const refusal = page.getByRole('button', { name: /^550 5\.7\.26 .* gsmtp$/ });
    await refusal.waitFor();
    await page.getByText('Our side', { exact: true }).first().waitFor();
    await looksRight(page);
    await refusal.click();
    const drawer = page.getByRole('dialog');
    await drawer.getByText(`${seeded.refused} messages`, { exact: true }).waitFor();
    await drawer.getByText('<script>alert(1)</script>').first().waitFor();
    await expect.poll(() => drawer.getByRole('row').count()).toBe(seeded.refused + 1);
    expect(await violations(page, { within: '[role="dialog"]' })).toEqual([]);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    await page.goBack();
    await drawer.getByText(`${seeded.refused} messages`, { exact: true }).waitFor();
    await drawer
      .getByRole('link', { name: /^p\d+@g\.norm\.example$/ })
      .first()
      .click();
    await page.waitForURL('**/addresses/**');
    expect(guest.faults).toEqual([]);
  });

  it('answers the same with keys alone in the dark on a phone, and a number of the overview opens as many messages', async () => {
    const phone = await visitor(story.browser, { signedInAs: story.ada, theme: 'dark', width: 390, height: 844 });
    const { page } = phone;
    const pressedThere = await clicks(page);
    await open(page, '/');
    const refused = page.getByRole('link', { name: /^Refused: [\d,]+$/ });
    const number = /[\d,]+/.exec((await refused.getAttribute('aria-label'))!)![0];
    expect(await violations(page)).toEqual([]);
    expect(await overhang(page)).toBe(0);
    await pressOn(page, refused);
    await page.getByRole('dialog').getByText(`${number} messages`, { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.waitForURL(({ searchParams }) => !searchParams.has('show'));
    await open(page, '/');
    pressedThere.beginAnew();
    await pressOn(page, page.getByRole('button', { name: 'Open the menu' }));
    await pressOn(page, page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Deliverability' }));
    await page.waitForURL('**/deliverability');
    await pressOn(page, page.getByRole('button', { name: 'Google (Gmail)', exact: true }));
    const answer = page.getByRole('region', { name: 'Us or them?' });
    await answer.getByText(/^Google \(Gmail\) took [\d.]+ % \([\d,]+ of [\d,]+\) at once/).waitFor();
    expect(pressedThere.count()).toBeLessThanOrEqual(3);
    expect(phone.faults).toEqual([]);
    await phone.close();
  });

  it('steps from the provider to its domain, its mail server and its replies, and back', async () => {
    const { page } = guest;
    await open(page, '/deliverability?range=7d');
    for (const step of ['Microsoft 365', 'm.norm.example', 'mx.m.norm.example'])
      await page.getByRole('button', { name: step, exact: true }).click();
    await page.getByText('Nothing said against it').waitFor();
    await page.getByRole('navigation', { name: 'Place' }).getByRole('button', { name: 'All providers' }).click();
    await page.getByRole('button', { name: /^Yahoo, sent: / }).click();
    await page.getByRole('dialog').getByText(`${PEOPLE} messages`, { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.waitForURL(({ searchParams }) => !searchParams.has('show'));
    await page.getByRole('tab', { name: 'Day by day' }).click();
    await page.getByRole('img', { name: /^Yahoo: at once 100%/ }).waitFor();
    await looksRight(page);
    await page.getByRole('tab', { name: 'What they ask for' }).click();
    await page.getByText('One-click unsubscribe').first().waitFor();
    await looksRight(page);
    expect(guest.faults).toEqual([]);
  });

  /** Messages of the last letter that the worker has counted. */
  async function isCounted(page: Page): Promise<number> {
    const answer = await page.request.get(`/v1/deliverability/deliveries/count?campaignId=${seeded.campaignIds[0]}`);
    return ((await answer.json()) as { messages: number }).messages;
  }
}
