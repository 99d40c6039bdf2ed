// Campaigns and their deliveries as the API offers them.
import type {
  ArchiveChoice,
  Campaign,
  CampaignAccount,
  CampaignArchive,
  CampaignChange,
  CampaignEnding,
  CampaignEndingQuestion,
  CampaignSchedule,
  CampaignSummary,
  Delivery,
  Page,
  PeopleFilter,
  Preflight,
  PreflightReport,
  TestSendResult,
  ZoneCount,
} from '@doorstep/contracts';
import { get, patch, post, remove, request } from './api';

export const campaigns = {
  page: (cursor?: string | null, oneMail?: 'yes') => get<Page<CampaignSummary>>('/v1/campaigns', { cursor, oneMail }),
  one: (id: string) => get<Campaign>(`/v1/campaigns/${id}`),
  create: (name: string) => post<Campaign>('/v1/campaigns', { name }),
  /** @param knownAt `updatedAt` of what the change was made from: 412 when somebody else changed it since */
  change: (id: string, change: CampaignChange, knownAt?: string) =>
    request<Campaign>('PATCH', `/v1/campaigns/${id}`, {
      body: change,
      headers: knownAt === undefined ? {} : { 'if-match': `"${knownAt}"` },
    }),
  remove: (id: string) => remove(`/v1/campaigns/${id}`),
  schedule: (id: string, at: CampaignSchedule) => post<Campaign>(`/v1/campaigns/${id}/schedule`, at),
  send: (id: string) => post<Campaign>(`/v1/campaigns/${id}/send`),
  undo: (id: string) => post<Campaign>(`/v1/campaigns/${id}/undo`),
  pause: (id: string) => post<Campaign>(`/v1/campaigns/${id}/pause`),
  resume: (id: string) => post<Campaign>(`/v1/campaigns/${id}/resume`),
  cancel: (id: string) => post<Campaign>(`/v1/campaigns/${id}/cancel`),
  test: (id: string, address: string) => post<TestSendResult>(`/v1/campaigns/${id}/test`, { address }),
  preflight: (id: string) => get<Preflight>(`/v1/campaigns/${id}/preflight`),
  tryOut: (id: string) => post<PreflightReport>(`/v1/campaigns/${id}/preflight`),
  deliveries: (id: string, query: PeopleFilter & { cursor?: string | null }) =>
    get<Page<Delivery>>(`/v1/campaigns/${id}/deliveries`, query),
  zones: (id: string) => get<Page<ZoneCount>>(`/v1/campaigns/${id}/zones`),
  archive: (id: string) => get<CampaignArchive>(`/v1/campaigns/${id}/archive`),
  chooseArchive: (id: string, choice: ArchiveChoice) =>
    patch<CampaignArchive>(`/v1/campaigns/${id}/archive`, { choice }),
  ending: (id: string) => get<CampaignEnding>(`/v1/campaigns/${id}/ending`),
  wouldEnd: (id: string, question: CampaignEndingQuestion) =>
    post<CampaignEnding>(`/v1/campaigns/${id}/ending`, question),
  slow: (id: string, ratePerHour: number | null) => post<Campaign>(`/v1/campaigns/${id}/pace`, { ratePerHour }),
  undoSlow: (id: string) => post<Campaign>(`/v1/campaigns/${id}/pace/undo`),
  account: (id: string) => get<CampaignAccount>(`/v1/campaigns/${id}/account`),
  eventsUrl: (id: string) => `/v1/campaigns/${id}/events`,
};
