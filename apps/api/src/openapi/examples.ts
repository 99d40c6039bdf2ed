// Example requests of the document, in the order in which they can be sent one after the other: a test sends each as it stands.

/** Ids in examples stand for what an earlier one made. */
export const SAMPLE = {
  list: '0193a5c0-0000-7000-8000-000000000001',
  tag: '0193a5c0-0000-7000-8000-000000000002',
  subscriber: '0193a5c0-0000-7000-8000-000000000003',
  import: '0193a5c0-0000-7000-8000-000000000004',
  segment: '0193a5c0-0000-7000-8000-000000000005',
  suppression: '0193a5c0-0000-7000-8000-000000000006',
  template: '0193a5c0-0000-7000-8000-000000000007',
  sendingDomain: '0193a5c0-0000-7000-8000-000000000008',
  campaign: '0193a5c0-0000-7000-8000-000000000009',
  shareLink: '0193a5c0-0000-7000-8000-00000000000a',
  recordsLink: '0193a5c0-0000-7000-8000-00000000000e',
  webhook: '0193a5c0-0000-7000-8000-00000000000b',
  savedView: '0193a5c0-0000-7000-8000-00000000000c',
  apiKey: '0193a5c0-0000-7000-8000-00000000000d',
} as const;

export interface Example {
  /** Values of parameters of the path, by name. */
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly body?: unknown;
  /** A body that is a file. */
  readonly file?: { readonly type: string; readonly text: string };
  /** The answer's `id` is that of what this sample id stands for from now on. */
  readonly makes?: string;
}

const berlin = { kind: 'all', parts: [{ kind: 'field', key: 'city', test: { op: 'is', value: 'Berlin' } }] };
const id = (value: string): Example => ({ path: { id: value } });
const ofCampaign = id(SAMPLE.campaign);

/** By operation id. */
export const EXAMPLES: Readonly<Record<string, Example>> = {
  me: {},
  listsAdd: { body: { name: 'Monthly letter', description: 'Once a month', optIn: 'double' }, makes: SAMPLE.list },
  listsPage: { query: { limit: 20 } },
  listsOne: id(SAMPLE.list),
  listsChange: { ...id(SAMPLE.list), body: { name: 'The monthly letter' } },
  listsPublicPages: id(SAMPLE.list),
  listsChangePublicPages: {
    ...id(SAMPLE.list),
    body: { language: 'en', publicName: 'The monthly letter', hasForm: true },
  },
  listsHealth: id(SAMPLE.list),
  listsPeopleOn: { ...id(SAMPLE.list), query: { status: 'subscribed', mail: 'failing' } },

  fieldsAdd: { body: { key: 'city', label: 'City', type: 'text' } },
  fieldsPage: {},
  fieldsCheck: { path: { key: 'city' }, body: { type: 'choice', choices: ['Berlin', 'Paris'] } },
  fieldsChange: { path: { key: 'city' }, body: { label: 'Town' } },
  tagsAdd: { body: { name: 'Choir' }, makes: SAMPLE.tag },
  tagsRename: { ...id(SAMPLE.tag), body: { name: 'Singers' } },
  tagsPage: {},

  subscribersAdd: {
    body: {
      address: 'ada@example.org',
      name: 'Ada Lovelace',
      fields: { city: 'Berlin' },
      listIds: [SAMPLE.list],
      consentSource: 'Form on our page, 1 November 2026',
    },
    makes: SAMPLE.subscriber,
  },
  subscribersPage: { query: { search: 'ada', listId: SAMPLE.list } },
  subscribersCount: { query: { field: 'city', value: 'Berlin' } },
  subscribersOne: id(SAMPLE.subscriber),
  subscribersChange: { ...id(SAMPLE.subscriber), body: { name: 'Ada King', tags: ['Singers'] } },
  addressesSearch: { query: { search: 'ada' } },
  addressesPage: { path: { address: 'ada@example.org' } },
  subscribersPreview: { ...id(SAMPLE.subscriber), query: { to: 'ada.king@example.org' } },
  addressesVerdict: { path: { address: 'ada@example.org' }, query: { language: 'en' } },

  importsUpload: {
    query: { fileName: 'people.csv' },
    file: { type: 'text/csv', text: 'Mail;Name;City\r\nben@example.org;Ben;Paris\r\n' },
    makes: SAMPLE.import,
  },
  importsOne: id(SAMPLE.import),
  importsPage: {},
  importsChange: {
    ...id(SAMPLE.import),
    body: {
      mapping: ['address', 'name', 'field:city'],
      listIds: [SAMPLE.list],
      consentSource: 'Form on our page',
      consentAt: '2026-11-01T09:00:00Z',
    },
  },
  importsCheck: id(SAMPLE.import),
  importsRows: id(SAMPLE.import),
  importsCancel: id(SAMPLE.import),

  segmentsPreview: { body: { definition: berlin } },
  segmentsWhy: { body: { definition: berlin, address: 'ada@example.org' } },
  segmentsAdd: { body: { name: 'Readers in Berlin', definition: berlin }, makes: SAMPLE.segment },
  segmentsPage: {},
  segmentsOne: id(SAMPLE.segment),
  segmentsChange: { ...id(SAMPLE.segment), body: { name: 'Berlin' } },
  segmentsPeople: { ...id(SAMPLE.segment), query: { limit: 20 } },

  suppressionsAdd: { body: { address: 'eve@example.org', reason: 'Asked by telephone' }, makes: SAMPLE.suppression },
  suppressionsPage: { query: { limit: 20 } },
  suppressionsResults: id(SAMPLE.suppression),
  suppressionsLift: { ...id(SAMPLE.suppression), body: { reason: 'Asked to come back' } },
  suppressionFilesRead: {
    body: { text: 'old.one@example.org\nold.two@example.org\n', reason: 'From our former sender', isTrial: true },
  },

  templatesAdd: {
    body: { name: 'Short letter', contentKind: 'markdown', contentSource: '# Hello {{ name | default: "there" }}' },
    makes: SAMPLE.template,
  },
  templatesPage: {},
  templatesChange: { ...id(SAMPLE.template), body: { name: 'Shorter letter' } },
  sendingDomainsPage: {},
  sendingDomainsOne: id(SAMPLE.sendingDomain),
  sendingDomainsShareLinksShare: { ...id(SAMPLE.sendingDomain), body: { days: 14 }, makes: SAMPLE.recordsLink },
  sendingDomainsShareLinksList: id(SAMPLE.sendingDomain),
  sendingDomainsShareLinksRevoke: { path: { id: SAMPLE.sendingDomain, linkId: SAMPLE.recordsLink } },

  campaignsAdd: {
    body: {
      name: 'June letter',
      sendingDomainId: SAMPLE.sendingDomain,
      fromName: 'The letter',
      fromLocal: 'letter',
      subject: 'Hello from the lake',
      contentKind: 'markdown',
      contentSource: '# Hello {{ name | default: "there" }}\n\nWe sing on Tuesday.',
      listIds: [SAMPLE.list],
      tracking: 'person',
    },
    makes: SAMPLE.campaign,
  },
  campaignsOne: ofCampaign,
  campaignsChange: { ...ofCampaign, body: { previewText: 'And what we sang in May' } },
  campaignsVersions: ofCampaign,
  campaignsVariantsWrite: {
    ...ofCampaign,
    body: {
      variants: [{ subject: 'What June brings' }],
      samplePercent: 20,
      winnerBy: 'clicks',
      decideAfterHours: 4,
      deadlineHours: 24,
      ifUnclear: 'leader',
    },
  },
  campaignsVariantsWritten: ofCampaign,
  campaignsPreview: { ...ofCampaign, query: { person: 'ada@example.org', variant: 1 } },
  campaignsMissing: ofCampaign,
  campaignsPreflight: ofCampaign,
  campaignsTryOut: ofCampaign,
  campaignsTest: { ...ofCampaign, body: { address: 'ada@example.org', variant: 0 } },
  campaignsAudienceCounts: ofCampaign,
  campaignsAudiencePeople: { ...ofCampaign, query: { share: 'will_get_it' } },
  campaignsZones: ofCampaign,
  campaignsWouldEnd: {
    ...ofCampaign,
    body: { localTime: '2031-06-03T09:00', timeZone: 'Europe/Berlin', spreadMinutes: 120 },
  },
  campaignsSchedule: { ...ofCampaign, body: { localTime: '2031-06-03T09:00', timeZone: 'Europe/Berlin' } },
  campaignsUndo: ofCampaign,
  campaignsSend: ofCampaign,
  campaignsSlow: { ...ofCampaign, body: { ratePerHour: 3600 } },
  campaignsPause: ofCampaign,
  campaignsVariantsChoose: { ...ofCampaign, body: { variant: 1 } },
  campaignsVariantsUndo: ofCampaign,
  campaignsResume: ofCampaign,
  campaignsDeliveriesPage: { ...ofCampaign, query: { group: 'not_yet' } },
  campaignsDeliveriesCount: { ...ofCampaign, query: { group: 'missed' } },
  campaignsReplies: ofCampaign,
  campaignsReport: ofCampaign,
  campaignsAccount: ofCampaign,
  campaignsWouldGetIt: { ...ofCampaign, query: { group: 'missed' } },
  campaignsSendAgain: { ...ofCampaign, body: { filter: { group: 'missed' } } },
  campaignsShareLinksShare: { ...ofCampaign, body: { days: 14, showsAddresses: false }, makes: SAMPLE.shareLink },
  campaignsShareLinksList: ofCampaign,
  campaignsShareLinksRevoke: { path: { id: SAMPLE.campaign, linkId: SAMPLE.shareLink } },
  campaignsArchiveOf: ofCampaign,
  campaignsChooseArchive: { ...ofCampaign, body: { choice: 'hidden' } },
  campaignsCancel: ofCampaign,
  campaignsPage: { query: { limit: 20 } },
  reportsMonth: { query: { month: '2026-10', timeZone: 'Europe/Berlin' } },

  webhooksAdd: {
    body: {
      url: 'https://crm.example/hooks/doorstep',
      description: 'Our own list of members',
      eventTypes: ['message.returned', 'subscriber.unsubscribed'],
    },
    makes: SAMPLE.webhook,
  },
  webhooksList: {},
  webhooksOne: id(SAMPLE.webhook),
  webhooksChange: { ...id(SAMPLE.webhook), body: { eventTypes: ['*'] } },
  webhooksTest: id(SAMPLE.webhook),
  webhooksPage: id(SAMPLE.webhook),
  webhooksRotate: { ...id(SAMPLE.webhook), body: { hours: 24 } },
  webhooksRemove: id(SAMPLE.webhook),

  sendingRead: {},
  sendingFigures: {},
  sendingSlow: { body: { perMinute: 60, reason: 'Our provider asked for it' } },
  sendingPause: { body: { minutes: 30, reason: 'Something looks wrong' } },
  sendingResume: {},
  chronicRule: {},
  chronicSetRule: { body: { failures: 3, ofLast: 5, overDays: 14 } },
  apiKeysAdd: { body: { name: 'Our shop', scopes: ['subscribers:read', 'subscribers:write'] }, makes: SAMPLE.apiKey },
  apiKeysPage: {},
  apiKeysRevoke: id(SAMPLE.apiKey),
  savedViewsAdd: {
    body: { page: 'subscribers', name: 'Berlin', query: 'field=city&value=Berlin', isForAll: true },
    makes: SAMPLE.savedView,
  },
  savedViewsAll: { query: { page: 'subscribers' } },
  savedViewsChange: { ...id(SAMPLE.savedView), body: { name: 'In Berlin' } },
  savedViewsRemove: id(SAMPLE.savedView),
  overviewRead: {},
  auditPage: { query: { limit: 20, action: 'campaigns', about: 'monthly letter' } },
  auditChoices: {},
  usersPage: {},

  segmentsRemove: id(SAMPLE.segment),
  segmentsRestore: id(SAMPLE.segment),
  templatesRemove: id(SAMPLE.template),
  subscribersCorrect: {
    ...id(SAMPLE.subscriber),
    body: { to: 'ada.king@example.org', reason: 'She told us by phone' },
  },
  subscribersRemove: id(SAMPLE.subscriber),
  tagsRemove: id(SAMPLE.tag),
  listsRemove: id(SAMPLE.list),
  listsRestore: id(SAMPLE.list),
};
