// Campaigns that come again: a series makes one from its template at each of its times.
import { z } from 'zod';
import { Id, Timestamp } from './http.js';
import { isTimeZone } from './time-words.js';

const LocalDate = z.iso.date().meta({ example: '2026-12-01' });
const Weekday = z.number().int().min(1).max(7).describe('1 is Monday, 7 is Sunday');

export const SeriesRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('daily'), every: z.number().int().min(1).max(90).describe('Days') }),
  z.strictObject({
    kind: z.literal('weekly'),
    every: z.number().int().min(1).max(12).describe('Weeks'),
    days: z.array(Weekday).min(1).max(7),
  }),
  z.strictObject({
    kind: z.literal('monthly'),
    day: z.number().int().min(1).max(31).describe('In a shorter month its last day'),
  }),
  z.strictObject({
    kind: z.literal('monthly_weekday'),
    nth: z.union([z.number().int().min(1).max(4), z.literal(-1)]).describe('-1: the last one of the month'),
    weekday: Weekday,
  }),
]);
export type SeriesRule = z.infer<typeof SeriesRule>;

const when = {
  rule: SeriesRule,
  clock: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM')
    .meta({ example: '09:00' }),
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, 'Name a time zone such as Europe/Berlin.')
    .meta({ example: 'Europe/Berlin' }),
  startsOn: LocalDate.describe('Not before this day'),
  untilOn: LocalDate.nullable().describe('Not after this day; null: without an end'),
  mostIssues: z.number().int().min(1).max(10_000).nullable().describe('It ends after so many; null: without an end'),
};

/** When an issue is made, and when it ends. */
export const SeriesTimes = z.object(when);
export type SeriesTimes = z.infer<typeof SeriesTimes>;

const said = {
  name: z.string().trim().min(1).max(150),
  unchangedPolicy: z
    .enum(['send', 'draft'])
    .describe(
      'Nothing was changed in the template since the last issue. send: it goes anyway · draft: a draft is made',
    ),
};

export const NewSeries = z.strictObject({
  ...said,
  ...when,
  templateId: Id.describe('The campaign each issue is a copy of'),
  unchangedPolicy: said.unchangedPolicy.default('draft'),
  untilOn: when.untilOn.default(null),
  mostIssues: when.mostIssues.default(null),
});
export type NewSeries = z.infer<typeof NewSeries>;

export const SeriesChange = z.strictObject({ ...said, ...when }).partial();
export type SeriesChange = z.infer<typeof SeriesChange>;

/** What became of one time of a series. */
export const SeriesIssue = z.object({
  occurrence: LocalDate,
  state: z
    .enum(['skip', 'made', 'draft', 'missed', 'waiting'])
    .describe(
      'skip: left out by a person · made: its campaign goes at its time · draft: nothing had changed, it waits · missed: Doorstep did not run and a later one was due · waiting: the draft before it was not sent yet',
    ),
  number: z.number().int().nullable(),
  campaignId: Id.nullable(),
  campaignState: z.string().nullable(),
});
export type SeriesIssue = z.infer<typeof SeriesIssue>;

export const Series = z.object({
  id: Id,
  ...said,
  ...when,
  templateId: Id.nullable(),
  templateName: z.string().nullable(),
  state: z.enum(['active', 'paused', 'ended']),
  pauseReason: z.string().nullable().describe('Why Doorstep paused it by itself'),
  nextAt: Timestamp.nullable(),
  issuesMade: z.number().int(),
  coming: z
    .array(z.object({ occurrence: LocalDate, at: Timestamp, isSkipped: z.boolean() }))
    .describe('The next times'),
  issues: z.array(SeriesIssue).describe('The last ten, newest first'),
  createdAt: Timestamp,
});
export type Series = z.infer<typeof Series>;

export const SeriesSkip = z.strictObject({ occurrence: LocalDate });
export type SeriesSkip = z.infer<typeof SeriesSkip>;
