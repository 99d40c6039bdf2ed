// Part four and a half: what somebody may not do is explained where the control would be; nothing is offered that would be refused.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { violations } from './accessible.js';
import { call } from './quick-campaign.js';
import { someone, story } from './story.js';
import { open, type Visitor, visitor } from './visitor.js';

const PASSWORD = 'twelve signs and more';

/** Each page: what the sentence says, and a control that is not there. */
const pages: [path: () => string, sentence: RegExp, control: RegExp][] = [
  [() => '/subscribers', /can import, add or change subscribers\.$/, /Import a list|Add a subscriber/],
  [() => '/lists', /can make or change lists\.$/, /New list/],
  [() => '/segments', /can make or change segments\.$/, /New segment/],
  [() => '/imports/new', /can import a file\.$/, /Choose a file/],
  [() => '/campaigns', /can write campaigns\.$/, /New campaign|^More for/],
  [() => story.campaignPath, /can pause, cancel, share or send a campaign again\.$/, /Write a copy|Share|Send again/],
  [() => '/suppressions', /can suppress an address, or lift a suppression\.$/, /Suppress an address|^Lift/],
  [() => '/queue', /can pause or slow sending\.$/, /Pause everything/],
  [() => '/sending-domains', /can add, check or change sending domains\.$/, /Add a domain|^Check now/],
  [
    () => `/addresses/${someone('unknown-user').address}`,
    /can check, mail, suppress or free an address\.$/,
    /^Stop|^Lift/,
  ],
  [() => '/settings/tags', /can make or change tags\.$/, /New tag/],
];

async function signIn(page: Page, address: string): Promise<void> {
  await open(page, '/sign-in');
  const data = { email: address, password: PASSWORD };
  const answer = await page.request.post('/auth/sign-in/email', {
    data,
    headers: { origin: new URL(page.url()).origin },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
}

export function asViewer(): void {
  let vera: Visitor;
  beforeAll(async () => {
    const user = { name: 'Vera', address: 'vera@doorstep.example', password: PASSWORD, role: 'viewer' };
    await call(story.ada.page, 'POST', '/v1/users', user);
    vera = await visitor(story.browser);
    await signIn(vera.page, user.address);
  });
  afterAll(() => vera?.close());

  it('tells a viewer once on each page who may change it, and offers nothing that would be refused', async () => {
    const { page, faults } = vera;
    for (const [path, sentence, control] of pages) {
      await open(page, path());
      const told = page.locator('[data-only-for]');
      await told.filter({ hasText: sentence }).waitFor();
      expect(await told.count(), path()).toBe(1);
      expect(await told.textContent()).toMatch(/^Only an owner, an admin or an editor can /);
      expect(await page.getByRole('main').getByRole('button', { name: control }).count(), path()).toBe(0);
      expect(await page.getByRole('main').getByRole('link', { name: control }).count(), path()).toBe(0);
    }
    expect(await violations(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('shows an editor the users, and not that she could add one', async () => {
    const grace = await visitor(story.browser, { width: 390 });
    await signIn(grace.page, 'grace@doorstep.example');
    await open(grace.page, '/settings/users?new=true');
    await grace.page.getByText('Only an owner or an admin can add or remove users.').waitFor();
    expect(await grace.page.getByRole('button', { name: /Add a user|^Remove / }).count()).toBe(0);
    expect(await grace.page.getByRole('dialog').count()).toBe(0);
    expect(await violations(grace.page)).toEqual([]);
    expect(grace.faults).toEqual([]);
    await grace.close();
  });
}
