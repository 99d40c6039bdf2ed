// Part five: every page in both themes and on a phone: readable for everyone, quiet in the console, nothing from elsewhere.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inTheme, overhang, violations } from './accessible.js';
import { call } from './quick-campaign.js';
import { someone, story } from './story.js';
import { open, settled, type Visitor, visitor } from './visitor.js';

type Named = [name: string, path: () => string | Promise<string>];

/** Pages with what the long story made. */
export const storyPages: Named[] = [
  ['overview', () => '/'],
  ['campaigns', () => '/campaigns'],
  ['a finished campaign', () => story.campaignPath],
  ['the people of a campaign', () => `${story.campaignPath}?tab=people&group=refused`],
  ['why it did not arrive', () => `${story.campaignPath}?tab=why`],
  ['the last replies', () => `${story.campaignPath}?tab=replies`],
  ['the campaigns before it', () => `${story.campaignPath}?tab=compare`],
  ['subscribers', () => '/subscribers'],
  ['subscribers of a filter', () => '/subscribers?status=subscribed&suppressed=no'],
  ['lists', () => '/lists'],
  ['a new segment', () => '/segments/new?example=trouble'],
  ['the audience of a campaign', () => `${story.campaignPath}/audience`],
  ['custom fields', () => '/settings/fields'],
  ['tags', () => '/settings/tags'],
  ['imports', () => '/imports'],
  ['a new import', () => '/imports/new'],
  ['a finished import', () => story.importPath],
  ['suppressions', () => '/suppressions?state=all'],
  ['sending domains', () => '/sending-domains'],
  ['returned mail', () => '/returned-mail'],
  ['bounce mailboxes', () => '/bounce-mailboxes'],
  ['queue', () => '/queue'],
  ['the search of addresses', () => '/addresses'],
  ['the page of an address', () => `/addresses/${someone('unknown-user').address}`],
  ['users', () => '/settings/users'],
  ['API keys', () => '/settings/api-keys'],
  ['source addresses', () => '/settings/source-addresses'],
  ['the keys of links', () => '/settings/link-keys'],
  ['what bounces lead to', () => '/settings/consequences'],
  ['rules', () => '/settings/rules'],
  ['a campaign on paper', () => `${story.campaignPath}/paper`],
  ['a month on paper', () => '/campaigns/month'],
  ['webhooks', () => '/settings/webhooks'],
  ['a webhook', () => story.webhookPath],
  ['the audit log', () => '/settings/audit'],
];

export const storyDialogs = [
  '/lists?new=true',
  '/campaigns?new=true',
  '/subscribers?add=true',
  '/subscribers?filter=true',
  '/subscribers?history=true',
  '/suppressions?import=true',
  '/suppressions?add=true',
  '/suppressions?release=true',
  '/sending-domains?new=true',
  '/bounce-mailboxes?new=true',
  '/settings/users?new=true',
  '/settings/fields?new=true',
  '/settings/tags?new=true',
  '/settings/api-keys?new=true',
  '/settings/source-addresses?new=true',
  '/settings/link-keys?new=true',
  '/settings/rules?new=true',
  '/settings/webhooks?new=true',
];

const domainId = async (): Promise<string> => (await call(story.ada.page, 'GET', '/v1/sending-domains')).data[0].id;

/** Pages with what the weekly jobs made. */
export const weeklyPages: Named[] = [
  ['segments', () => '/segments'],
  ['chronic bounces', () => '/chronic'],
  ['series', () => '/campaigns/series'],
  ['the calendar', () => '/campaigns/calendar'],
  ['a restored backup', () => '/campaigns/restored'],
  ['deliverability', () => '/deliverability'],
  ['the records of a domain on paper', async () => `/sending-domains/${await domainId()}/paper`],
  ['who is skipped next time', () => '/chronic?people=held_back'],
];

export const weeklyDialogs = ['/chronic?rule=true', '/campaigns/series?new=true'];

const LAYOUT_MS = 5000;

export function everyPage(pages: readonly Named[], dialogs: readonly string[]): void {
  let guest: Visitor;
  beforeAll(async () => {
    guest = await visitor(story.browser, { signedInAs: story.ada });
  });
  afterAll(() => guest?.close());

  it.each([...pages])('%s is accessible in light and dark, and fits a phone', async (_, path) => {
    const { page, faults } = guest;
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1280, height: 800 });
    await open(page, await path());
    expect(await violations(page)).toEqual([]);
    await inTheme(page, 'dark');
    expect(await violations(page, { onlyColours: true })).toEqual([]);
    expect(await overhang(page)).toBe(0);
    await page.setViewportSize({ width: 390, height: 844 });
    await settled(page);
    // The page is laid out anew for the narrow width a moment after the window has it.
    await expect.poll(() => overhang(page), { timeout: LAYOUT_MS }).toBe(0);
    expect(faults).toEqual([]);
  });

  it.each([...dialogs])('the dialog of %s is accessible and closes with Escape', async (path) => {
    const { page, faults } = guest;
    await page.setViewportSize({ width: 1280, height: 800 });
    await open(page, path);
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    expect(await violations(page, { within: '[role="dialog"]' })).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
  });
}

export function theFrame(): void {
  let guest: Visitor;
  beforeAll(async () => {
    guest = await visitor(story.browser, { signedInAs: story.ada });
  });
  afterAll(() => guest?.close());

  it('the pages at the door are accessible to somebody who is not signed in', async () => {
    const { page, faults, close } = await visitor(story.browser, { width: 390 });
    for (const path of ['/sign-in', '/welcome']) {
      await page.emulateMedia({ colorScheme: 'light' });
      await open(page, path);
      expect(await violations(page)).toEqual([]);
      expect(await overhang(page)).toBe(0);
      await inTheme(page, 'dark');
      expect(await violations(page, { onlyColours: true })).toEqual([]);
    }
    expect(faults).toEqual([]);
    await close();
  });

  it('keeps the theme that was chosen, also after a reload', async () => {
    const { page } = guest;
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1280, height: 800 });
    await open(page, '/');
    await page.getByRole('button', { name: 'Light or dark' }).click();
    await page.getByRole('menuitem', { name: 'Dark' }).click();
    await page.reload();
    await settled(page);
    expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
    await page.getByRole('button', { name: 'Light or dark' }).click();
    await page.getByRole('menuitem', { name: 'As this device' }).click();
  });

  it('leads a phone to every place by the menu', async () => {
    const { page } = guest;
    await page.setViewportSize({ width: 390, height: 844 });
    await open(page, '/');
    await page.getByRole('button', { name: 'Open the menu' }).click();
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Queue' }).click();
    await page.waitForURL('**/queue');
    await page.getByRole('heading', { name: 'Queue' }).waitFor();
  });
}
