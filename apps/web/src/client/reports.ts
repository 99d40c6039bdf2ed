// The report of a campaign as the API offers it, and what follows from it.
import type {
  AgainPreview,
  CalendarMonth,
  CampaignReport,
  MadeShareLink,
  MonthReport,
  NewShareLink,
  Page,
  PeopleCount,
  PeopleFilter,
  ReportReply,
  SentAgain,
  ShareLink,
} from '@doorstep/contracts';
import { get, post, remove, withQuery } from './api';

const of = (id: string, part: string) => `/v1/campaigns/${id}/${part}`;

export const reports = {
  calendar: (month: string, timeZone: string) => get<CalendarMonth>('/v1/reports/calendar', { month, timeZone }),
  month: (month: string, timeZone: string) => get<MonthReport>('/v1/reports/month', { month, timeZone }),
  /** Without its end: that is asked for where it is shown. */
  one: (id: string) => get<CampaignReport>(of(id, 'report'), { ending: 'no' }),
  replies: (id: string) => get<Page<ReportReply>>(of(id, 'replies')),
  count: (id: string, filter: PeopleFilter) => get<PeopleCount>(of(id, 'deliveries/count'), filter),
  exportUrl: (id: string, filter: PeopleFilter, format: 'csv' | 'json') =>
    withQuery(of(id, 'deliveries/export'), { ...filter, format }),
  wouldGetItAgain: (id: string, filter: PeopleFilter) => get<AgainPreview>(of(id, 'again'), filter),
  sendAgain: (id: string, filter: PeopleFilter) => post<SentAgain>(of(id, 'again'), { filter }),
  shareLinks: (id: string) => get<Page<ShareLink>>(of(id, 'share-links')),
  share: (id: string, link: NewShareLink) => post<MadeShareLink>(of(id, 'share-links'), link),
  revoke: (id: string, linkId: string) => remove(of(id, `share-links/${linkId}`)),
};
