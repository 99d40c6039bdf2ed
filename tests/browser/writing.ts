// A short issue is written without code and tried out: few clicks, both parts right, and nothing that was written is lost.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inTheme, overhang, violations } from './accessible.js';
import { type Clicks, clicks } from './clicks.js';
import { receivedBy } from './received.js';
import { someone, story } from './story.js';
import { open, settled, type Visitor, visitor } from './visitor.js';

const MAX_CLICKS = 6;
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export function writing(): void {
  let guest: Visitor;
  let counter: Clicks;
  beforeAll(async () => {
    guest = await visitor(story.browser, { signedInAs: story.ada });
    counter = await clicks(guest.page);
  });
  afterAll(() => guest?.close());

  it('takes at most six clicks from the list of campaigns to a test in the inbox', async () => {
    const { page } = guest;
    const her = someone('googlish');
    await open(page, '/campaigns');
    counter.beginAnew();
    await page.getByRole('button', { name: 'New campaign' }).first().click();
    await page.getByRole('dialog').getByLabel('Name').fill('Short issue');
    await page.getByRole('button', { name: 'Begin writing' }).click();
    await page.waitForURL(/\/campaigns\/[0-9a-f-]{36}/);
    await settled(page);
    await page.getByRole('button', { name: 'Templates' }).click();
    await page.getByRole('button', { name: 'Use Letter', exact: true }).click();
    await page.getByRole('textbox', { name: 'Message', exact: true }).getByText('Tell it as you would').waitFor();
    await page.getByRole('textbox', { name: 'Subject' }).fill('For {{ name | default: "friend" }}');
    await page.getByLabel('From address').fill('letter');
    await page.getByLabel('Send a test to').fill(her.address);
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Send the test' }).click();
    await page.locator('pre').filter({ hasText: /^250/ }).waitFor();
    expect(counter.count()).toBeLessThanOrEqual(MAX_CLICKS);
    const message = (await receivedBy(her.address)).at(-1)!;
    expect(message).toContain('Content-Type: text/plain');
    expect(message).toContain('Content-Type: text/html');
    expect(message.split(`Dear ${her.name},`)).toHaveLength(3);
    expect(message).toContain(`Subject: For ${her.name}`);
  });

  it('has an editor that everybody can use', async () => {
    const { page } = guest;
    expect(await violations(page)).toEqual([]);
  });

  it('takes an image with its words, and shows it in the preview from here alone', async () => {
    const { page } = guest;
    await page.getByRole('textbox', { name: 'Message', exact: true }).press('Control+End');
    await page.getByRole('button', { name: 'Insert an image' }).click();
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Upload an image' }).click();
    await (await choosing).setFiles({ name: 'dot.png', mimeType: 'image/png', buffer: PNG });
    await page.getByLabel('What it shows').fill('A dot');
    await page.getByRole('button', { name: 'Insert the image' }).click();
    const preview = page.frameLocator('iframe[title="Preview of the message"]');
    await preview.getByRole('img', { name: 'A dot' }).waitFor();
  });

  it('shows what a person without a name sees, and the plain text', async () => {
    const { page } = guest;
    await page.getByText('Someone without a name', { exact: true }).click();
    await page.getByText('For friend', { exact: true }).waitFor();
    await page.getByRole('radiogroup', { name: 'Part shown' }).getByText('Plain text').click();
    await page.locator('pre').filter({ hasText: 'Dear there,' }).waitFor();
  });

  it('brings back what was written before the way of writing was changed', async () => {
    const { page } = guest;
    await page.getByRole('radiogroup', { name: 'Written as' }).getByText('Markdown').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Write it as Markdown' }).click();
    await page.getByRole('textbox', { name: 'Markdown' }).fill('# Nothing of the letter');
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Versions' }).click();
    await page.getByRole('button', { name: 'Compare' }).nth(1).click();
    await page.getByRole('button', { name: 'Bring this version back' }).click();
    await page.getByRole('textbox', { name: 'Message', exact: true }).getByText('Tell it as you would').waitFor();
  });

  it('fits a phone and a dark room', async () => {
    const { page, faults } = guest;
    await page.setViewportSize({ width: 390, height: 844 });
    await inTheme(page, 'dark');
    await expect.poll(() => overhang(page)).toBe(0);
    expect(await violations(page, { onlyColours: true })).toEqual([]);
    expect(faults).toEqual([]);
  });
}
