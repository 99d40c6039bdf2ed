// A month of campaigns at a glance: what went, what is to go, and the issues of series that are still to be made.
import { z } from 'zod';
import { Id, Timestamp } from './http.js';
import { CampaignState } from './words.js';

export const CalendarEntry = z.object({
  kind: z.enum(['campaign', 'issue']).describe('issue: of a series, not made yet'),
  id: Id.describe('Of the campaign or of the series'),
  name: z.string(),
  state: CampaignState.nullable().describe('null: not made yet'),
  at: Timestamp.describe('When it began, or is to begin'),
  people: z.number().int().nullable().describe('Its audience, once it is written down'),
});
export type CalendarEntry = z.infer<typeof CalendarEntry>;

export const CalendarMonth = z.object({
  month: z.string(),
  timeZone: z.string(),
  entries: z.array(CalendarEntry).describe('By their time, 500 campaigns at most'),
});
export type CalendarMonth = z.infer<typeof CalendarMonth>;
