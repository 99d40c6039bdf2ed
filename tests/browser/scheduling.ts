// A time is chosen by somebody whose computer is on another clock: few clicks, both clocks named, and words that are no time schedule nothing.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { overhang, violations } from './accessible.js';
import { type Clicks, clicks } from './clicks.js';
import { pressOn, tabTo } from './keyboard.js';
import { call, quickDraft, quickList } from './quick-campaign.js';
import { story } from './story.js';
import { open, type Visitor, visitor } from './visitor.js';

const MAX_CLICKS = { schedule: 5, nonsense: 2 };

/** 09:00 on the clocks of Berlin on the next Tuesday. */
function tuesdayAtNine(): Temporal.ZonedDateTime {
  const now = Temporal.Now.zonedDateTimeISO('Europe/Berlin');
  const nine = now.add({ days: (9 - now.dayOfWeek) % 7 }).withPlainTime('09:00');
  return Temporal.ZonedDateTime.compare(nine, now) > 0 ? nine : nine.add({ days: 7 });
}

export function scheduling(): void {
  let guest: Visitor;
  let counter: Clicks;
  let first: string;
  let second: string;
  beforeAll(async () => {
    guest = await visitor(story.browser, { signedInAs: story.ada, timeZone: 'America/New_York' });
    counter = await clicks(guest.page);
    const { page } = story.ada;
    const listId = await quickList(page, 'Choir', ['singer.one@slow.example', 'singer.two@slow.example']);
    first = await quickDraft(page, 'Autumn concert', listId);
    second = await quickDraft(page, 'Advent concert', listId);
  });
  afterAll(() => guest?.close());

  it('takes at most five clicks to schedule for Tuesday 09:00 Berlin on a computer in New York', async () => {
    const { page } = guest;
    await open(page, `/campaigns/${first}`);
    counter.beginAnew();
    await page.getByRole('button', { name: 'Schedule', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('When, in your words').fill('Tuesday 09:00');
    await dialog.getByRole('combobox', { name: 'Time zone' }).click();
    await dialog.getByRole('combobox', { name: 'Time zone' }).fill('Berlin');
    await page.getByRole('option', { name: 'Europe/Berlin' }).click();
    const at = tuesdayAtNine();
    const utc = at.toInstant().toString().slice(11, 16);
    await dialog.getByText(new RegExp(`Tuesday .*, 09:00 Europe/Berlin \\(${utc} UTC\\)`)).waitFor();
    await dialog.getByText(/This device is on America\/New_York time: its clock shows .*, \d\d:\d\d then/).waitFor();
    expect(new URL(page.url()).searchParams.get('schedule')).toBe('true');
    await dialog.getByRole('button', { name: 'Schedule it' }).click();
    await page.getByRole('heading', { name: 'Scheduled' }).waitFor();
    expect(counter.count()).toBeLessThanOrEqual(MAX_CLICKS.schedule);
    const stored = await call(page, 'GET', `/v1/campaigns/${first}`);
    expect(Date.parse(stored.scheduledAt)).toBe(at.epochMilliseconds);
    await page.getByText(new RegExp(`It goes out on .*09:00 Europe/Berlin \\(${utc} UTC\\)`)).waitFor();
  });

  it('schedules nothing for words that are no time, and says what would be one', async () => {
    const { page } = guest;
    await open(page, `/campaigns/${second}`);
    counter.beginAnew();
    await page.getByRole('button', { name: 'Schedule', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('When, in your words').fill('sometime soon');
    await page.keyboard.press('Enter');
    await dialog.getByText(/“sometime” is no part of a time here.*“tomorrow 9:00”/).waitFor();
    expect(await dialog.getByRole('button', { name: 'Schedule it' }).isDisabled()).toBe(true);
    expect(counter.count()).toBeLessThanOrEqual(MAX_CLICKS.nonsense);
    expect(await call(page, 'GET', `/v1/campaigns/${second}`)).toMatchObject({ state: 'draft', scheduledAt: null });
  });

  it('asks which of two hours is meant when clocks show one twice', async () => {
    const { page } = guest;
    const dialog = page.getByRole('dialog');
    const year = new Date().getUTCFullYear() + 1;
    const sunday = Temporal.PlainDate.from({ year, month: 10, day: 31 });
    const last = sunday.subtract({ days: sunday.dayOfWeek % 7 });
    await dialog.getByLabel('When, in your words').fill(`${last} 02:30 Berlin`);
    await dialog
      .getByRole('alert')
      .getByText(/02:30 comes twice in Europe\/Berlin/)
      .waitFor();
    expect(await dialog.getByRole('button', { name: 'Schedule it' }).isDisabled()).toBe(true);
    await dialog.getByRole('button', { name: 'The second (01:30 UTC)' }).click();
    await dialog.getByText(/02:30 Europe\/Berlin \(01:30 UTC\)/).waitFor();
  });

  it('has everything behind one button, on a phone in the dark too', async () => {
    const { page, faults } = guest;
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'More' }).click();
    await dialog.getByLabel('Spread over hours').fill('2');
    await dialog.getByText('spread evenly over 2 h, about 1 person an hour').waitFor();
    await dialog.getByLabel('Only on certain days and hours').click();
    await dialog.getByText('It goes Monday to Friday from 08:00 to 18:00 Europe/Berlin.').waitFor();
    await dialog.getByLabel("On each reader's own clock").click();
    await dialog.getByText("Nobody's zone is known").waitFor();
    expect(await violations(page, { within: '[role="dialog"]' })).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.locator('html[data-mantine-color-scheme="dark"]').waitFor();
    await expect.poll(() => overhang(page)).toBe(0);
    expect(await violations(page, { within: '[role="dialog"]', onlyColours: true })).toEqual([]);
    expect(faults).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('is done by keyboard, in German', async () => {
    const { page } = guest;
    await pressOn(page, page.getByRole('button', { name: 'Schedule', exact: true }));
    await tabTo(page, page.getByLabel('When, in your words'));
    await page.keyboard.type('übermorgen um 9 Uhr Berlin');
    await page
      .getByRole('dialog')
      .getByText(/09:00 Europe\/Berlin/)
      .waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Scheduled' }).waitFor();
    await pressOn(page, page.getByRole('button', { name: 'Undo the schedule' }));
    await page.getByRole('button', { name: 'Send now' }).waitFor();
  });
}
