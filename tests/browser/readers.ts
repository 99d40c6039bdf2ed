// A reader leaves after a scanner was there, changes her address and reads past issues on a phone; an editor frees and asks.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { looksRight, overhang, violations } from './accessible.js';
import { type Clicks, clicks } from './clicks.js';
import { pressOn, typeInto } from './keyboard.js';
import { call, quickCampaign, quickList } from './quick-campaign.js';
import { receivedBy } from './received.js';
import { service } from './service.js';
import { story } from './story.js';
import { open, type Visitor, visitor } from './visitor.js';

const MAX_CLICKS = { leave: 1, free: 5 };
const HOST = 'bakery.example';
const READER = `rita@${HOST}`;
const MOVER = `mona@${HOST}`;
const NEW_HOME = `mona.new@${HOST}`;
/** Their host says there is nobody of that name. */
const STOPPED = ['gone.saskia', 'gone.samir'].map((who) => `${who}@${HOST}`);
const BY_HAND = `let.be@${HOST}`;
const ANGRY = `angry.anton@${HOST}`;
const ARRIVES_MS = 30_000;

/** Paths in the newest message that has one of this kind. */
async function linkTo(address: string, kind: 'u' | 'me', nth = 1): Promise<string> {
  const pattern = new RegExp(`/${kind}/[a-z2-7]{43}`);
  let found: string[] = [];
  await expect
    .poll(
      async () => {
        found = (await receivedBy(address)).flatMap((raw) => pattern.exec(raw)?.[0] ?? []);
        return found.length;
      },
      { timeout: ARRIVES_MS, interval: 300 },
    )
    .toBeGreaterThanOrEqual(nth);
  return found.at(-1)!;
}

/** A page of readers takes its theme from their device alone. */
async function readsWell(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page, { onlyColours: colorScheme === 'dark' })).toEqual([]);
  }
  expect(await overhang(page)).toBe(0);
}

export function readers(): void {
  let phone: Visitor;
  let guest: Visitor;
  let pressed: Clicks;
  let counter: Clicks;
  let listId: string;
  let campaignId: string;
  const statusOf = async (address: string) => {
    const found = await call(story.ada.page, 'GET', `/v1/addresses/${address}`);
    return found.memberships.map(({ status }: { status: string }) => status);
  };
  beforeAll(async () => {
    phone = await visitor(story.browser, { width: 320, height: 640 });
    pressed = await clicks(phone.page);
    guest = await visitor(story.browser, { signedInAs: story.ada });
    counter = await clicks(guest.page);
    const { page } = story.ada;
    await open(page, '/lists');
    listId = await quickList(page, 'Bread letter', [READER, MOVER, ...STOPPED]);
    await call(page, 'PATCH', `/v1/lists/${listId}/public`, { hasArchive: true, hasForm: true });
    await call(page, 'POST', '/v1/suppressions', { address: BY_HAND, reason: 'Asked by phone' });
    await call(page, 'POST', '/v1/suppression-files', {
      text: JSON.stringify([{ EmailAddress: ANGRY, Reason: 'COMPLAINT' }]),
      ...{ reason: 'Our old service', isTrial: false },
    });
    campaignId = await quickCampaign(page, 'Bread in November', listId);
  });
  afterAll(async () => {
    await phone?.close();
    await guest?.close();
  });

  it('leaves with one press, after a scanner opened every link and changed nothing', async () => {
    const { page } = phone;
    const link = await linkTo(READER, 'u');
    const [raw] = await receivedBy(READER);
    for (const url of new Set(raw!.match(/https?:\/\/[^\s"<>]+/g)))
      if (url.startsWith(service().url.replace(/\/$/, ''))) await page.request.get(url);
    for (const part of ['', '/lists']) await page.request.get(`${link}${part}`);
    expect(await statusOf(READER)).toEqual(['subscribed']);
    await page.goto(link);
    await readsWell(page);
    pressed.beginAnew();
    await page.getByRole('button', { name: 'Unsubscribe', exact: true }).click();
    await page.getByRole('heading', { name: 'You are unsubscribed' }).waitFor();
    expect(pressed.count()).toBeLessThanOrEqual(MAX_CLICKS.leave);
    expect(await statusOf(READER)).toEqual(['unsubscribed']);
    await readsWell(page);
    await pressOn(page, page.getByRole('button', { name: 'Too many messages' }));
    await page.getByText('Thank you. It was noted.').waitFor();
  });

  it('has a link to her own page mailed, with keys alone, and takes her subscription to another address', async () => {
    const { page } = phone;
    await page.goto(`/link/${listId}`);
    await readsWell(page);
    await typeInto(page, page.getByLabel('Your address'), MOVER);
    await pressOn(page, page.getByRole('button', { name: 'Mail me the link' }));
    await page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor();
    await page.goto(await linkTo(MOVER, 'me'));
    await page.getByRole('heading', { name: 'Your own page' }).waitFor();
    await readsWell(page);
    await typeInto(page, page.getByLabel('Your new address'), NEW_HOME);
    await pressOn(page, page.getByRole('button', { name: 'Ask the new address' }));
    await page.getByText(`A message goes to ${NEW_HOME}`).waitFor();
    await page.goto(await linkTo(NEW_HOME, 'me'));
    expect(await statusOf(MOVER)).toEqual(['subscribed']);
    await readsWell(page);
    await pressOn(page, page.getByRole('button', { name: 'Yes, bring it here' }));
    await page.getByRole('heading', { name: 'Your address is changed' }).waitFor();
    expect([await statusOf(MOVER), await statusOf(NEW_HOME)]).toEqual([['unsubscribed'], ['subscribed']]);
    await page.goto(await linkTo(MOVER, 'me', 2));
    await page.getByRole('button', { name: 'It was not me: take it back' }).waitFor();
  });

  it('reads past issues on a phone, with no script and nothing from elsewhere', async () => {
    const { page, faults } = phone;
    await page.goto(`/archive/${listId}`);
    await readsWell(page);
    await page.getByRole('link', { name: 'On Tuesday' }).click();
    await page.getByText('We sing on Tuesday.').waitFor();
    await readsWell(page);
    await page.getByRole('link', { name: 'All issues of “Bread letter”' }).click();
    await page.getByRole('link', { name: 'Feed (Atom)' }).waitFor();
    const feed = await (await page.request.get(`/archive/${listId}/feed.xml`)).text();
    const parsed = `new DOMParser().parseFromString(${JSON.stringify(feed)}, 'application/xml')`;
    expect(await story.ada.page.evaluate(`${parsed}.querySelectorAll('parsererror').length`)).toBe(0);
    expect(await story.ada.page.evaluate(`${parsed}.querySelectorAll('feed > entry > title').length`)).toBe(1);
    expect(faults).toEqual([]);
  });

  it('shows an editor where readers find it, whether an issue stands there, and why people left', async () => {
    const { page } = guest;
    await open(page, `/lists?form=${listId}`);
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('link', { name: new RegExp(`/archive/${listId}$`) }).waitFor();
    expect(await violations(page, { within: '[role="dialog"]' })).toEqual([]);
    await open(page, `/campaigns/${campaignId}?tab=message`);
    const archive = page.getByRole('region', { name: 'Public archive' });
    await archive.getByRole('link', { name: new RegExp(`/archive/${listId}/${campaignId}`) }).waitFor();
    await archive.getByText('Hide it').click();
    await archive.getByText('It stands in no archive.').waitFor();
    expect((await page.request.get(`/archive/${listId}/${campaignId}`)).status()).toBe(404);
    await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
    await archive.getByRole('link', { name: new RegExp(`/archive/${listId}/${campaignId}`) }).waitFor();
    await open(page, `/campaigns/${campaignId}?tab=readers`);
    await looksRight(page);
    expect(await overhang(page)).toBe(0);
    await page.getByRole('region', { name: 'Why people left' }).getByRole('link', { name: '1' }).click();
    await page.getByRole('row', { name: new RegExp(READER) }).waitFor();
    expect(await page.getByRole('row').count()).toBe(2);
  });

  it('frees everybody who was stopped by a mistake of a day, and nobody else, with at most five clicks', async () => {
    const { page } = guest;
    const held = async (query = '') => {
      const found = await call(page, 'GET', `/v1/suppressions?limit=100${query}`);
      return found.data.map(({ address }: { address: string | null }) => address);
    };
    await open(page, '/suppressions');
    await expect.poll(held, { timeout: ARRIVES_MS, interval: 500 }).toEqual(expect.arrayContaining(STOPPED));
    // Other parts of the story may have bounced today, too: they are freed with these, and given back.
    const count = (await held('&cause=hard_bounce&source=outcome')).length;
    counter.beginAnew();
    await page.getByRole('button', { name: 'Lift many' }).click();
    const dialog = page.getByRole('dialog');
    const day = await dialog.getByLabel('Suppressed from').inputValue();
    await dialog.getByLabel('To, this day included').fill(day);
    await dialog.getByLabel('Why they were suppressed').selectOption('hard_bounce');
    await dialog.getByRole('button', { name: 'Show whom it would lift' }).click();
    await dialog.getByRole('status').getByText(`${count} people`, { exact: true }).waitFor();
    await dialog.getByRole('textbox', { name: 'Why' }).fill('Our rule was wrong on 12 November');
    await dialog.getByRole('button', { name: `Lift the suppressions of ${count} people` }).click();
    await page.getByText(`${count} people are mailed again`).waitFor();
    expect(counter.count()).toBeLessThanOrEqual(MAX_CLICKS.free);
    const still = await held();
    expect(still).toEqual(expect.arrayContaining([ANGRY, BY_HAND]));
    for (const address of STOPPED) expect(still).not.toContain(address);
    await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
    await page.getByText(`${count} suppressions are back`).first().waitFor();
  });

  it('says how long somebody is held back, and takes it back', async () => {
    const { page } = guest;
    await open(page, `/suppressions?search=${BY_HAND}`);
    await page.getByRole('button', { name: `Change how long ${BY_HAND} is held back` }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Until, this day included').fill('2099-05-03');
    expect(await violations(page, { within: '[role="dialog"]' })).toEqual([]);
    await dialog.getByRole('button', { name: 'Set it' }).click();
    await page.getByRole('row', { name: new RegExp(`${BY_HAND}.* in \\d+ years`) }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await page.getByRole('row', { name: new RegExp(`${BY_HAND}.*Until lifted`) }).waitFor();
  });

  it('can only ask a person who complained, and her own press lets mail come again', async () => {
    const { page } = guest;
    await open(page, `/suppressions?search=${ANGRY}`);
    await page.getByRole('button', { name: `Ask ${ANGRY} whether your mail may come again` }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Only if she asked for your mail again by another channel').waitFor();
    expect(await violations(page, { within: '[role="dialog"]' })).toEqual([]);
    await dialog.getByLabel('How she asked').fill('He called on Monday');
    await dialog.getByRole('button', { name: 'Send her the question' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText(/Asked .*the message is on its way/).waitFor();
    await phone.page.goto(await linkTo(ANGRY, 'me'));
    await readsWell(phone.page);
    await phone.page.getByRole('button', { name: 'Yes, write to me again' }).click();
    await phone.page.getByRole('heading', { name: 'Our mail comes again' }).waitFor();
    await open(page, `/suppressions?search=${ANGRY}&state=lifted`);
    await page.getByRole('row', { name: /Lifted by the reader/ }).waitFor();
    expect([...phone.faults, ...guest.faults]).toEqual([]);
  });
}
