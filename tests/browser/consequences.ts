// Part five and a half: what bounces lead to is changed, a mail server in trouble is decided about, a fault of ours is lifted.
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { violations } from './accessible.js';
import { quickCampaign, quickList } from './quick-campaign.js';
import { story } from './story.js';
import { open } from './visitor.js';

const PEOPLE = 30;
const HOST = 'choir.example';
const INCIDENT_MS = 60_000;

/** A campaign to people of whom their host says, all at once, that they do not exist. */
async function sendToPeopleWhoAreSaidToBeGone(page: Page): Promise<void> {
  const singers = Array.from({ length: PEOPLE }, (_, at) => `gone.singer${at + 1}@${HOST}`);
  await quickCampaign(page, 'Rehearsal', await quickList(page, 'The choir', singers));
}

const rules = (page: Page) => page.getByRole('region', { name: 'Mailbox full' });

export function consequences(): void {
  it('changes when a full mailbox is stopped, sees what that would have done, and goes back to the defaults', async () => {
    const { page } = story.ada;
    await open(page, '/settings/consequences');
    await rules(page).getByLabel('Failures in a row').fill('3');
    await rules(page).getByLabel('Over at least so many days').fill('14');
    await rules(page).getByText('3 failures with nothing accepted between, over at least 14 days').waitFor();
    await page.getByRole('button', { name: 'Show what it would do' }).click();
    await page.getByRole('region', { name: 'What these rules would have done' }).waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Mailbox full').waitFor();
    expect(await violations(page, { within: '[role="dialog"]' })).toEqual([]);
    await dialog.getByLabel('Why').fill('Our readers tidy up quickly');
    await dialog.getByRole('button', { name: 'Save the rules' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Version 1 · in force').waitFor();
    await page.getByRole('button', { name: 'Back to the defaults' }).click();
    await page.getByText('Changed, not saved: Mailbox full.').waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await dialog.getByLabel('Why').fill('They do not');
    await dialog.getByRole('button', { name: 'Save the rules' }).click();
    await page.getByText('Version 2 · in force').waitFor();
    await page.getByText(/They do not \(Mailbox full\)/).waitFor();
  });

  it('is told of a mail server that says everybody is gone, and decides, undoes and decides anew', async () => {
    const { page } = story.ada;
    await open(page, '/');
    await sendToPeopleWhoAreSaidToBeGone(page);
    const card = page.getByText(/says that \d+ people do not exist/);
    await expect
      .poll(
        async () => {
          await open(page, '/');
          return card.count();
        },
        { timeout: INCIDENT_MS, interval: 1000 },
      )
      .toBeGreaterThan(0);
    await open(page, '/suppressions?search=gone.singer');
    await page.getByText('Nobody for this search').waitFor();
    const held = page.getByRole('region', { name: 'Held back for review' });
    await held.getByRole('button', { name: 'Show who' }).click();
    await held
      .getByRole('link', { name: /gone\.singer/ })
      .first()
      .waitFor();
    expect(await violations(page)).toEqual([]);
    const dialog = page.getByRole('dialog');
    await held.getByRole('button', { name: 'It was their trouble' }).click();
    await dialog.getByLabel('Why').fill('Their status page says so');
    await dialog.getByRole('button', { name: /^Drop the failures of/ }).click();
    const ended = page.getByRole('region', { name: 'Mail servers that were in trouble' });
    await ended.getByText('Decided before: 1').click();
    await ended.getByText(/Ada decided that it was their trouble/).waitFor();
    await ended.getByRole('button', { name: 'Undo the decision' }).click();
    await dialog.getByLabel('Why').fill('It was not');
    await dialog.getByRole('button', { name: 'Hold them again' }).click();
    await held.getByRole('button', { name: 'They are right' }).click();
    await dialog.getByLabel('Why').fill('The choir was dissolved');
    await dialog.getByRole('button', { name: /^Let the failures of/ }).click();
    const row = page.getByRole('row', { name: /gone\.singer1@choir\.example/ });
    await row.getByText('Evidence').click();
    await row.getByText('Said for certain: the first such reply is enough.').waitFor();
    await row.locator('pre').filter({ hasText: '550' }).waitFor();
    await row.getByText('Held first, then let count by').waitFor();
  });

  it('lifts many after a fault of ours, seen first and undone after', async () => {
    const { page } = story.ada;
    await open(page, '/suppressions?release=true&search=gone.singer');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Why they were suppressed').selectOption('hard_bounce');
    await dialog.getByRole('button', { name: 'Show whom it would lift' }).click();
    await dialog
      .getByText(/\d+ · Address unknown/)
      .first()
      .waitFor();
    expect(await violations(page, { within: '[role="dialog"]' })).toEqual([]);
    await dialog.getByRole('textbox', { name: 'Why' }).fill('Our list was wrong');
    await dialog.getByRole('button', { name: /^Lift the suppressions of \d+ people/ }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Nobody for this search').waitFor();
    await page
      .getByRole('region', { name: 'Lifted together' })
      .getByRole('button', { name: 'Undo: Our list was wrong' })
      .click();
    await page.getByRole('row', { name: /gone\.singer1@choir\.example/ }).waitFor();
  });
}
