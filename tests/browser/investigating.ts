// Part four and a half: she never gets it, though she was re-added five times. Why, what her IT needs, who else, and is it so now?
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../../scripts/wait.mjs';
import { inTheme, overhang, violations } from './accessible.js';
import { type Clicks, clicks } from './clicks.js';
import { pressOn } from './keyboard.js';
import { call, quickCampaign, quickList } from './quick-campaign.js';
import { story } from './story.js';
import { open, settled, type Visitor, visitor } from './visitor.js';

const HER = 'gone.weber@garden-club.example';
const FOUND_MS = 60_000;

export function investigating(): void {
  let ben: Visitor;
  let counted: Clicks;
  beforeAll(async () => {
    const { page } = story.ada;
    await open(page, '/');
    const listId = await quickList(page, 'The gardeners', [
      HER,
      'well@garden-club.example',
      'fine@garden-club.example',
    ]);
    for (let times = 0; times < 5; times++) {
      const [her] = (await call(page, 'GET', `/v1/subscribers?search=${encodeURIComponent(HER)}`)).data;
      await call(page, 'DELETE', `/v1/subscribers/${her.id}`);
      await call(page, 'POST', '/v1/subscribers', { address: HER, listIds: [listId], acknowledgePast: true });
    }
    await quickCampaign(page, 'Seeds of spring', listId);
    await until(
      'she was refused',
      FOUND_MS,
      async () => (await call(page, 'GET', `/v1/addresses/${HER}`)).deliveries[0]?.state === 'refused',
    );
    ben = await visitor(story.browser, { signedInAs: story.ada, height: 720 });
    await ben.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    counted = await clicks(ben.page);
  });
  afterAll(() => ben?.close());

  it('task 11: from any page the verdict is one paste and Enter away, whole without scrolling', async () => {
    const { page } = ben;
    await open(page, '/lists');
    counted.beginAnew();
    await page.keyboard.press('Control+k');
    await page.getByRole('textbox', { name: 'Find an address, a page or a deed' }).fill(HER);
    await page.getByText('Open the page of this address').waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/addresses/**');
    await settled(page);
    expect(counted.count()).toBeLessThanOrEqual(2);
    const card = page.getByRole('region', { name: /^This mailbox does not exist/ });
    await card.getByText('Certain', { exact: true }).waitFor();
    const parts = [
      card.getByRole('heading', { level: 2 }),
      card.getByText('Certain', { exact: true }),
      card.getByRole('heading', { name: 'What to do' }),
      card.getByText(/^Stop mailing this address/),
      card.getByText(/^Removing and re-adding: done 5 times/),
    ];
    for (const part of parts) {
      const box = (await part.boundingBox())!;
      expect(box.y + box.height, (await part.textContent()) ?? '').toBeLessThanOrEqual(720);
    }
    expect(await page.getByText(/^Added again by Ada/).count()).toBe(5);
    expect(await violations(page)).toEqual([]);
  });

  it('opens exactly the people each number of the comparison counts', async () => {
    const { page } = ben;
    const her = new URL(page.url()).pathname;
    const { contrast } = await call(page, 'GET', `/v1${her}`);
    expect(contrast).toMatchObject({ domainTried: 2, domainAccepted: 2 });
    await page.getByRole('link', { name: /^2: Others at garden-club\.example, everybody/ }).click();
    await page.waitForURL(/beside=/);
    await page
      .getByRole('status')
      .filter({ hasText: /^2 people$/ })
      .waitFor();
    await page.getByRole('row', { name: /well@garden-club\.example/ }).waitFor();
    await page.getByText('Others at the same domain').waitFor();
    await open(page, her);
  });

  it('task 12: one more press has what her IT needs, in English and German', async () => {
    const { page } = ben;
    counted.beginAnew();
    await page.getByRole('button', { name: 'Note for her IT' }).click();
    const note = page.getByRole('region', { name: 'The note' });
    await note.waitFor();
    expect(counted.count()).toBe(1);
    const text = (await note.textContent()) ?? '';
    expect(text).toMatch(/- \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC: refused/);
    expect(text).toMatch(/Our IP: 127\.0\.0\.1\n {2}Our host name \(EHLO\): mail\.doorstep\.example/);
    expect(text).toMatch(/Your host: \S+ \[127\./);
    expect(text).toContain('5.1.1');
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(text);
    await page.getByRole('dialog').getByText('Deutsch', { exact: true }).click();
    await note.getByText(/kommt nicht an/).waitFor();
    expect(await page.getByRole('link', { name: 'E-mail draft' }).getAttribute('href')).toMatch(
      /^mailto:postmaster@garden-club\.example\?subject=Post%20an/,
    );
    expect(await violations(page, { within: '[role="dialog"]' })).toEqual([]);
    await page.keyboard.press('Escape');
    await note.waitFor({ state: 'detached' });
  });

  it('tasks 11 and 12 with keys alone in the dark on a phone: the paste, Enter, and one more press', async () => {
    const phone = await visitor(story.browser, { signedInAs: story.ada, theme: 'dark', width: 390, height: 844 });
    const { page } = phone;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const pressed = await clicks(page);
    await open(page, '/lists');
    pressed.beginAnew();
    await page.keyboard.press('Control+k');
    await page.getByRole('textbox', { name: 'Find an address, a page or a deed' }).waitFor();
    await page.keyboard.type(HER);
    await page.getByText('Open the page of this address').waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/addresses/**');
    await page.getByRole('region', { name: /^This mailbox does not exist/ }).waitFor();
    expect(pressed.count()).toBeLessThanOrEqual(2);
    expect(await overhang(page)).toBe(0);
    pressed.beginAnew();
    await pressOn(page, page.getByRole('button', { name: 'Note for her IT' }));
    const note = page.getByRole('region', { name: 'The note' });
    await note.waitFor();
    expect(pressed.count()).toBeLessThanOrEqual(1);
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(await note.textContent());
    expect(await violations(page, { within: '[role="dialog"]' })).toEqual([]);
    expect(await overhang(page)).toBe(0);
    expect(phone.faults).toEqual([]);
    await phone.close();
  });

  it('looks at her mail servers now by keys alone, and compares with her last failure; nobody is written to', async () => {
    const { page } = ben;
    await pressOn(page, page.getByRole('button', { name: 'Check now' }));
    const live = page.getByRole('region', { name: 'Her mail servers now' });
    await live
      .getByText(/take[s]? connections/)
      .first()
      .waitFor();
    await live.getByText(/different since her last failure/).waitFor();
    await pressOn(page, live.getByRole('button', { name: 'Ask about her address too…' }));
    await page.getByText(/the question is taken back before any message/).waitFor();
    await pressOn(page, page.getByRole('button', { name: 'Ask once' }));
    await live.getByText(/refuses this address\./).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('tries one mail out of the hold, in the dark on a phone, and shows that it was refused once more', async () => {
    const { page } = ben;
    await inTheme(page, 'dark');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: 'Try with one mail…' }).click();
    await page.getByRole('dialog').getByLabel('Why').fill('She says that it works now');
    await page.getByRole('button', { name: 'Lift it and send one mail' }).click();
    const result = page.getByRole('status', { name: 'The one mail' });
    await result.getByText('Refused').waitFor({ timeout: FOUND_MS });
    await page.getByRole('button', { name: 'Try with one mail…' }).waitFor({ timeout: FOUND_MS });
    expect(await violations(page, { onlyColours: true })).toEqual([]);
    await expect.poll(() => overhang(page)).toBe(0);
    await inTheme(page, 'light');
    await page.setViewportSize({ width: 1280, height: 720 });
  });

  it('caused no fault', () => {
    expect(ben.faults).toEqual([]);
  });
}
