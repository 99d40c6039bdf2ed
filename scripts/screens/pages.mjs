// Every screen there is a picture of: its name, its title, where it is, who sees it in which state, and how wide it is taken.

const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
/** A4 at 96 pixels an inch. */
const PAPER = { width: 794, height: 1123 };

const VIEWS = {
  'wide-light': { ...WIDE, theme: 'light' },
  'wide-dark': { ...WIDE, theme: 'dark' },
  'phone-dark': { ...PHONE, theme: 'dark' },
  'phone-light': { ...PHONE, theme: 'light' },
  paper: { ...PAPER, theme: 'light', media: 'print' },
  // Half as wide: what is shown at 200 % in a window of 1,280 px.
  zoom: { width: 640, height: 400, theme: 'light' },
};
const ALL = ['wide-light', 'wide-dark', 'phone-dark', 'phone-light'];
const BOTH = ['wide-light', 'phone-dark'];

/**
 * @param places paths with an id in them, as `arrange` found them
 * @returns { group, part, name, title, path, scene, views: [name, { width, height, theme, media }], prepare(page), isWaiting }
 */
export function screensOf(places) {
  return [
    ...pagesOf(places).map(([name, title, path, prepare]) => made('Pages', null, name, title, path, ALL, { prepare })),
    ...withoutAccount(places).map(([name, title, path]) =>
      made('Without an account', null, name, title, path, ALL, { scene: 'stranger' }),
    ),
    ...paperOf(places).map(([name, title, path, { scene, prepare } = {}]) =>
      made('On paper', null, `${name}-printed`, title, path, ['paper'], { scene, prepare }),
    ),
    ...statesOf(places).flatMap(([scene, part, pages]) =>
      pages.map(([name, title, path]) =>
        made('States', part, `${scene}-${name}`, title, path, scene === 'zoom' ? ['zoom'] : BOTH, {
          scene: scene === 'zoom' ? 'main' : scene,
          isWaiting: scene === 'loading',
        }),
      ),
    ),
  ];
}

function made(group, part, name, title, path, views, { scene = 'main', prepare, isWaiting = false }) {
  return { group, part, name, title, path, scene, views: views.map((view) => [view, VIEWS[view]]), prepare, isWaiting };
}

const pagesOf = ({ troubled, well, finished, underWay, draft, list, oneImport, webhook, domain, group, segments }) => [
  ['overview', 'Overview', '/'],
  ['addresses', 'Search of addresses', '/addresses'],
  ['address-in-trouble', 'Address in trouble', `/addresses/${troubled}`],
  ['address-that-is-well', 'Address that is well', `/addresses/${well}`],
  ['note-for-her-it', 'A note for her IT', `/addresses/${troubled}?note=it`, toDialog],
  ['campaigns', 'Campaigns', '/campaigns'],
  ['new-campaign', 'A new campaign', '/campaigns?new=true', toDialog],
  ['draft-editor', 'Draft (editor)', `/campaigns/${draft}`],
  ['audience', 'Audience', `/campaigns/${draft}/audience`],
  ['campaign-under-way', 'Campaign under way', `/campaigns/${underWay}`],
  ['campaign-under-way-why', 'Campaign under way: why', `/campaigns/${underWay}?tab=why`],
  ['campaign-under-way-replies', 'Campaign under way: replies', `/campaigns/${underWay}?tab=replies`],
  ['pace-dialog', 'The pace of a campaign under way', `/campaigns/${underWay}`, openPace],
  ['finished-campaign', 'Finished campaign', `/campaigns/${finished}`],
  ['finished-campaign-why', 'Finished campaign: why', `/campaigns/${finished}?tab=why`, toTabs],
  ['finished-campaign-replies', 'Finished campaign: replies', `/campaigns/${finished}?tab=replies`, toTabs],
  ['finished-campaign-compare', 'Finished campaign: before', `/campaigns/${finished}?tab=compare`, toTabs],
  ['finished-campaign-readers', 'Finished campaign: readers', `/campaigns/${finished}?tab=readers`, toTabs],
  ['campaign-on-paper', 'Campaign on paper', `/campaigns/${finished}/paper`],
  ['campaigns-calendar', 'Calendar', '/campaigns/calendar'],
  ['campaigns-month', 'Month on paper', '/campaigns/month'],
  ['campaigns-series', 'Series', '/campaigns/series'],
  ['campaigns-restored', 'A restored backup', '/campaigns/restored'],
  ['chronic', 'Chronic bounces', '/chronic'],
  ['chronic-group', 'A group of chronic bounces', `/chronic?group=${group}`, toDialog],
  ['chronic-rule', 'Who counts as chronic', '/chronic?rule=true', toDialog],
  ['deliverability', 'Deliverability', '/deliverability'],
  ['deliverability-provider', 'Deliverability: one provider, by pattern', '/deliverability?provider=google&by=pattern'],
  [
    'deliverability-messages',
    'Deliverability: what was not taken',
    '/deliverability?row=google&show=not_taken',
    toDialog,
  ],
  ['deliverability-days', 'Deliverability: days', '/deliverability?view=days&range=90d'],
  ['deliverability-rules', 'Deliverability: rules', '/deliverability?view=rules'],
  ['suppressions', 'Suppressions', '/suppressions'],
  ['sending-domains', 'Sending domains', '/sending-domains'],
  ['records-on-paper', 'Records on paper', `/sending-domains/${domain}/paper`],
  ['returned-mail', 'Returned mail', '/returned-mail'],
  ['bounce-mailboxes', 'Bounce mailboxes', '/bounce-mailboxes'],
  ['queue', 'Queue', '/queue'],
  ['subscribers', 'Subscribers', '/subscribers'],
  ['add-subscriber', 'Adding a subscriber', '/subscribers?add=true', toDialog],
  ['filter-dialog', 'The filter of subscribers', '/subscribers?filter=true', toDialog],
  ['lists', 'Lists', '/lists'],
  ['list', 'List', `/lists/${list}`],
  ['segments', 'Segments', '/segments'],
  ['segments-new', 'New segment', '/segments/new?example=trouble'],
  ...segments.map(({ id, name, title }) => [`segment-${name}`, `Segment: ${title}`, `/segments/${id}`]),
  ['imports', 'Imports', '/imports'],
  ['imports-new', 'New import', '/imports/new'],
  ['import', 'Import', `/imports/${oneImport}`],
  ['settings-users', 'Users', '/settings/users'],
  ['settings-api-keys', 'API keys', '/settings/api-keys'],
  ['settings-fields', 'Custom fields', '/settings/fields'],
  ['settings-tags', 'Tags', '/settings/tags'],
  ['settings-source-addresses', 'Source addresses, one of them being warmed up', '/settings/source-addresses'],
  ['settings-consequences', 'What bounces lead to', '/settings/consequences'],
  ['settings-rules', 'Rules', '/settings/rules'],
  ['settings-link-keys', 'Keys of links', '/settings/link-keys'],
  ['settings-webhooks', 'Webhooks', '/settings/webhooks'],
  ['webhook', 'Webhook', `/settings/webhooks/${webhook}`],
  ['settings-audit', 'Audit log', '/settings/audit'],
];

const withoutAccount = ({ sharedReport, sharedRecords }) => [
  ['sign-in', 'Signing in', '/sign-in'],
  ['shared-report', 'A report behind its link', sharedReport],
  ['shared-records', 'Records for the DNS person behind their link', sharedRecords],
];

const paperOf = ({ finished, domain, troubled, sharedReport, sharedRecords }) => [
  ['campaign', 'A campaign', `/campaigns/${finished}/paper`],
  ['month', 'A month', '/campaigns/month'],
  ['records', 'The records of a domain', `/sending-domains/${domain}/paper`],
  ['deliverability', 'Deliverability', '/deliverability'],
  ['address', 'An address in trouble', `/addresses/${troubled}`],
  ['note', 'A note for her IT', `/addresses/${troubled}?note=it`, { prepare: toDialog }],
  ['shared-report', 'A report behind its link', sharedReport, { scene: 'stranger' }],
  ['shared-records', 'Records behind their link', sharedRecords, { scene: 'stranger' }],
];

const statesOf = ({ troubled }) => [
  [
    'empty',
    'Nothing there yet',
    [
      ['campaigns', 'Campaigns', '/campaigns'],
      ['subscribers', 'Subscribers', '/subscribers'],
      ['segments', 'Segments', '/segments'],
      ['sending-domains', 'Sending domains', '/sending-domains'],
    ],
  ],
  [
    'loading',
    'Not there yet',
    [
      ['campaigns', 'Campaigns', '/campaigns'],
      ['subscribers', 'Subscribers', '/subscribers'],
      ['deliverability', 'Deliverability', '/deliverability'],
    ],
  ],
  [
    'error',
    'An error',
    [
      ['campaigns', 'Campaigns', '/campaigns'],
      ['subscribers', 'Subscribers', '/subscribers'],
      ['deliverability', 'Deliverability', '/deliverability'],
    ],
  ],
  [
    'denied',
    'Not allowed: as a viewer',
    [
      ['campaigns', 'Campaigns', '/campaigns'],
      ['queue', 'Queue', '/queue'],
    ],
  ],
  [
    'long',
    'Names of 60 signs, addresses of 254',
    [
      ['overview', 'Overview', '/'],
      ['campaigns', 'Campaigns', '/campaigns'],
      ['subscribers', 'Subscribers', '/subscribers'],
      ['address-in-trouble', 'Address in trouble', `/addresses/${troubled}`],
    ],
  ],
  [
    'rtl',
    'Words from right to left',
    [
      ['campaigns', 'Campaigns', '/campaigns'],
      ['subscribers', 'Subscribers', '/subscribers'],
    ],
  ],
  [
    'zoom',
    'At 200 %',
    [
      ['overview', 'Overview', '/'],
      ['campaigns', 'Campaigns', '/campaigns'],
      ['queue', 'Queue', '/queue'],
    ],
  ],
];

async function openPace(page) {
  await page.getByRole('button', { name: 'Change the pace' }).click();
  await toDialog(page);
}

/** It comes a moment after the page. */
async function toDialog(page) {
  await page.getByRole('dialog').waitFor();
}

/** What stands under the tabs, not once more what stands above them. */
async function toTabs(page) {
  await page.getByRole('tablist').evaluate((tabs) => tabs.scrollIntoView());
}
