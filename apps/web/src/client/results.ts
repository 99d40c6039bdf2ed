// What became of messages by provider, domain, mail server and reply, as the API offers it.
import type {
  Page,
  ResultDays,
  ResultDelivery,
  ResultDeliveryCount,
  ResultFilter,
  ResultTable,
  SenderScorecard,
} from '@doorstep/contracts';
import { get, type Query, withQuery } from './api';

const path = (part: string) => `/v1/deliverability${part}`;

export const results = {
  table: (query: Query) => get<ResultTable>(path(''), query),
  days: (query: Query) => get<ResultDays>(path('/days'), query),
  messages: (filter: ResultFilter, cursor: string | null) =>
    get<Page<ResultDelivery>>(path('/deliveries'), { ...filter, cursor }),
  count: (filter: ResultFilter) => get<ResultDeliveryCount>(path('/deliveries/count'), { ...filter }),
  rules: (query: Query) => get<Page<SenderScorecard>>(path('/sender-rules'), query),
  exportUrl: (query: Query, format: 'csv' | 'json') => withQuery(path('/export'), { ...query, format }),
  messagesUrl: (filter: ResultFilter, format: 'csv' | 'json') =>
    withQuery(path('/deliveries/export'), { ...filter, format }),
};
