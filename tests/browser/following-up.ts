// Part four and a half: who did it, an address put right, and the people behind a number.
import { expect, it } from 'vitest';
import { violations } from './accessible.js';
import { call } from './quick-campaign.js';
import { LIST, story } from './story.js';
import { open } from './visitor.js';

export function followingUp(): void {
  it('leads from a change to its line of the audit log, and narrows the log down in the address of the page', async () => {
    const { page } = story.ada;
    await open(page, '/suppressions?state=lifted&search=leave.me');
    await page
      .getByRole('row', { name: /Lifted by Ada/ })
      .getByRole('link', { name: 'Ada' })
      .last()
      .click();
    await page.waitForURL(/\/settings\/audit\?.*entry=/);
    await page
      .getByRole('row', { name: /This line.*Ada.*Suppressions: lift.*leave\.me\.alone@accepts\.example/ })
      .waitFor();
    expect(await violations(page)).toEqual([]);
    await page
      .getByRole('link', { name: /^Only changes of this: leave\.me/ })
      .first()
      .click();
    await page.waitForURL(/about=suppressions/);
    await page.getByRole('row', { name: /Suppressions: add/ }).waitFor();
    await open(page, '/settings/audit');
    await page.getByRole('searchbox', { name: 'Address, or name of an object' }).fill('leave.me.alone@accepts.example');
    await page.waitForURL(/about=leave/);
    await page.getByLabel('Kind of change').selectOption('suppressions.lift');
    await page.waitForURL(/action=suppressions\.lift/);
    await expect.poll(() => page.getByRole('row', { name: /Suppressions/ }).count()).toBe(1);
    await page.getByRole('button', { name: 'Export' }).click();
    const href = await page.getByRole('menuitem', { name: 'CSV, for a spreadsheet' }).getAttribute('href');
    expect((await (await page.request.get(href ?? '')).text()).trim().split('\n')).toHaveLength(3);
    await page.keyboard.press('Escape');
  });

  it('corrects one mistyped address, says before what comes of it, and takes it back', async () => {
    const { page } = story.ada;
    await call(page, 'POST', '/v1/subscribers', { address: 'paula@gmial.com', name: 'Paula', acknowledgePast: true });
    await open(page, '/subscribers?search=paula%40gmial');
    await page
      .getByRole('button', { name: /paula@gmial\.com/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Correct the address…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Correct the address' });
    await dialog.getByLabel('The right address').fill('paula@gmail.com');
    await dialog.getByText('What happened to the old address stays with it.', { exact: false }).waitFor();
    expect(await violations(page, { within: '[role="dialog"]' })).toEqual([]);
    await dialog.getByLabel('Why').fill('She told us by phone');
    await dialog.getByRole('button', { name: 'Correct the address' }).click();
    await page.getByText('paula@gmial.com is paula@gmail.com now').waitFor();
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await page.getByText('It is paula@gmial.com again').waitFor();
  });

  it('opens exactly the people a number of a list counts', async () => {
    const { page } = story.ada;
    const lists = (await call(page, 'GET', '/v1/lists')).data as {
      id: string;
      name: string;
      subscribedCount: number;
    }[];
    const list = lists.find(({ name }) => name === LIST);
    await open(page, `/lists/${list?.id}`);
    await page.getByRole('link', { name: /: Subscribed$/ }).click();
    await page.waitForURL(/status=subscribed/);
    const drawer = page.getByRole('dialog');
    await drawer
      .getByRole('status')
      .filter({ hasText: new RegExp(`^${list?.subscribedCount.toLocaleString('en')} (person|people)$`) })
      .waitFor();
    expect(await violations(page, { within: '[role="dialog"]' })).toEqual([]);
  });
}
