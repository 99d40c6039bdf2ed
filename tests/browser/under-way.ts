// A campaign that takes its time: its pace is changed with the end told before the press, and a restored backup holds it.
import { openDatabase, RestoreStore } from '@doorstep/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { looksRight, violations } from './accessible.js';
import { clicks } from './clicks.js';
import { call, quickDraft, quickList } from './quick-campaign.js';
import { service } from './service.js';
import { story } from './story.js';
import { open, type Visitor, visitor } from './visitor.js';

const PEOPLE = Array.from({ length: 21 }, (_, at) => `rowing.reader${at}@hosted-mail.example`);

export function underWay(): void {
  let guest: Visitor;
  let id = '';
  let later = '';
  beforeAll(async () => {
    guest = await visitor(story.browser, { signedInAs: story.ada });
    await open(guest.page, '/campaigns');
  });
  afterAll(async () => {
    expect(guest.faults).toEqual([]);
    await guest.close();
  });

  it('changes its pace with three presses, says before when it would end, and takes it back', async () => {
    const { page } = guest;
    const listId = await quickList(page, 'Rowing', PEOPLE);
    id = await quickDraft(page, 'Rowing in spring', listId);
    later = await quickDraft(page, 'Rowing in summer', listId);
    await call(page, 'POST', `/v1/campaigns/${id}/pace`, { ratePerHour: 20 });
    await call(page, 'POST', `/v1/campaigns/${id}/send`, {});
    const accepted = async () => (await call(page, 'GET', `/v1/campaigns/${id}`)).tally.states.accepted;
    await expect.poll(accepted, { timeout: 30_000 }).toBe(1);
    await open(page, `/campaigns/${id}`);
    await page.getByText(/At most 20 first tries an hour/).waitFor();
    await page.getByText(/The last message leaves about .* Based on 20 first tries at 1 mail server/).waitFor();
    const pressed = await clicks(page);
    await page.getByRole('button', { name: 'Change the pace' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'Spread the rest evenly' }).check();
    await dialog.getByLabel('Over hours').fill('4');
    await dialog.getByText(/At most 5 first tries an hour/).waitFor();
    const end = await dialog
      .getByText(/The last message leaves about .*, because its first tries are spread/)
      .textContent();
    expect(minutesUntil(end!)).toBeGreaterThan(3 * 60);
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Change the pace' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText(/At most 5 first tries an hour/).waitFor();
    expect(pressed.count()).toBeLessThanOrEqual(3);
    await looksRight(page);
    await page.getByRole('button', { name: 'Undo the change of pace' }).click();
    await page.getByText(/At most 20 first tries an hour/).waitFor();
    expect(await call(page, 'GET', `/v1/campaigns/${id}`)).toMatchObject({ ratePerHour: 20, canUndoPace: false });
  });

  it('is held once a backup was restored, apart from what cannot have gone', async () => {
    const { page } = guest;
    const year = new Date().getUTCFullYear() + 1;
    await call(page, 'POST', `/v1/campaigns/${later}/schedule`, { localTime: `${year}-07-01T09:00`, timeZone: 'UTC' });
    const database = openDatabase(service().databaseUrl);
    try {
      // As if Doorstep had run a moment longer than this database knows.
      expect(await new RestoreStore(database).hold(new Date(Date.now() + 2000))).toBeGreaterThanOrEqual(2);
    } finally {
      await database.close();
    }
    await open(page, '/campaigns/restored');
    const held = page.getByRole('region', { name: /^May have gone: / });
    await held.getByRole('link', { name: 'Rowing in spring' }).waitFor();
    const safe = page.getByRole('region', { name: /^Cannot have gone: / });
    await safe.getByRole('link', { name: 'Rowing in summer' }).waitFor();
    await looksRight(page);
    await safe.getByRole('button', { name: 'Resume these' }).click();
    await page.getByText('Nothing is held', { exact: true }).waitFor();
    const stateOf = async (one: string) => (await call(page, 'GET', `/v1/campaigns/${one}`)).state;
    expect([await stateOf(id), await stateOf(later)]).toEqual(['paused', 'scheduled']);
    // What may have gone waits on its own page for a person.
    await open(page, `/campaigns/${id}`);
    await page.getByText(/A backup of .* was restored, and Doorstep had run until/).waitFor();
    await page.getByRole('button', { name: 'Resume', exact: true }).click();
    await expect.poll(() => stateOf(id)).toBe('sending');
    for (const one of [id, later]) await call(page, 'POST', `/v1/campaigns/${one}/cancel`, {});
  });
}

/** "… about 12:50 UTC, …": how far that is from now on a clock of a day. */
function minutesUntil(words: string): number {
  const [, hours, minutes] = /(\d\d):(\d\d) UTC/.exec(words)!;
  const now = new Date();
  return (Number(hours) * 60 + Number(minutes) - now.getUTCHours() * 60 - now.getUTCMinutes() + 1440) % 1440;
}
