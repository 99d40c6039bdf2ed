// A campaign made and sent over the API, where a story is about what comes after.
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Makes a list of these addresses. @returns its id */
export async function quickList(page: Page, name: string, addresses: readonly string[]): Promise<string> {
  const list = await call(page, 'POST', '/v1/lists', { name });
  for (const address of addresses) await call(page, 'POST', '/v1/subscribers', { address, listIds: [list.id] });
  return list.id as string;
}

/** Sends at once, from the first domain that is ready. @returns the campaign's id */
export async function quickCampaign(page: Page, name: string, listId: string): Promise<string> {
  const id = await quickDraft(page, name, listId);
  await call(page, 'POST', `/v1/campaigns/${id}/send`, {});
  return id;
}

/** A draft that is ready to go. @returns its id */
export async function quickDraft(page: Page, name: string, listId: string): Promise<string> {
  const domains = (await call(page, 'GET', '/v1/sending-domains')).data as { id: string; isReady: boolean }[];
  const campaign = await call(page, 'POST', '/v1/campaigns', {
    name,
    sendingDomainId: domains.find(({ isReady }) => isReady)?.id,
    fromName: 'The workshop',
    fromLocal: 'letter',
    subject: 'On Tuesday',
    html: '<p>We sing on Tuesday.</p>',
    listIds: [listId],
  });
  return campaign.id as string;
}

/** Asks the API as whoever is signed in on the page. */
export async function call(page: Page, method: string, path: string, data?: object) {
  const origin = new URL(page.url()).origin;
  const answer = await page.request.fetch(path, { method, headers: { origin }, ...(data && { data }) });
  expect(answer.ok(), `${method} ${path}: ${await answer.text()}`).toBe(true);
  return answer.status() === 204 ? null : answer.json();
}
