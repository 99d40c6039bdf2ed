// Rules: a reply nobody knows becomes a rule with its consequences in sight; the history is replayed, applied, undone.
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { someone, story } from './story.js';
import { open } from './visitor.js';

const REPLAY_MS = 60_000;

async function standsAs(page: Page, address: string): Promise<string> {
  const answer = await page.request.get(`/v1/addresses/${encodeURIComponent(address)}`);
  return (await answer.json()).standing as string;
}

export function rules(): void {
  it('begins with the replies nobody knows, and makes a rule from one', async () => {
    const { page } = story.ada;
    await open(page, '/settings/rules');
    await page.getByText('No rule of your own yet').waitFor();
    await page
      .getByRole('row', { name: /Kolibri .*no rule knows it/ })
      .getByRole('button', { name: /^Make a rule from/ })
      .click();
    const dialog = page.getByRole('dialog', { name: 'New rule' });
    await dialog.getByLabel('Name').fill('Birds of own-words.example');
    await dialog.getByRole('combobox', { name: 'Means' }).fill('does not exist');
    await page.getByRole('option', { name: 'Mailbox does not exist' }).click();
    await dialog.getByRole('switch', { name: /^For good/ }).click();
    await dialog.getByText(/gets no more campaigns/).waitFor();
    const preview = dialog.getByRole('region', { name: 'Preview' });
    await preview.getByText(/\d+ (person|people): \d+ suppressions? would be added/).waitFor({ timeout: REPLAY_MS });
    await preview
      .getByText(/Kolibri/)
      .first()
      .waitFor();
    await dialog.getByRole('button', { name: 'Add the rule' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('“Birds of own-words.example” holds for replies from now on').waitFor();
    await page.getByRole('row', { name: /Kolibri .*known by now to own\// }).waitFor();
  });

  it('says in words why a rule may not blame an address', async () => {
    const { page } = story.ada;
    await open(page, '/settings/rules?new=true');
    const dialog = page.getByRole('dialog', { name: 'New rule' });
    await dialog.getByLabel('Name').fill('Too early');
    await dialog.getByRole('combobox', { name: 'Words in the reply' }).fill('we do not know you');
    await page.keyboard.press('Enter');
    await dialog.getByRole('combobox', { name: 'Means' }).fill('does not exist');
    await page.getByRole('option', { name: 'Mailbox does not exist' }).click();
    await dialog.getByText('More: whose servers').click();
    await dialog.getByRole('combobox', { name: 'Only while' }).press('ArrowDown');
    await page.getByRole('option', { name: 'waiting for their greeting' }).click();
    await page.keyboard.press('Tab'); // closes the choices, which lie over the button
    await dialog.getByRole('button', { name: 'Add the rule' }).click();
    await dialog
      .getByText(/nobody has said yet whom the mail is for/)
      .first()
      .waitFor();
    // Whoever rests at a rule that may not be is told so in place of a preview, too.
    await dialog
      .getByRole('region', { name: 'Preview' })
      .getByText(/nobody has said yet/)
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    // A refused form is an error in the browser's console: the one fault this story is about.
    story.ada.faults.splice(0, story.ada.faults.length, ...story.ada.faults.filter((fault) => !fault.includes('422')));
  });

  it('explains a reply that is pasted', async () => {
    const { page } = story.ada;
    await open(page, '/settings/rules');
    await page
      .getByLabel('A mail server’s reply')
      .fill('550 Kolibri 9: <eve@own-words.example> is not among our birds');
    await page.getByText(/^Your rule “birds-of-own-words-example” found/).waitFor();
  });

  it('replays the history, changes nothing before it is applied, and takes it back', async () => {
    const { page } = story.ada;
    const bird = someone('words-of-its-own').address;
    const before = await standsAs(page, bird);
    await open(page, '/settings/rules');
    await page.getByRole('button', { name: 'Replay the last 90 days' }).click();
    await page.getByText('Ready: nothing is changed yet').waitFor({ timeout: REPLAY_MS });
    await page.getByRole('list', { name: 'Differences' }).getByText('Kolibri').first().waitFor();
    await page.getByRole('row', { name: new RegExp(`${bird}.*Suppressed`) }).waitFor();
    expect(await standsAs(page, bird)).toBe(before);
    await page.getByRole('button', { name: 'Apply it' }).click();
    await page.getByText('Applied', { exact: true }).waitFor({ timeout: REPLAY_MS });
    expect(await standsAs(page, bird)).toBe('hard');
    await page.getByRole('link', { name: bird, exact: true }).first().click();
    await page.getByRole('heading', { name: /This mailbox does not exist/ }).waitFor();
    await page.goBack();
    await page.getByRole('button', { name: 'Undo it' }).click();
    await page.getByText('Undone', { exact: true }).waitFor({ timeout: REPLAY_MS });
    expect(await standsAs(page, bird)).toBe(before);
  });

  it('puts rules in order by keyboard, deletes one and brings it back', async () => {
    const { page } = story.ada;
    await open(page, '/settings/rules?new=true');
    const dialog = page.getByRole('dialog', { name: 'New rule' });
    await dialog.getByLabel('Name').fill('Second rule');
    await dialog.getByRole('combobox', { name: 'And one of these codes' }).fill('599');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Add the rule' }).click();
    await dialog.waitFor({ state: 'detached' });
    const own = page.getByRole('list', { name: 'Your rules, the first asked first' });
    await page.getByRole('button', { name: 'Ask “Second rule” earlier' }).focus();
    await page.keyboard.press('Enter');
    await own.getByRole('listitem').first().getByText('Second rule').waitFor();
    await page.getByRole('button', { name: 'More for “Second rule”' }).click();
    await page.getByRole('menuitem', { name: 'Delete it' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await own.getByRole('listitem').last().getByText('Second rule').waitFor();
  });
}
