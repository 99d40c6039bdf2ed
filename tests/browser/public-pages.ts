// Part five and seven eighths: a form is opened to strangers, and one of them signs up without a script, in German.
import { expect, it } from 'vitest';
import { overhang, violations } from './accessible.js';
import { LIST, story } from './story.js';
import { open, visitor } from './visitor.js';

export function publicPages(): void {
  let formUrl = '';

  it('opens a form to strangers, in the language of the list, and gives the HTML for another page', async () => {
    const { page } = story.ada;
    await open(page, '/lists');
    await page.getByRole('button', { name: `Actions for ${LIST}` }).click();
    await page.getByRole('menuitem', { name: 'Form, language and archive…' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('combobox', { name: /^Language/ }).click();
    await page.getByRole('option', { name: 'Deutsch' }).click();
    await drawer.getByRole('switch', { name: 'Anybody may sign up over the form' }).check();
    await drawer.getByLabel('Name that readers see').fill('Rundbrief');
    expect(await violations(page, { within: '[role="dialog"]' })).toEqual([]);
    await drawer.getByRole('button', { name: 'Save' }).click();
    await drawer.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: `Actions for ${LIST}` }).click();
    await page.getByRole('menuitem', { name: 'Form, language and archive…' }).click();
    formUrl = (await drawer.getByRole('link', { name: /\/subscribe\// }).textContent()) ?? '';
    await drawer.getByText('<form action=').waitFor();
    await page.keyboard.press('Escape');
  });

  it('takes a stranger on a phone without a script, and says the same whoever she is', async () => {
    const { page, faults, close } = await visitor(story.browser, { width: 390, theme: 'dark' });
    await page.goto(new URL(formUrl).pathname);
    expect(await violations(page)).toEqual([]);
    expect(await overhang(page)).toBe(0);
    await page.getByLabel('Ihre Adresse').fill('paula@gmial.com');
    await page.waitForTimeout(1600); // nobody reads and types faster
    await page.getByRole('button', { name: 'Anmelden' }).click();
    await page.getByRole('heading', { name: 'Meinten Sie paula@gmail.com?' }).waitFor();
    await page.getByRole('button', { name: /^Nein/ }).click();
    await page.getByRole('heading', { name: 'Sehen Sie in Ihr Postfach' }).waitFor();
    expect(await violations(page)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });
}
