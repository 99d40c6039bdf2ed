// Part four: suppressions, domains, mailboxes, users and keys are looked after by hand.
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { violations } from './accessible.js';
import { story } from './story.js';
import { open } from './visitor.js';

/** A campaign to one person whose host says "later" for ever. */
async function sendToSomeoneWhoWaits(page: Page): Promise<void> {
  const origin = new URL(page.url()).origin;
  const call = async (method: string, path: string, data?: object) => {
    const answer = await page.request.fetch(path, { method, headers: { origin }, ...(data && { data }) });
    expect(answer.ok(), `${method} ${path}: ${await answer.text()}`).toBe(true);
    return answer.json();
  };
  const list = await call('POST', '/v1/lists', { name: 'Those who wait' });
  await call('POST', '/v1/subscribers', { address: 'wanda@out-of-order.example', listIds: [list.id] });
  const domains = (await call('GET', '/v1/sending-domains')).data as { id: string; isReady: boolean }[];
  const campaign = await call('POST', '/v1/campaigns', {
    name: 'A letter that waits',
    sendingDomainId: domains.find(({ isReady }) => isReady)?.id,
    fromName: 'The workshop',
    fromLocal: 'letter',
    subject: 'Still there?',
    html: '<p>Hello</p>',
    listIds: [list.id],
  });
  await call('POST', `/v1/campaigns/${campaign.id}/send`, {});
  await expect
    .poll(async () => (await call('GET', '/v1/sites')).data.length, { timeout: 30_000, interval: 500 })
    .toBeGreaterThan(0);
}

export function lookingAfter(): void {
  it('suppresses an address by hand, finds it, and lifts it with a reason that stays', async () => {
    const { page } = story.ada;
    await open(page, '/suppressions');
    await page.getByRole('button', { name: 'Suppress an address' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Address').fill('leave.me.alone@accepts.example');
    await dialog.getByLabel('Why').fill('Asked us by phone');
    await dialog.getByRole('button', { name: 'Suppress it' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('searchbox', { name: 'Start of an address' }).fill('leave.me');
    await page.waitForURL(/search=leave\.me/);
    await page.getByRole('row', { name: /leave\.me\.alone@accepts\.example .*Asked us by phone/ }).waitFor();
    await page.getByRole('button', { name: 'Lift the suppression of leave.me.alone@accepts.example' }).click();
    await dialog.getByLabel('Why').fill('She called again');
    await dialog.getByRole('button', { name: 'Lift it' }).click();
    await page.getByText('Nobody for this search').waitFor();
    await page.getByRole('radiogroup').getByText('Lifted').click();
    await page.getByRole('row', { name: /Lifted by Ada.*She called again/ }).waitFor();
  });

  it('shows the records of the sandbox domain and checks them now', async () => {
    const { page } = story.ada;
    await open(page, '/sending-domains');
    await page.getByRole('button', { name: /^Check now: / }).click();
    await page.getByText('Campaigns can start from this domain.').first().waitFor();
    await page
      .getByRole('article', { name: 'DKIM' })
      .getByText(/v=DKIM1/)
      .first()
      .waitFor();
  });

  it('adds a domain and says which records to set', async () => {
    const { page } = story.ada;
    await open(page, '/sending-domains?new=true');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Domain', exact: true }).fill('no domain');
    await dialog.getByRole('button', { name: 'Add the domain' }).click();
    await dialog.getByText('A domain such as news.example.org').waitFor();
    await dialog.getByRole('textbox', { name: 'Domain', exact: true }).fill('news.workshop.example');
    await dialog.getByRole('button', { name: 'Add the domain' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('region', { name: /news\.workshop\.example/ }).waitFor();
  });

  it('tests the bounce mailbox step by step, pauses it and resumes it', async () => {
    const { page } = story.ada;
    await open(page, '/bounce-mailboxes');
    const test = page.getByRole('button', { name: /^Test it: .*POP3/ });
    const name = ((await test.getAttribute('aria-label')) ?? '').replace(/^Test it: /, '');
    await test.click();
    const steps = page.getByRole('list', { name: 'Steps of the test' });
    await steps.getByText('Sign in').waitFor();
    await steps.getByText('Not read yet').waitFor();
    expect(await steps.getByText(': Wrong').count()).toBe(0);
    const menu = page.getByRole('button', { name: `Actions for ${name}` });
    await menu.press('Enter');
    await page.getByRole('menuitem', { name: 'Pause' }).click();
    const section = page.getByRole('region', { name });
    await section.getByText('Paused', { exact: true }).waitFor();
    await menu.press('Enter');
    await page.getByRole('menuitem', { name: 'Resume' }).click();
    await section.getByText('Paused', { exact: true }).waitFor({ state: 'detached' });
  });

  it('tries settings of a mailbox that is not stored, and says what to do where they fail', async () => {
    const { page } = story.ada;
    await open(page, '/bounce-mailboxes?new=true');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Try these settings' }).click();
    await dialog.getByText('The name of the server, such as imap.example.org').waitFor();
    await dialog.getByRole('textbox', { name: 'Server' }).fill('mail.nowhere.invalid');
    await dialog.getByRole('textbox', { name: 'User name' }).fill('bounces');
    await dialog.locator('input[autocomplete=new-password]').fill('a password');
    await dialog.getByRole('button', { name: 'Try these settings' }).click();
    const steps = dialog.getByRole('list', { name: 'Steps of the test' });
    await steps.getByText('stands in the help pages of the mail provider').waitFor();
    await dialog.getByText('OAuth 2.0', { exact: true }).click();
    await dialog.getByRole('button', { name: 'Google' }).click();
    expect(await dialog.getByRole('textbox', { name: 'Scope' }).inputValue()).toBe('https://mail.google.com/');
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Back' }).click();
    await dialog.waitFor({ state: 'detached' });
  });

  it('sends a marked message that comes back into the bounce mailbox', async () => {
    const { page } = story.ada;
    await open(page, '/bounce-mailboxes');
    await page.getByRole('button', { name: 'Send a marked message' }).click();
    const test = page.getByRole('article', { name: /^Full-loop test of / }).first();
    await test.getByText('It came back', { exact: true }).waitFor({ timeout: 30_000 });
    expect(await test.getByText(': Wrong').count()).toBe(0);
    await test.getByText(/and was recognised/).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('adds a user, shows a new key once, and writes both into the audit log', async () => {
    const { page } = story.ada;
    await open(page, '/settings/users?new=true');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Grace');
    await dialog.getByLabel('Address').fill('grace@doorstep.example');
    await dialog.getByLabel('First password').fill('twelve signs and more');
    await dialog.getByRole('button', { name: 'Add the user' }).click();
    await page.getByRole('row', { name: /Grace grace@doorstep\.example Editor/ }).waitFor();
    await open(page, '/settings/api-keys?new=true');
    await dialog.getByLabel('What it is for').fill('Web shop');
    await dialog.getByLabel('Read subscribers, lists, imports').check();
    await dialog.getByRole('button', { name: 'Make the key' }).click();
    expect(await dialog.locator('pre').textContent()).toMatch(/^ds_live_/);
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
    const row = page.getByRole('row', { name: /Web shop/ });
    await row.waitFor();
    expect(await row.textContent()).toMatch(/ds_live_/);
    await open(page, '/settings/audit');
    await page
      .getByRole('row', { name: /Ada Users: add/ })
      .first()
      .waitFor();
  });

  it('pauses a destination with a reason, and resumes it', async () => {
    const { page } = story.ada;
    await sendToSomeoneWhoWaits(page);
    await open(page, '/queue');
    const pause = page
      .getByRole('row')
      .getByRole('button', { name: /^Pause / })
      .first();
    const name = ((await pause.getAttribute('aria-label')) ?? '').replace(/^Pause /, '');
    await pause.click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/paused like this|nobody can say/).waitFor();
    await dialog.getByText(/The pause ends by itself/).waitFor();
    await expect.poll(() => dialog.getByLabel('For', { exact: true }).inputValue()).toBe('2 hours');
    expect(await violations(page, { within: '[role="dialog"]' })).toEqual([]);
    await dialog.getByLabel('Why').fill('We are on their list');
    await page.getByRole('button', { name: 'Pause it' }).click();
    await page.getByText('We are on their list').waitFor();
    await page.getByRole('button', { name: `Resume ${name}`, exact: true }).click();
    await page.getByText('We are on their list').waitFor({ state: 'detached' });
    await page.getByText(`Mail to ${name} goes on`).waitFor();
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await page.getByText('We are on their list').waitFor();
    // By key: what was done stands over the end of the row for a while.
    await page.getByRole('button', { name: `Resume ${name}`, exact: true }).press('Enter');
    await page.getByText('We are on their list').waitFor({ state: 'detached' });
  });

  it('sets limits of a destination by hand, and leaves them to Doorstep again', async () => {
    const { page } = story.ada;
    await open(page, '/queue');
    const dialog = page.getByRole('dialog');
    const openLimits = async () => {
      await page
        .getByRole('button', { name: /^More for / })
        .first()
        .click();
      await page.getByRole('menuitem', { name: 'Set limits' }).click();
    };
    await openLimits();
    expect(await dialog.getByLabel('Connections at a time').inputValue()).toBe('');
    await dialog.getByLabel('Why').fill('Their postmaster asked us');
    await dialog.getByRole('button', { name: 'Set them' }).click();
    await dialog.getByText('Fill in one of the three').waitFor();
    await dialog.getByLabel('Connections at a time').fill('3');
    await dialog.getByLabel('Messages a minute').fill('60');
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Set them' }).click();
    await page.getByText(/^By hand.*: 3 connections, 60 messages a minute$/).waitFor();
    await openLimits();
    await dialog.getByText(/^Set by Ada: 3 connections/).waitFor();
    await dialog.getByRole('button', { name: 'Back to automatic' }).click();
    await page.getByText(/^By hand/).waitFor({ state: 'detached' });
  });

  it('pauses everything, says so on every page, and takes it back', async () => {
    const { page } = story.ada;
    await open(page, '/queue');
    await page.getByRole('button', { name: 'Pause everything' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Why').fill('The link in the letter is wrong');
    await dialog.getByRole('button', { name: 'Pause everything' }).click();
    await dialog.waitFor({ state: 'detached' });
    await open(page, '/lists');
    const banner = page.getByRole('region', { name: 'State of sending' });
    await banner.getByText('The link in the letter is wrong').waitFor();
    expect(await violations(page)).toEqual([]);
    await banner.getByRole('button', { name: 'Resume sending' }).click();
    await banner.waitFor({ state: 'detached' });
  });

  it('says in place why a message has not left', async () => {
    const { page } = story.ada;
    await open(page, '/addresses/wanda%40out-of-order.example');
    await page.getByRole('button', { name: 'Why has it not left: A letter that waits' }).click();
    await page
      .getByText(/^After \d+ (try|tries), the next one is due|^It is due and nothing holds it|has had it in hand/)
      .waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('shows the source addresses and checks a name', async () => {
    const { page } = story.ada;
    await open(page, '/settings/source-addresses');
    await page.getByRole('button', { name: 'Check its name: The one the machine picks' }).click();
    await page.getByRole('list', { name: /^Check of / }).waitFor();
  });
}
