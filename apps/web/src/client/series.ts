// Campaigns that come again, as the API offers them.
import type { NewSeries, Page, Series, SeriesChange } from '@doorstep/contracts';
import { get, post, request } from './api';

export const seriesKey = ['series'] as const;

export const series = {
  all: () => get<Page<Series>>('/v1/series'),
  add: (made: NewSeries) => post<Series>('/v1/series', made),
  change: (id: string, change: SeriesChange) => request<Series>('PATCH', `/v1/series/${id}`, { body: change }),
  pause: (id: string) => post<Series>(`/v1/series/${id}/pause`),
  resume: (id: string) => post<Series>(`/v1/series/${id}/resume`),
  end: (id: string) => post<Series>(`/v1/series/${id}/end`),
  skip: (id: string, occurrence: string) => post<Series>(`/v1/series/${id}/skip`, { occurrence }),
  unskip: (id: string, occurrence: string) => post<Series>(`/v1/series/${id}/unskip`, { occurrence }),
};
