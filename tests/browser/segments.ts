// Part five and seven eighths: a segment is written as a sentence, asked about one person, and gives a campaign its audience.
import { expect, it } from 'vitest';
import { violations } from './accessible.js';
import { quickList } from './quick-campaign.js';
import { story } from './story.js';
import { open } from './visitor.js';

const OCTET = ['alto@octet.example', 'bass@octet.example', 'tenor@octet.example'];

export function segments(): void {
  it('begins with an example, counts while one writes, and says of a person why', async () => {
    const { page } = story.ada;
    await open(page, '/segments');
    await quickList(page, 'The octet', OCTET);
    await page.getByRole('link', { name: 'New segment' }).click();
    await page.getByLabel('Name').fill('Singers but the bass');
    await choose('What is asked', 'Domain');
    await page.getByLabel('What the domain is compared with').fill('Octet.example');
    await page.getByText('3 people', { exact: true }).waitFor();
    // By keys alone: another condition, its kind, its comparison and its value.
    await page.getByRole('button', { name: 'Add a condition' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('1 condition is not filled in yet').waitFor();
    await choose('What is asked', 'Address', 1);
    await choose('How the address is compared', 'does not contain');
    await page.getByLabel('What the address is compared with').fill('bass');
    await page.getByText('2 people', { exact: true }).waitFor();
    await page.getByLabel('Address to ask about').fill('bass@octet.example');
    await page.keyboard.press('Enter');
    await page
      .getByText('bass@octet.example is not in this segment: 1 of 2 conditions are true of this person.')
      .waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save the segment' }).click();
    await page.waitForURL(/\/segments\/[0-9a-f-]{36}$/);
    await page.getByRole('link', { name: '2 people', exact: true }).click();
    await page.getByText('Segment: Singers but the bass', { exact: true }).waitFor();
    await expect.poll(() => page.getByLabel(/^Edit .*@octet\.example$/).count()).toBe(2);
    expect(await page.getByLabel('Edit bass@octet.example').count()).toBe(0);
  });

  it('gives a campaign its audience, whose numbers open exactly their people', async () => {
    const { page } = story.ada;
    await open(page, '/campaigns');
    const origin = new URL(page.url()).origin;
    const made = await page.request.post('/v1/campaigns', { headers: { origin }, data: { name: 'Rehearsal' } });
    await open(page, `/campaigns/${((await made.json()) as { id: string }).id}`);
    for (const [label, option] of [
      ['Lists', /^The octet/],
      ['And whoever is in a segment', /^Singers but the bass/],
    ] as const) {
      await page
        .getByRole('combobox', { name: label })
        .or(page.getByLabel(label, { exact: true }))
        .first()
        .click();
      await page.getByRole('option', { name: option }).click();
      await page.keyboard.press('Escape');
    }
    await page.getByRole('link', { name: 'Will get it: 3' }).waitFor();
    await page.getByRole('link', { name: 'duplicates: 2' }).click();
    await page.getByRole('heading', { name: 'Duplicates' }).waitFor();
    await expect.poll(() => page.getByRole('link', { name: /@octet\.example$/ }).count()).toBe(2);
    expect(await page.getByRole('link', { name: 'bass@octet.example' }).count()).toBe(0);
    expect(await violations(page)).toEqual([]);
  });

  it('is kept while a campaign needs it, and comes back from a deletion', async () => {
    const { page } = story.ada;
    await open(page, '/segments');
    const remove = async (name: string) => {
      await page.getByRole('button', { name: `Actions for ${name}`, exact: true }).click();
      await page.getByRole('menuitem', { name: 'Delete' }).click();
    };
    await remove('Singers but the bass');
    await page.getByText('The campaign “Rehearsal” uses this segment.').waitFor();
    story.ada.faults.splice(0, story.ada.faults.length, ...story.ada.faults.filter((fault) => !fault.includes('409')));
    await page.getByRole('button', { name: 'Actions for Singers but the bass', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Duplicate' }).click();
    await page.waitForURL(/\/segments\/[0-9a-f-]{36}$/);
    await open(page, '/segments');
    await remove('Singers but the bass (copy)');
    const copy = page.getByRole('link', { name: 'Singers but the bass (copy)' });
    await copy.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await copy.waitFor();
  });
}

/** Chooses by keys in the nth field of this name. */
async function choose(label: string, option: string, nth = 0): Promise<void> {
  const { page } = story.ada;
  const field = page
    .getByRole('combobox', { name: label })
    .or(page.getByRole('textbox', { name: label }))
    .nth(nth);
  await field.focus();
  await page.keyboard.press('Enter');
  const wanted = page.getByRole('option', { name: option, exact: true });
  await wanted.waitFor();
  await wanted.click();
}
