// The content of a campaign over HTTP: compiled, kept in versions, previewed, begun from templates, with its images.
import type {
  Campaign,
  CampaignPreview,
  CampaignVersion,
  CampaignVersionView,
  Media,
  Page,
  Preflight,
  Template,
} from '@doorstep/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { type Caller, startTestApi, type TestApi } from '../testing/test-api.js';

let database: FreshDatabase;
let api: TestApi;
let owner: Caller;
let editor: Caller;

beforeAll(async () => {
  database = await freshDatabase();
  api = await startTestApi(database.url);
  owner = await api.asOwner();
  editor = await api.asRole('editor');
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

async function written(content: object): Promise<Campaign> {
  const answer = await owner('POST', '/v1/campaigns', { name: 'Letter', ...content });
  if (answer.statusCode !== 201) throw new Error(answer.body);
  return answer.json<Campaign>();
}
const change = (id: string, content: object, by: Caller = owner, headers: Record<string, string> = {}) =>
  by('PATCH', `/v1/campaigns/${id}`, content, headers);
const versionsOf = async (id: string) =>
  (await owner('GET', `/v1/campaigns/${id}/versions`)).json<Page<CampaignVersion>>().data;

describe('the content of a campaign', () => {
  it('is compiled from Markdown and shown as one person would see it', async () => {
    const { id, html } = await written({
      subject: 'News for {{ name | default: "friend" }}',
      previewText: 'Dear {{ name }}',
      contentKind: 'markdown',
      contentSource: '# Hi {{ name | default: "there" }}',
    });
    expect(html).toContain('Hi {{ name | default: "there" }}</h1>');
    const preview = async (query: string) =>
      (await owner('GET', `/v1/campaigns/${id}/preview${query}`)).json<CampaignPreview>();
    expect(await preview('')).toMatchObject({ subject: 'News for Ada Lovelace', previewText: 'Dear Ada Lovelace' });
    const nameless = await preview('?as=nameless');
    expect(nameless).toMatchObject({ subject: 'News for friend', isTextMade: true });
    expect(nameless.text).toContain('Hi there');
    expect(nameless.html).toContain('Hi there</h1>');
    expect(nameless.html.match(/Dear /g)).toHaveLength(1);
  });

  it('takes no HTML beside a source, and keeps the compiled one when it becomes HTML', async () => {
    const { id, html } = await written({ contentKind: 'markdown', contentSource: 'Hello' });
    expect((await change(id, { html: '<p>x</p>' })).statusCode).toBe(422);
    const plain = (await change(id, { contentKind: 'html' })).json<Campaign>();
    expect(plain).toMatchObject({ contentKind: 'html', contentSource: '', html });
    expect((await versionsOf(id)).map(({ contentKind }) => contentKind)).toEqual(['html', 'markdown']);
  });

  it('keeps MJML that cannot be compiled as it was typed, and names its line', async () => {
    const { id } = await written({
      contentKind: 'mjml',
      contentSource: '<mjml>\n<mj-body>\n<mj-foo/></mj-body></mjml>',
    });
    const { findings } = (await owner('GET', `/v1/campaigns/${id}/preflight`)).json<Preflight>();
    expect(findings).toContainEqual(
      expect.objectContaining({ kind: 'problem', code: 'content_fault', field: 'contentSource', line: 3 }),
    );
  });

  it('keeps a version per person and stretch of writing, says what changed, and goes back', async () => {
    const { id } = await written({ html: '<p>one two</p>' });
    await change(id, { html: '<p>one two three</p>' });
    await change(id, { html: '<p>one two three four</p>' });
    await change(id, { html: '<p>five</p>' }, editor);
    const versions = await versionsOf(id);
    expect(versions.map(({ actor, words }) => `${actor}: ${words}`)).toEqual([
      'A editor: 1 word came, 4 words went',
      'Olga Owner: 2 words came',
      'Olga Owner: The first one that was kept',
    ]);
    const first = versions[2]!.id;
    const view = (await owner('GET', `/v1/campaigns/${id}/versions/${first}`)).json<CampaignVersionView>();
    expect(view.changes).toMatchObject([{ field: 'text', changes: [{ kind: 'removed' }, { kind: 'added' }] }]);
    const restored = await owner('POST', `/v1/campaigns/${id}/versions/${first}/restore`);
    expect(restored.json<Campaign>().html).toBe('<p>one two</p>');
    expect((await versionsOf(id)).map(({ actor }) => actor)).toEqual([
      'Olga Owner',
      'A editor',
      'Olga Owner',
      'Olga Owner',
    ]);
  });

  it('keeps no more than fifty versions', async () => {
    const { id } = await written({ html: '<p>0</p>' });
    for (let round = 1; round <= 53; round++) await change(id, { html: `<p>${round}</p>`, keepVersion: true });
    const versions = await versionsOf(id);
    expect(versions).toHaveLength(50);
    expect(versions[0]!.savedAt >= versions[49]!.savedAt).toBe(true);
  });

  it('is not overwritten by somebody who knows an older one', async () => {
    const { id, updatedAt } = await written({ html: '<p>mine</p>' });
    await change(id, { subject: 'Of the editor' }, editor);
    const stale = await change(id, { subject: 'Mine' }, owner, { 'if-match': `"${updatedAt}"` });
    expect(stale.statusCode).toBe(412);
    expect(stale.json()).toMatchObject({ code: 'changed_elsewhere' });
    const now = (await owner('GET', `/v1/campaigns/${id}`)).json<Campaign>();
    expect(now.subject).toBe('Of the editor');
    expect((await change(id, { subject: 'Mine' }, owner, { 'if-match': `"${now.updatedAt}"` })).statusCode).toBe(200);
    expect((await change(id, { subject: 'x' }, owner, { 'if-match': 'W/x' })).statusCode).toBe(400);
  });

  it('blocks a link that is not finished', async () => {
    const { id } = await written({ subject: 'What is new', html: '<p><a href="https://">x</a></p>' });
    const { findings } = (await owner('GET', `/v1/campaigns/${id}/preflight`)).json<Preflight>();
    expect(findings).toContainEqual(expect.objectContaining({ kind: 'problem', code: 'placeholder_link', line: 1 }));
  });
});

describe('templates', () => {
  it('come with Doorstep, are saved, and one is what new campaigns begin with', async () => {
    const all = async () => (await owner('GET', '/v1/templates')).json<Page<Template>>().data;
    expect((await all()).filter(({ isBuiltIn, html }) => isBuiltIn && html !== '')).toHaveLength(4);
    const mine = { name: 'Mine', contentKind: 'markdown', contentSource: 'Dear {{ name }}' };
    const { id } = (await owner('POST', '/v1/templates', mine)).json<Template>();
    expect((await owner('POST', '/v1/templates', mine)).statusCode).toBe(409);
    expect((await owner('PATCH', `/v1/templates/${id}`, { isDefault: true })).json()).toMatchObject({
      isDefault: true,
    });
    expect(await written({})).toMatchObject({ contentKind: 'markdown', contentSource: 'Dear {{ name }}' });
    expect((await owner('DELETE', `/v1/templates/${id}`)).statusCode).toBe(204);
    expect(await written({})).toMatchObject({ contentKind: 'html', html: '' });
  });
});

describe('images', () => {
  const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
  const upload = (body: Buffer) =>
    owner('POST', '/v1/media?name=dot.gif&alt=A%20dot', body, { 'content-type': 'application/octet-stream' });

  it('are uploaded once, seen by everybody, and stay while a campaign shows them', async () => {
    const image = (await upload(gif)).json<Media>();
    expect(image).toMatchObject({ mime: 'image/gif', width: 1, height: 1, alt: 'A dot' });
    expect((await upload(gif)).json<Media>().id).toBe(image.id);
    const seen = await api.inject({ method: 'GET', url: new URL(image.url).pathname });
    expect(seen.rawPayload.equals(gif)).toBe(true);
    expect(seen.headers).toMatchObject({ 'content-type': 'image/gif', 'x-content-type-options': 'nosniff' });
    expect(seen.headers['cache-control']).toContain('immutable');
    const { id } = await written({ html: `<img src="${image.url}" alt="A dot">` });
    expect((await owner('DELETE', `/v1/media/${image.id}`)).statusCode).toBe(409);
    await owner('DELETE', `/v1/campaigns/${id}`);
    expect((await owner('DELETE', `/v1/media/${image.id}`)).statusCode).toBe(204);
    expect((await api.inject({ method: 'GET', url: new URL(image.url).pathname })).statusCode).toBe(404);
  });

  it('are no SVG, and not what their name says', async () => {
    const answer = await upload(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'));
    expect(answer.statusCode).toBe(422);
    expect(answer.json().detail).toContain('SVG');
  });
});
