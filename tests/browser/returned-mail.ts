// Part four and a half: what came back is looked at; whose a report is, a person decides, and takes it back.
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { violations } from './accessible.js';
import { service } from './service.js';
import { someone, story } from './story.js';
import { open, settled } from './visitor.js';

const ARRIVAL_MS = 60_000;

/** A report that anybody could have written: it carries no return path of ours. */
const forged = (address: string, subject: string) =>
  [
    'From: Mail Delivery System <mailer-daemon@mx.example>',
    'To: bounce@return.example',
    `Subject: ${subject}`,
    'Content-Type: multipart/report; report-type=delivery-status; boundary="cut"',
    '',
    '--cut',
    'Content-Type: text/plain',
    '',
    'It could not be handed over. <script>alert(1)</script>',
    '',
    '--cut',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example',
    '',
    `Final-Recipient: rfc822; ${address}`,
    'Action: failed',
    'Status: 5.2.2',
    'Diagnostic-Code: smtp; 552 5.2.2 Mailbox full',
    '',
    '--cut--',
    '',
  ].join('\r\n');

/** Puts a mail into the bounce mailbox of the sandbox. */
async function comes(raw: string): Promise<void> {
  const answer = await fetch(`${service().controlUrl}/mailbox`, { method: 'POST', body: JSON.stringify({ raw }) });
  expect(answer.ok, await answer.text()).toBe(true);
}

/** Somebody whose server took the campaign of the story, and kept it. */
async function acceptedAddress(page: Page): Promise<string> {
  const answer = await page.request.get(`/v1${story.campaignPath}/deliveries?state=accepted&limit=1`);
  const { data } = (await answer.json()) as { data: { address: string }[] };
  return data[0]!.address;
}

const message = (page: Page, subject: string) => page.getByRole('button', { name: subject });

async function waitForMessage(page: Page, subject: string): Promise<void> {
  await expect
    .poll(
      async () => {
        await open(page, '/returned-mail?show=unmatched');
        return message(page, subject).count();
      },
      { timeout: ARRIVAL_MS, interval: 1000 },
    )
    .toBe(1);
}

export function returnedMail(): void {
  it('keeps a report without a signature on the shelf, says why, and names the nearest mail with reasons', async () => {
    const { page } = story.ada;
    const address = await acceptedAddress(page);
    await comes(forged(address, 'Returned: a full mailbox'));
    await waitForMessage(page, 'Returned: a full mailbox');
    // The count beside the place may have been asked for a moment before the message was there.
    await open(page, '/returned-mail?show=unmatched');
    await page
      .getByRole('navigation', { name: 'Main' })
      .getByText(/^\d+ unmatched$/)
      .waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog');
    await drawer.getByText('Anybody can write such a message about anybody').waitFor();
    await drawer.getByText(`It names ${address} as the recipient that failed.`).first().waitFor();
    await drawer.getByRole('button', { name: 'Show the raw mail' }).click();
    await drawer.locator('pre').filter({ hasText: '<script>alert(1)</script>' }).waitFor();
    expect(await violations(page, { within: '[role="dialog"]' })).toEqual([]);
  });

  it('is matched by hand, counts as returned, and is taken back', async () => {
    const { page } = story.ada;
    const address = await acceptedAddress(page);
    const drawer = page.getByRole('dialog', { name: 'Returned: a full mailbox' });
    await drawer
      .getByRole('button', { name: `Match by hand: ${address}` })
      .first()
      .click();
    const question = page.getByRole('dialog', { name: 'Match it by hand' });
    await question.getByLabel('Why you are sure').fill('She told us');
    await question.getByRole('button', { name: 'Match it' }).click();
    await drawer.getByText(/^Matched by hand by Ada\. The delivery counts as returned/).waitFor();
    const other = await page.context().newPage();
    await open(other, `/addresses/${address}`);
    await other.getByText('Returned later').first().waitFor();
    await other
      .getByText(/Ada matched the report to this mail by hand/)
      .first()
      .waitFor();
    await other.close();
    await drawer.getByRole('button', { name: 'Take the match back' }).click();
    await drawer.getByText('A match by Ada was taken back by Ada.').waitFor();
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    await open(page, `/addresses/${address}`);
    expect(await page.getByText('Returned later').count()).toBe(0);
  });

  it('lays aside what is not ours, and brings it back by Undo', async () => {
    const { page } = story.ada;
    await comes(forged('nobody@elsewhere.example', 'Not ours at all'));
    await waitForMessage(page, 'Not ours at all');
    await page.getByLabel('Select: Not ours at all').check();
    await page.getByRole('button', { name: 'Lay the selected aside' }).click();
    await message(page, 'Not ours at all').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await message(page, 'Not ours at all').waitFor();
    await page.getByRole('button', { name: 'Lay all unmatched aside' }).click();
    await page.getByText('Nothing unmatched').waitFor();
    await page.getByLabel('Which messages').selectOption({ label: 'Laid aside' });
    await message(page, 'Not ours at all').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Put it back on the shelf' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Not ours: lay it aside' }).waitFor();
    await page.keyboard.press('Escape');
  });

  it('exports what is shown', async () => {
    const { page } = story.ada;
    const answer = await page.request.get('/v1/inbound/export?show=bounces&format=csv');
    expect(answer.ok()).toBe(true);
    expect(await answer.text()).toContain('received_at_utc,kind,state');
  });

  it('says of a late return who had taken the mail, and how long before', async () => {
    const { page } = story.ada;
    await open(page, `/addresses/${someone('returns-unknown').address}`);
    await page
      .getByText(/took it on .* and gave it back .* later\./)
      .first()
      .waitFor();
    await page.getByRole('link', { name: 'The message' }).first().click();
    await page
      .getByRole('dialog')
      .getByText(/gave it back/)
      .waitFor();
    await settled(page);
    await page.keyboard.press('Escape');
  });
}
