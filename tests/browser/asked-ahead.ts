// A page comes with its answers: what it shows first stands in the document, for a browser whose zone is known.
import { expect, it } from 'vitest';
import { service } from './service.js';
import { LIST, story } from './story.js';

const ZONE = 'doorstep-zone';

async function documentOf(path: string, { without = '', accept = 'text/html' } = {}): Promise<string> {
  const { cookies } = await story.ada.page.context().storageState();
  const sent = cookies.filter(({ name }) => name !== without).map(({ name, value }) => `${name}=${value}`);
  const answer = await fetch(new URL(path, service().url), { headers: { accept, cookie: sent.join('; ') } });
  return answer.text();
}

/** Words that no page has before its answers. */
const shown: readonly [path: string, words: RegExp][] = [
  ['/', /The machine/],
  ['/lists', new RegExp(LIST)],
  ['/queue', /Accepted a minute/],
  ['/chronic', /Nobody is in chronic trouble| in all\./],
  ['/deliverability', /as of /],
  ['/subscribers', /No subscribers yet|Select [^"]+@/],
];

export function askedAhead(): void {
  it('writes what it shows first into the document', async () => {
    const zone = (await story.ada.page.context().cookies()).find(({ name }) => name === ZONE);
    expect(zone).toMatchObject({ value: 'Europe/Berlin', sameSite: 'Lax' });
    // A machine with much else to do may take longer than a page waits: then the browser asks, and the next document has it.
    for (const [path, words] of shown) await expect.poll(() => documentOf(path), { timeout: 20_000 }).toMatch(words);
  });

  it('leaves it to the browser where the zone is not known, and where a page is changed within the house', async () => {
    const words = new RegExp(LIST);
    expect(await documentOf('/lists', { without: ZONE })).not.toMatch(words);
    expect(await documentOf('/lists', { accept: '*/*' })).not.toMatch(words);
    const stranger = await fetch(new URL('/lists', service().url), {
      headers: { accept: 'text/html', cookie: `${ZONE}=Europe/Berlin; doorstep-session=nobody` },
    });
    expect([stranger.status, await stranger.text()]).toEqual([200, expect.not.stringMatching(words)]);
  });
}
