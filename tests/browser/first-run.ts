// Part one: the one-time link makes the first account; without it, or signed out, nobody gets in.
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { service } from './service.js';
import { ACCOUNT, story } from './story.js';
import { settled, visitor } from './visitor.js';

/** The first account, where a story is about what comes after it. */
export async function makeAccount(page: Page): Promise<void> {
  await page.goto(service().signInLink);
  await page.getByLabel('Your name').fill(ACCOUNT.name);
  await page.getByLabel('Your address').fill(ACCOUNT.address);
  await page.getByLabel(/^Password/).fill(ACCOUNT.password);
  await page.getByRole('button', { name: 'Create the account' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  await settled(page);
}

export function firstRun(): void {
  it('sends a stranger to the sign-in page', async () => {
    const stranger = await visitor(story.browser);
    await stranger.page.goto('/lists');
    await stranger.page.waitForURL(/\/sign-in\?next=%2Flists$/);
    await stranger.close();
  });

  it('makes the first account from the one-time link, and says what is wrong with a short password', async () => {
    const { page } = story.ada;
    await page.goto(service().signInLink);
    await page.getByLabel('Your name').fill(ACCOUNT.name);
    await page.getByLabel('Your address').fill(ACCOUNT.address);
    await page.getByLabel(/^Password/).fill('short');
    await page.getByRole('button', { name: 'Create the account' }).click();
    await page.getByText('12 signs or more; this has 5').waitFor();
    await page.getByLabel(/^Password/).fill(ACCOUNT.password);
    await page.getByRole('button', { name: 'Create the account' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await settled(page);
    await page.getByText('Sandbox: no mail leaves this machine').waitFor();
  });

  it('does not take the link a second time', async () => {
    const late = await visitor(story.browser);
    await late.page.goto(service().signInLink);
    await late.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await late.page.getByRole('alert').filter({ hasText: /\S/ }).first().waitFor();
    expect(new URL(late.page.url()).pathname).toBe('/welcome');
    await late.close();
  });

  it('signs out, refuses a wrong password in words, and leads back to the page asked for', async () => {
    const { page } = await visitor(story.browser);
    await page.goto('/sign-in?next=%2Flists');
    await page.getByLabel('Address').fill(ACCOUNT.address);
    await page.getByLabel(/^Password/).fill('not her password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Address and password do not belong together.').waitFor();
    await page.getByLabel(/^Password/).fill(ACCOUNT.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('**/lists');
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.waitForURL('**/sign-in');
    await page.goto('/lists');
    await page.waitForURL(/\/sign-in/);
    await page.context().close();
  });
}
