// Part five and three quarters: people who miss issue after issue are found, paused together by keys, and let go again.
import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { overhang, violations } from './accessible.js';
import { clicks } from './clicks.js';
import { pressOn, typeInto } from './keyboard.js';
import { call, quickCampaign, quickDraft, quickList } from './quick-campaign.js';
import { story } from './story.js';
import { open, settled, visitor } from './visitor.js';

const FOUND_MS = 30_000;

export function chronicBounces(): void {
  it('finds who missed two issues once the rule says two, and says what to do and what will not help', async () => {
    const { page } = story.ada;
    await open(page, '/chronic');
    const band = ['ann@no-mail.example', 'ben@no-mail.example', 'cid@strict-filter.example'];
    const listId = await quickList(page, 'The band', band);
    for (const name of ['First rehearsal', 'Second rehearsal']) await quickCampaign(page, name, listId);
    await page.getByRole('button', { name: 'Who counts…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Failures').fill('2');
    await dialog.getByLabel('Of the last campaigns').fill('2');
    await dialog.getByLabel('Over days').fill('0');
    await dialog.getByText('2 of the last 2 campaigns failed.').waitFor();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    // The address follows the page a moment later: loaded again before, it would open the dialog again.
    await page.waitForURL((url) => !url.searchParams.has('rule'));
    const group = page.getByRole('button', { name: /^The domain takes no mail · no-mail\.example/ });
    await expect
      .poll(
        async () => {
          await page.reload();
          await settled(page);
          await page
            .locator('main')
            .getByText(/no-mail\.example|Nobody is in/)
            .first()
            .waitFor();
          return group.or(page.getByText('Nobody is in chronic trouble')).first().textContent();
        },
        { timeout: FOUND_MS, interval: 1000 },
      )
      .toMatch(/The domain takes no mail/);
    await group.click();
    await dialog.getByText('Stop these addresses.').waitFor();
    await dialog.getByText(/Deleting and adding them again/).waitFor();
    expect(await violations(page, { within: '[role="dialog"]' })).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('pauses two groups together by keys, and an undo lets every one of them go', async () => {
    const { page } = story.ada;
    const rows = page.getByRole('row', { name: /no-mail\.example|strict-filter/ });
    const held = async () => Promise.all([0, 1].map((at) => rows.nth(at).getByRole('cell').nth(2).textContent()));
    await rows
      .nth(1)
      .getByRole('img', { name: /^People who failed in each of the last 12 weeks/ })
      .waitFor();
    await rows.nth(0).getByRole('button').first().focus();
    for (const key of ['x', 'j', 'x', 'p']) await page.keyboard.press(key);
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/^3 people of 2 groups get no campaign/).waitFor();
    await dialog.getByLabel('Why').fill('No mail server there');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(held).toEqual(['2', '1']);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('3 people get mail again').waitFor();
    await expect.poll(held).toEqual(['0', '0']);
  });

  it('opens exactly whom it counts as skipped next time, and a campaign to them counts the same as chronic', async () => {
    const { page } = story.ada;
    const { groups } = await call(page, 'GET', '/v1/chronic/groups');
    const { key } = groups.find(({ place }: { place: string }) => place === 'no-mail.example');
    const { id } = await call(page, 'POST', `/v1/chronic/groups/${encodeURIComponent(key)}/actions`, {
      ...{ kind: 'pause', days: 30, reason: 'No mail server there' },
    });
    await open(page, '/chronic');
    await page.getByRole('button', { name: 'Will be skipped next time: 2' }).click();
    const people = page.getByRole('dialog').getByRole('table').getByRole('link');
    await people.nth(1).waitFor();
    expect(await people.count()).toBe(2);
    const lists = (await call(page, 'GET', '/v1/lists?limit=100')).data;
    const band = lists.find(({ name }: { name: string }) => name === 'The band');
    await open(page, `/campaigns/${await quickDraft(page, 'Third rehearsal', band.id)}/audience?share=chronic`);
    await page.getByRole('link', { name: 'chronic: 2' }).waitFor();
    await page.getByRole('heading', { name: '2 people' }).waitFor();
    expect(await page.getByRole('table').getByRole('link').count()).toBe(2);
    await call(page, 'POST', `/v1/chronic/actions/${id}/undo`);
    await open(page, '/chronic');
  });

  it.each([
    { told: 'with a pointer', on: {} },
    { told: 'with keys alone in the dark on a phone', on: { theme: 'dark', width: 390, height: 844 } as const },
  ])(
    'task 13, $told: the group has as many people as its list, and four presses pause them and give all back',
    async ({ on }) => {
      const isPhone = 'width' in on;
      const ben = await visitor(story.browser, { signedInAs: story.ada, ...on });
      const { page } = ben;
      const press = (what: Locator) => (isPhone ? pressOn(page, what) : what.click());
      const counted = await clicks(page);
      await open(page, '/chronic');
      const row = page.getByRole('row', { name: /no-mail\.example/ });
      const people = Number(await row.getByRole('cell').nth(1).textContent());
      counted.beginAnew();
      await press(page.getByRole('button', { name: /no-mail\.example/ }));
      const drawer = page.getByRole('dialog');
      await drawer
        .getByRole('table')
        .getByRole('link')
        .nth(people - 1)
        .waitFor();
      expect(await drawer.getByRole('table').getByRole('link').count()).toBe(people);
      for (const name of ['Ask for new addresses…', 'One more try…', 'Note to their postmaster', 'Not a problem'])
        await drawer.getByRole('button', { name }).waitFor();
      expect(await violations(page, { within: '[role="dialog"]' })).toEqual([]);
      expect(await overhang(page)).toBe(0);
      await press(drawer.getByRole('button', { name: /^Pause \d+ people…/ }));
      await (isPhone
        ? typeInto(page, page.getByLabel('Why'), 'No mail server there')
        : page.getByLabel('Why').fill('No mail server there'));
      await press(page.getByRole('button', { name: /^Pause \d+ people$/ }));
      // The drawer keeps the focus within itself while it is open.
      if (isPhone) await page.keyboard.press('Escape');
      await press(page.getByRole('button', { name: 'Undo' }));
      await page.getByText(/gets? mail again/).waitFor();
      expect(counted.count()).toBeLessThanOrEqual(4);
      await expect.poll(() => row.getByRole('cell').nth(2).textContent()).toBe('0');
      expect(ben.faults).toEqual([]);
      await ben.close();
    },
  );

  it('stops one person by the first press of her page, shows how others fared, and takes it back', async () => {
    const { page } = story.ada;
    await open(page, '/addresses/ann@no-mail.example');
    const card = page.getByRole('region', { name: /^The domain no-mail\.example takes no mail/ });
    await card.getByRole('button', { name: 'Stop mailing this address' }).click();
    const hold = page.getByRole('region', { name: 'Suppression', exact: true });
    await hold.getByText('No campaign mails this address.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await hold.waitFor({ state: 'detached' });
    await open(page, '/addresses/cid@strict-filter.example');
    await page.getByRole('button', { name: 'Note for her IT' }).waitFor();
    await page.getByRole('button', { name: 'Export' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'Every try as CSV' }).click();
    expect((await download).suggestedFilename()).toBe('evidence-cid@strict-filter.example.csv');
    expect(await violations(page)).toEqual([]);
  });
}
