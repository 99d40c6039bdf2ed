// Two subjects are tried on a part of the audience; the editor looks at the numbers, chooses, takes it back and chooses.
import { expect, it } from 'vitest';
import { inTheme, overhang, violations } from './accessible.js';
import { clicks } from './clicks.js';
import { call, quickDraft, quickList } from './quick-campaign.js';
import { story } from './story.js';
import { open } from './visitor.js';

export function twoSubjects(): void {
  let path = '';

  it('begins with three presses, says what chance does, and shows each variant', async () => {
    const { page } = story.ada;
    const people = Array.from({ length: 24 }, (_, at) => `subject.reader${at}@googlish.example`);
    const listId = await quickList(page, 'Two subjects', people);
    const id = await quickDraft(page, 'On trial', listId);
    path = `/campaigns/${id}`;
    await open(page, path);
    const pressed = await clicks(page);
    await page.getByRole('button', { name: 'Try two subjects' }).click();
    await page.getByLabel('Subject of B').fill('Sing with us on Tuesday');
    await page.getByLabel('Share it is tried on').fill('50');
    await page.getByText(/^With 6 people in each group, .* Fewer than 30 are too few/).waitFor();
    await page.getByRole('radiogroup', { name: 'Variant' }).getByText('B', { exact: true }).click();
    await page.getByText('Sing with us on Tuesday', { exact: true }).waitFor();
    expect(pressed.count()).toBeLessThanOrEqual(3);
    expect(await violations(page)).toEqual([]);
  });

  it('can be given up and taken up again as it was', async () => {
    const { page } = story.ada;
    await page.getByRole('button', { name: 'Give up the test' }).click();
    await page.getByText('The test was given up').waitFor();
    await expect.poll(async () => (await call(page, 'GET', `/v1${path}/variants`)).variants.length).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(async () => (await call(page, 'GET', `/v1${path}/variants`)).terms?.samplePercent).toBe(50);
    expect(await page.getByLabel('Subject of B').inputValue()).toBe('Sing with us on Tuesday');
  });

  it('stands side by side, numbers open their people, and a choice can be undone until it begins', async () => {
    const { page } = story.ada;
    await call(page, 'POST', `/v1${path}/send`, {});
    await open(page, path);
    const table = page.getByRole('region', { name: 'Variants side by side' });
    await table.getByText('B: Sing with us on Tuesday').waitFor();
    const cell = (row: number, column: number) => table.locator('tbody tr').nth(row).locator('td').nth(column);
    // Everybody of the test has it: nothing is open but those who wait for the winner.
    await expect
      .poll(async () => (await call(page, 'GET', `/v1${path}/report`)).abTest.variants.map(untried), {
        timeout: 30_000,
      })
      .toEqual([0, 0]);
    await page.getByRole('link', { name: /people wait$/ }).waitFor();
    await call(page, 'POST', `/v1${path}/pause`, {});
    await page.getByRole('button', { name: 'Choose B now' }).click();
    await page.getByRole('button', { name: 'Undo the choice' }).click();
    await page.getByRole('button', { name: 'Choose A now' }).waitFor();
    await page.getByRole('button', { name: 'Choose B now' }).click();
    await page.getByText('The rest gets B', { exact: true }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await expect.poll(() => overhang(page)).toBe(0);
    await inTheme(page, 'dark');
    expect(await violations(page, { onlyColours: true })).toEqual([]);
    await inTheme(page, 'light');
    await page.setViewportSize({ width: 1280, height: 800 });
    const inB = Number(await cell(1, 0).textContent());
    expect(inB).toBeGreaterThan(0);
    await cell(1, 0).getByRole('link').click();
    await page.getByText(inB === 1 ? '1 person' : `${inB} people`, { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Without: Variant B' }).waitFor();
    await call(page, 'POST', `/v1${path}/resume`, {});
    await expect.poll(async () => (await call(page, 'GET', `/v1${path}`)).state, { timeout: 30_000 }).toBe('finished');
    const { tally } = await call(page, 'GET', `/v1${path}`);
    expect(tally).toMatchObject({ audience: 24, states: { accepted: 24 } });
    await page.getByText(/Ada chose B\./).waitFor();
  });
}

const untried = ({ notTried }: { notTried: number }): number => notTried;
