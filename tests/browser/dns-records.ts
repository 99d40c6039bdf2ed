// Setting up a sending domain: which record is wrong, what belongs there, and a page for whoever manages the DNS.
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { overhang, violations } from './accessible.js';
import { clicks } from './clicks.js';
import { service } from './service.js';
import { story } from './story.js';
import { open, type Visitor, visitor } from './visitor.js';

const DOMAIN = 'letters.bakery.example';
const MOST_CLICKS = 4;
/** No sign of a base64 value, so it stands alone where the value differs. */
const SLIP = '_';

const region = (page: Page) => page.getByRole('region', { name: new RegExp(DOMAIN) });
const record = (page: Page, name: string) => region(page).getByRole('article', { name, exact: true });

/** The value of the DKIM record as the page wants it, with one sign changed: a slip of the hand in a DNS panel. */
async function publishDkimWithASlip(page: Page): Promise<string> {
  const answer = await page.request.get('/v1/sending-domains?limit=100');
  const { data } = (await answer.json()) as {
    data: { name: string; checks: { name: string; recordName: string; expected: string }[] }[];
  };
  const { recordName, expected } = data
    .find(({ name }) => name === DOMAIN)!
    .checks.find(({ name }) => name === 'dkim')!;
  const slip = `${expected.slice(0, 60)}${SLIP}${expected.slice(61)}`;
  const published = await fetch(`${service().controlUrl}/records`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ records: [{ name: recordName, type: 'TXT', data: slip }] }),
  });
  expect(published.ok).toBe(true);
  return expected;
}

export function dnsRecords(): void {
  let baker: Visitor;
  let wanted: string;

  it('adds a domain, whose records are looked up at once', async () => {
    baker = await visitor(story.browser, { signedInAs: story.ada });
    const { page } = baker;
    await open(page, '/sending-domains?new=true');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^Domain(?! for)/).fill(DOMAIN);
    await dialog.getByRole('button', { name: /Add/ }).click();
    await dialog.waitFor({ state: 'detached' });
    await region(page).getByText('Ready', { exact: true }).waitFor();
    wanted = await publishDkimWithASlip(page);
  });

  it('finds the wrong record and copies the right value with at most four presses', async () => {
    const { page } = baker;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await open(page, '/');
    const counted = await clicks(page);
    counted.beginAnew();
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Sending domains' }).click();
    await page.getByRole('button', { name: `Check now: ${DOMAIN}` }).click();
    await region(page)
      .getByText(/DKIM is not in order/)
      .waitFor();
    await record(page, 'DKIM').getByText('Different', { exact: true }).waitFor();
    // The one sign that differs stands apart from the rest, marked.
    await record(page, 'DKIM').getByText(SLIP, { exact: true }).waitFor();
    await record(page, 'DKIM').getByRole('button', { name: 'Copy the value of the DKIM record' }).click();
    await record(page, 'DKIM').getByRole('button', { name: 'Copied the value of the DKIM record' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(wanted);
    expect(counted.count()).toBeLessThanOrEqual(MOST_CLICKS);
    await region(page)
      .getByText(/Looked at again by itself every 30 seconds/)
      .waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('shows names as a panel wants them, and gives the records to whoever manages the DNS', async () => {
    const { page } = baker;
    const name = record(page, 'DMARC').getByText(`_dmarc.${DOMAIN}`, { exact: true });
    await name.waitFor();
    await region(page).getByText('Without the domain', { exact: true }).click();
    await record(page, 'DMARC').getByText('_dmarc', { exact: true }).waitFor();
    expect(await name.count()).toBe(0);
    await region(page).getByRole('link', { name: 'For your DNS person' }).click();
    await page.getByRole('heading', { name: `DNS records for ${DOMAIN}` }).waitFor();
    const toBeSet = page.getByRole('table', { name: 'To be set' });
    await toBeSet.getByRole('row', { name: /^DKIM/ }).getByText(wanted, { exact: true }).waitFor();
    expect(await violations(page)).toEqual([]);
    expect(baker.faults).toEqual([]);
  });

  it('gives the records as a link, which ends, to somebody without an account', async () => {
    const { page } = baker;
    await page.getByRole('button', { name: 'As a link' }).click();
    const dialog = page.getByRole('dialog', { name: `Records of ${DOMAIN}, as a link` });
    await dialog.getByRole('button', { name: 'Make the link' }).click();
    const link = (await dialog.getByText(/\/share\//).textContent())!.trim();
    await dialog.getByRole('button', { name: /^Revoke the link/ }).waitFor();
    expect(await violations(page, { within: '[role="dialog"]' })).toEqual([]);
    const stranger = await visitor(story.browser, { width: 390, theme: 'dark' });
    await stranger.page.goto(new URL(link).pathname);
    await stranger.page.getByRole('heading', { name: `DNS records for ${DOMAIN}` }).waitFor();
    await stranger.page.getByText(wanted, { exact: true }).waitFor();
    expect(await violations(stranger.page)).toEqual([]);
    expect(await overhang(stranger.page)).toBe(0);
    expect(stranger.faults).toEqual([]);
    await stranger.close();
    expect(baker.faults).toEqual([]);
    await baker.close();
  });
}
