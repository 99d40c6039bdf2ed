// Variants of a campaign as the API offers them: what is tried, and which one the rest gets.
import type { AbReport, CampaignVariants, NewAbTest } from '@doorstep/contracts';
import { get, post, put, remove } from './api';

export const variants = {
  of: (id: string) => get<CampaignVariants>(`/v1/campaigns/${id}/variants`),
  write: (id: string, test: NewAbTest) => put<CampaignVariants>(`/v1/campaigns/${id}/variants`, test),
  remove: (id: string) => remove(`/v1/campaigns/${id}/variants`),
  choose: (id: string, variant: number) => post<AbReport>(`/v1/campaigns/${id}/variants/choose`, { variant }),
  undo: (id: string) => post<AbReport>(`/v1/campaigns/${id}/variants/undo`),
};
