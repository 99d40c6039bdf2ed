// Every page of the dashboard with something of the large year on it. One that needs an id and has none here stops the benchmark.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from '../bootstrap.mjs';

const HOUSE = path.join(root, 'apps', 'web', 'app', '(house)');

/**
 * @param guest { api } of somebody who is signed in
 * @returns { name, path, isEditor, tabs }: `tabs` are further addresses of the same page whose requests count, too
 */
export async function pagesOf({ api }) {
  const { data: campaigns } = await api('GET', '/v1/campaigns?limit=100');
  const newest = campaigns.find(({ state }) => state === 'sending');
  const finished = campaigns.filter(({ state }) => state === 'finished')[3];
  if (!newest || !finished)
    throw new Error('There are too few campaigns: four that are finished and one under way are needed.');
  const draft = await draftOf(api, campaigns);
  const { data: lists } = await api('GET', '/v1/lists?limit=100');
  const list = lists.find(({ name }) => name.startsWith('Letter')) ?? lists[0];
  const { data: segments } = await api('GET', '/v1/segments?limit=100');
  const { data: imports } = await api('GET', '/v1/imports?limit=100');
  const { data: refused } = await api('GET', `/v1/campaigns/${finished.id}/deliveries?state=refused&limit=1`);
  const { data: accepted } = await api('GET', `/v1/campaigns/${finished.id}/deliveries?state=accepted&limit=1`);
  const { data: domains } = await api('GET', '/v1/sending-domains');
  const webhook = await webhookOf(api);
  const of = (id, ...queries) => queries.map((query) => `/campaigns/${id}?${query}`);
  const pages = {
    '': [{ name: 'overview' }],
    addresses: [{ name: 'search of addresses', tabs: ['/addresses?search=weber'] }],
    'addresses/[address]': [
      { name: 'address in trouble', path: `addresses/${encodeURIComponent(refused[0].address)}` },
      { name: 'address that is well', path: `addresses/${encodeURIComponent(accepted[0].address)}` },
    ],
    'bounce-mailboxes': [{ name: 'bounce mailboxes' }],
    campaigns: [{ name: 'campaigns' }],
    'campaigns/[id]': [
      {
        ...{ name: 'finished campaign', path: `campaigns/${finished.id}` },
        tabs: of(
          finished.id,
          'tab=people',
          'tab=people&group=refused',
          'tab=people&group=accepted',
          'tab=why',
          'tab=replies',
          'tab=compare',
          'tab=readers',
        ),
      },
      {
        name: 'campaign under way',
        path: `campaigns/${newest.id}`,
        tabs: of(newest.id, 'tab=people', 'tab=why', 'tab=replies'),
      },
      { name: 'draft (editor)', path: `campaigns/${draft.id}`, isEditor: true },
    ],
    'campaigns/[id]/audience': [{ name: 'audience', path: `campaigns/${draft.id}/audience` }],
    'campaigns/[id]/paper': [{ name: 'campaign on paper', path: `campaigns/${finished.id}/paper` }],
    'campaigns/month': [{ name: 'month on paper' }],
    chronic: [{ name: 'chronic bounces' }],
    deliverability: [
      {
        name: 'deliverability',
        tabs: [
          '/deliverability?provider=google',
          '/deliverability?provider=other',
          '/deliverability?range=90d&by=pattern',
          '/deliverability?provider=google&by=pattern',
          '/deliverability?row=google&show=not_taken',
          '/deliverability?row=google&show=sent',
          '/deliverability?view=days&range=90d',
          '/deliverability?view=rules',
        ],
      },
    ],
    imports: [{ name: 'imports' }],
    'imports/[id]': [{ name: 'import', path: `imports/${imports.at(-1).id}` }],
    'imports/new': [{ name: 'new import' }],
    lists: [{ name: 'lists' }],
    'lists/[id]': [{ name: 'list', path: `lists/${list.id}` }],
    queue: [{ name: 'queue' }],
    'returned-mail': [{ name: 'returned mail' }],
    segments: [{ name: 'segments' }],
    'segments/[id]': segments.map(({ id, name }) => ({ name: `segment: ${name}`, path: `segments/${id}` })),
    'segments/new': [{ name: 'new segment', path: 'segments/new?example=trouble' }],
    'sending-domains': [{ name: 'sending domains' }],
    'sending-domains/[id]/paper': [{ name: 'records on paper', path: `sending-domains/${domains[0].id}/paper` }],
    settings: [{ name: 'settings' }],
    'settings/api-keys': [{ name: 'API keys' }],
    'settings/audit': [{ name: 'audit log' }],
    'settings/consequences': [{ name: 'what bounces lead to' }],
    'settings/fields': [{ name: 'custom fields' }],
    'settings/link-keys': [{ name: 'keys of links' }],
    'settings/rules': [{ name: 'rules' }],
    // Made by reclassifying, which the worker does: there is none in the year, and the page of it asks for one row.
    'settings/rules/replays/[id]': [],
    'settings/source-addresses': [{ name: 'source addresses' }],
    'settings/tags': [{ name: 'tags' }],
    'settings/users': [{ name: 'users' }],
    'settings/webhooks': [{ name: 'webhooks' }],
    'settings/webhooks/[id]': [{ name: 'webhook', path: `settings/webhooks/${webhook.id}` }],
    subscribers: [
      {
        name: 'subscribers',
        tabs: [
          ...[
            '/subscribers?search=weber',
            '/subscribers?status=subscribed&suppressed=no',
            '/subscribers?standing=failing',
            '/subscribers?provider=google',
          ],
          `/subscribers?list=${list.id}`,
        ],
      },
    ],
    suppressions: [{ name: 'suppressions', tabs: ['/suppressions?state=all', '/suppressions?cause=hard_bounce'] }],
  };
  return routes().flatMap((route) => {
    const list = pages[route] ?? (route.includes('[') ? undefined : [{ name: route }]);
    if (list === undefined)
      throw new Error(`No page is measured for ${route}: add one to scripts/bench/dashboard-routes.mjs.`);
    return list.map((page) => ({ isEditor: false, ...page, path: `/${page.path ?? route}` }));
  });
}

/** The routes there are, read from the folders of the app. */
function routes() {
  return readdirSync(HOUSE, { recursive: true })
    .filter((file) => path.basename(file) === 'page.tsx')
    .map((file) => path.dirname(file).split(path.sep).join('/'))
    .map((route) => (route === '.' ? '' : route));
}

/** To everybody, so that its audience has to be counted. */
async function draftOf(api, campaigns) {
  const old = campaigns.find(({ state }) => state === 'draft');
  if (old) return old;
  const { data: lists } = await api('GET', '/v1/lists?limit=100');
  const { data: domains } = await api('GET', '/v1/sending-domains');
  return api('POST', '/v1/campaigns', {
    ...{ name: 'The next letter', sendingDomainId: domains[0].id, fromName: 'The workshop', fromLocal: 'letter' },
    ...{
      subject: 'News for {{ city }}',
      html: '<h1>Hello {{ name | default: "friend" }}</h1>',
      listIds: lists.map(({ id }) => id),
    },
  });
}

async function webhookOf(api) {
  const { data } = await api('GET', '/v1/webhooks');
  const wish = { url: 'https://hooks.workshop.example/doorstep', eventTypes: ['message.refused'] };
  return data[0] ?? (await api('POST', '/v1/webhooks', wish));
}
