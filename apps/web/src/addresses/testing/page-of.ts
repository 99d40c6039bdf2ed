// An address page for tests: refused once, returned once, deleted and added again in between.
import type { AddressDelivery, AddressPage, AttemptView } from '@doorstep/contracts';

export const attemptOf = (over: Partial<AttemptView> = {}): AttemptView => ({
  id: '0193a5c0-7d2e-7cc0-9a51-0d2f6a1c9b01',
  begunAt: '2026-11-20T08:00:00.000Z',
  finishedAt: '2026-11-20T08:00:01.000Z',
  outcome: 'refused',
  stage: 'rcpt',
  mxHost: 'mx1.example.org',
  mxIp: '192.0.2.7',
  tls: 'TLSv1.3 TLS_AES_256_GCM_SHA384 verified',
  replyCode: 550,
  enhancedCode: '5.1.1',
  replyText: '550-5.1.1 no such user\n550 5.1.1 <b>gone</b>',
  category: 'address_unknown',
  scope: 'address',
  ruleId: 'test',
  words: 'mx1.example.org refused it.',
  nextAttemptAt: null,
  report: { steps: [], sourceIp: '198.51.100.4' },
  ...over,
});

export const deliveryOf = (over: Partial<AddressDelivery> = {}): AddressDelivery => ({
  id: '0193a5c0-7d2e-7cc0-9a51-0d2f6a1c9b10',
  campaignId: '0193a5c0-7d2e-7cc0-9a51-0d2f6a1c9b20',
  campaignName: 'November letter',
  state: 'refused',
  reason: null,
  words: 'Refused: this mailbox does not exist.',
  nextAttemptAt: null,
  attempts: [attemptOf()],
  returns: [],
  ...over,
});

export const pageOf = (over: Partial<AddressPage> = {}): AddressPage => ({
  id: '0193a5c0-7d2e-7cc0-9a51-0d2f6a1c9b30',
  address: 'ada@example.org',
  standing: 'hard',
  domainName: 'example.org',
  mx: [{ host: 'mx1.example.org', preference: 10 }],
  subscriber: null,
  meantAddress: null,
  timesAdded: 2,
  timesDeleted: 2,
  memberships: [],
  suppressions: [],
  notesForHer: null,
  notesForPostmaster: {
    en: { subject: 'Mail to ada@example.org', body: 'Hello,' },
    de: { subject: 'Post an ada@example.org', body: 'Guten Tag,\n\nunsere Post & Ihre Antwort?' },
  },
  contrast: null,
  verdict: {
    headline: 'This mailbox does not exist at example.org.',
    certainty: 'certain',
    side: 'her_mailbox',
    cause: 'mailbox_unknown',
    underlying: null,
    since: '2026-11-20T08:00:00.000Z',
    failed: 1,
    of: 1,
    why: 'mx1.example.org answered.',
    others: '',
    whatToDo: ['Ask for a new address.'],
    whatWillNotHelp: ['Removing and re-adding.'],
    evidenceIds: ['0193a5c0-7d2e-7cc0-9a51-0d2f6a1c9b01'],
  },
  deliveries: [deliveryOf()],
  events: [
    {
      ...{ id: 'e1', at: '2026-11-21T09:00:00.000Z', kind: 'subscriber_deleted', actor: 'Olga' },
      ...{ words: 'Deleted by Olga.', audit: { who: 'Olga', about: null } },
    },
  ],
  ...over,
});
