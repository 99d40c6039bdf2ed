// Part three: a campaign is written and checked, scheduled and taken back, sent, and watched until it is over.
import { expect, it } from 'vitest';
import { LIST, story } from './story.js';
import { open, settled } from './visitor.js';

const FINISH_MS = 120_000;
const HTML = '<h1>Hello {{ name | default: "there" }}</h1>\n<p>News for {{ city | default: "you" }}.</p>';

export function sending(): void {
  it('begins with the list that was just imported', async () => {
    const { page } = story.ada;
    await open(page, story.importPath);
    await page.getByRole('link', { name: 'Write a campaign to this list' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('November letter');
    await page.getByRole('button', { name: 'Begin writing' }).click();
    await page.waitForURL(/\/campaigns\/[0-9a-f-]{36}/);
    await settled(page);
    story.campaignPath = new URL(page.url()).pathname;
    await page
      .getByText(new RegExp(`^${LIST} \\(${story.people.length}\\)`))
      .first()
      .waitFor();
  });

  it('names the line of a tag that is not closed, and keeps it from going out', async () => {
    const { page } = story.ada;
    await page.getByRole('textbox', { name: 'Subject' }).fill('What is new, {{ name | default: "friend" }}');
    await page.getByRole('textbox', { name: 'HTML' }).fill('<h1>Hello</h1>\n<p>{{ name </p>');
    await page.getByRole('button', { name: 'Go to line 2 of the HTML' }).waitFor();
    expect(await page.getByRole('button', { name: 'Send now' }).isDisabled()).toBe(true);
  });

  it('is ready once everything is written, and says how many will get it', async () => {
    const { page } = story.ada;
    await page.getByRole('textbox', { name: 'HTML' }).fill(HTML);
    await page.getByLabel('Name readers see').fill('The workshop');
    await page.getByRole('combobox', { name: 'Sending domain' }).click();
    await page.getByRole('option').first().click();
    await page.getByLabel('From address').fill('letter');
    await page.getByText('Nothing keeps it from going out').waitFor();
    await page.getByText(`${story.people.length} people will get it.`).waitFor();
    await page.reload();
    await settled(page);
    expect(await page.getByRole('textbox', { name: 'HTML' }).inputValue()).toBe(HTML);
  });

  it('sends a test and shows what their server answered', async () => {
    const { page } = story.ada;
    await page.getByLabel('Send a test to').fill('me@googlish.example');
    await page.getByRole('button', { name: 'Send the test' }).click();
    await page.locator('pre').filter({ hasText: /^250/ }).waitFor();
  });

  it('is scheduled for a time in a zone that is spelled out, and copied when that is cancelled', async () => {
    const { page } = story.ada;
    await page.getByRole('button', { name: 'Schedule', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: /^Schedule/ });
    await dialog.getByText(/09:00.*Europe\/Berlin/).waitFor();
    await dialog.getByRole('button', { name: 'Schedule it' }).click();
    await page.getByRole('heading', { name: 'Scheduled' }).waitFor();
    await page.getByText(/It goes out on .*09:00.*Europe\/Berlin/).waitFor();
    await page.getByRole('button', { name: 'Cancel the campaign' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel the campaign' }).click();
    await page.getByText('Cancelled', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'Write a copy' }).click();
    await page.waitForURL((url) => url.pathname !== story.campaignPath && url.pathname.startsWith('/campaigns/'));
    story.campaignPath = new URL(page.url()).pathname;
    await page.getByText(`${story.people.length} people will get it.`).waitFor();
  });

  it('is sent, and its page follows it to the end without a reload', async () => {
    const { page } = story.ada;
    await page.getByRole('button', { name: 'Send now' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: `Send to ${story.people.length} people` }).click();
    await page.getByRole('heading', { name: 'Progress' }).waitFor();
    await page.getByText('Finished', { exact: true }).first().waitFor({ timeout: FINISH_MS });
    await page.getByText(new RegExp(`accepted for \\d+ of ${story.people.length}\\.`)).waitFor();
  });

  it('opens exactly the people a number stands for', async () => {
    const { page } = story.ada;
    const refused = page.getByRole('link', { name: /^Refused/ });
    const number = Number((await refused.textContent())?.replace(/\D/g, ''));
    expect(number).toBeGreaterThan(0);
    await refused.click();
    await page.waitForURL(/group=refused/);
    const rows = page.getByRole('region', { name: 'People of this campaign' }).locator('tbody tr');
    await expect.poll(() => rows.count()).toBe(number);
    for (const text of await rows.allTextContents()) expect(text).toContain('Refused');
  });
}
