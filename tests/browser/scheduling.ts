// A time is chosen by somebody whose computer is on another clock: few clicks, both clocks named, and words that are no time schedule nothing.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inTheme, overhang, violations } from './accessible.js';
import { type Clicks, clicks } from './clicks.js';
import { pressOn, tabTo } from './keyboard.js';
import { call, quickDraft, quickList } from './quick-campaign.js';
import { receivedAmong } from './received.js';
import { service } from './service.js';
import { story } from './story.js';
import { open, type Visitor, visitor } from './visitor.js';

const MAX_CLICKS = { schedule: 5, nonsense: 2, stop: 2 };
/** Slow enough to be stopped in the middle. */
const MANY = Array.from({ length: 30 }, (_, at) => `alto${at}@slow.example`);
const STILL_MS = 2000;

/** Messages to MANY that their server took. */
const received = (): Promise<number> => receivedAmong('slow.example', MANY);

/** Dialogues their server has begun. */
async function dialogues(): Promise<number> {
  const answer = await fetch(`${service().controlUrl}/events?kind=connected`);
  return ((await answer.json()) as { host: string }[]).filter(({ host }) => host.endsWith('slow.example')).length;
}

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
    await inTheme(page, 'dark');
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

  it('stops a campaign with one press, and says how many got it: as many as their server took', async () => {
    const { page, faults } = guest;
    await page.setViewportSize({ width: 1280, height: 800 });
    await inTheme(page, 'light');
    const listId = await quickList(page, 'Large choir', MANY);
    const id = await quickDraft(page, 'Rehearsal moved', listId);
    await open(page, `/campaigns/${id}`);
    await page.getByRole('button', { name: 'Send now' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Send to 30 people' }).click();
    await expect.poll(received, { timeout: 30_000 }).toBeGreaterThan(2);
    counter.beginAnew();
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    const told = page.getByText(/^Exactly \d+ people got it\. \d+ more would/);
    await told.waitFor();
    expect(counter.count()).toBeLessThanOrEqual(MAX_CLICKS.stop);
    await new Promise((resolve) => setTimeout(resolve, STILL_MS));
    const [got, more] = (await told.textContent())!.match(/\d+/g)!.map(Number);
    const [taken, begun] = [await received(), await dialogues()];
    expect(begun).toBeGreaterThan(0);
    expect([got, got! + more!]).toEqual([taken, MANY.length]);
    expect(taken).toBeLessThan(MANY.length);
    expect(await violations(page)).toEqual([]);
    expect([await received(), await dialogues()]).toEqual([taken, begun]);
    expect(faults).toEqual([]);
  });

  it('makes a series of a campaign, leaves one of its times out and takes that back, and shows it in the calendar', async () => {
    const { page, faults } = guest;
    await open(page, '/campaigns');
    await page.getByRole('button', { name: 'More for Advent concert' }).click();
    await page.getByRole('menuitem', { name: 'Make a series of it' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Rehearsals');
    await dialog.getByText(/^Every Tuesday at 09:00 America\/New_York\. The next three times:/).waitFor();
    await dialog.getByRole('button', { name: 'Make the series' }).click();
    await page.getByRole('heading', { name: 'Rehearsals' }).waitFor();
    const leave = page.getByRole('button', { name: /^Leave out / });
    expect(await leave.count()).toBe(3);
    await leave.nth(1).click();
    await page.getByRole('button', { name: /^Undo leaving out / }).click();
    await expect.poll(() => leave.count()).toBe(3);
    const [next] = (await call(page, 'GET', '/v1/series')).data[0].coming;
    await open(page, `/campaigns/calendar?month=${next.occurrence.slice(0, 7)}`);
    await page.getByRole('table').getByRole('link', { name: 'Rehearsals' }).first().waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('listitem').getByRole('link', { name: 'Rehearsals' }).first().click();
    await page.waitForURL('**/campaigns/series');
    await expect.poll(() => overhang(page)).toBe(0);
    expect(faults).toEqual([]);
  });
}
