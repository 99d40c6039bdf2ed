// When a campaign goes: its time, the hold, windows, spreading, each reader's own clock, a missed time.
import { z } from 'zod';
import { Timestamp } from './http.js';
import { isTimeZone } from './time-words.js';

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM');

/** Days and hours of a zone in which mail may go. */
export const SendWindow = z
  .strictObject({
    days: z.array(z.number().int().min(1).max(7)).min(1).max(7).describe('1 is Monday, 7 is Sunday'),
    from: Clock.meta({ example: '08:00' }),
    until: z
      .union([Clock, z.literal('24:00')])
      .describe('Later than `from` on the same day; 24:00 is midnight')
      .meta({ example: '18:00' }),
    timeZone: z
      .string()
      .min(1)
      .max(64)
      .regex(/^[A-Za-z]/)
      .meta({ example: 'Europe/Berlin' }),
  })
  .refine((window) => window.from < window.until, {
    path: ['until'],
    error: 'The end must be later than the beginning, on the same day.',
  })
  .refine((window) => isTimeZone(window.timeZone), {
    path: ['timeZone'],
    error: 'Name a time zone such as Europe/Berlin.',
  });
export type SendWindow = z.infer<typeof SendWindow>;

/** Settings of a campaign that stay with its draft. */
export const paceShape = {
  spreadMinutes: z
    .number()
    .int()
    .min(0)
    .max(7 * 24 * 60)
    .describe('First tries are spread evenly over so many minutes; 0: as fast as mail servers take them'),
  sendWindow: SendWindow.nullable().describe('It goes in these hours only; null: at any time'),
  missedPolicy: z
    .enum(['send', 'ask'])
    .describe('Doorstep did not run at its time. send: late, up to `missedHours` · ask: it waits for a person'),
  missedHours: z.number().int().min(1).max(72).describe('Later than this it always asks'),
};

/** What a campaign says of its schedule beside these settings. */
export const scheduleShape = {
  holdUntil: Timestamp.nullable().describe('Nothing leaves before; until then its start can be undone'),
  canUndo: z.boolean().describe('POST undo takes the start or the schedule back'),
  canUndoPace: z.boolean().describe('POST pace/undo takes the last change of its pace back'),
  eachAtLocalTime: z.boolean().describe("At that time on each reader's own clock"),
  pastZones: z
    .enum(['at_once', 'next_day'])
    .describe('Readers whose clock is past that time: at once, or the day after'),
  ratePerHour: z.number().int().nullable().describe('First tries an hour, as a person slowed it'),
  opensAt: Timestamp.nullable().describe('It is outside its hours and waits until then; null: it may go'),
};

/** First tries an hour. */
const RatePerHour = z
  .number()
  .int()
  .min(1)
  .max(10_000_000)
  .nullable()
  .describe('First tries an hour; null: as fast as mail servers take them')
  .meta({ example: 500 });

/** Local wall time in a named zone; a time that does not exist or exists twice is an error with both choices. */
export const CampaignSchedule = z.strictObject({
  localTime: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'YYYY-MM-DDTHH:MM')
    .meta({ example: '2026-12-01T09:00' }),
  timeZone: z.string().min(1).max(64).meta({ example: 'Europe/Berlin' }),
  offset: z
    .string()
    .regex(/^[+-]\d{2}:\d{2}$/)
    .optional()
    .describe('Only for a local time that exists twice: which of the two'),
  eachAtLocalTime: z
    .boolean()
    .optional()
    .describe("At that time on each reader's own clock; where it is not known, on that of `timeZone`"),
  pastZones: z
    .enum(['at_once', 'next_day'])
    .optional()
    .describe('Readers whose clock is past that time: at once (default), or the day after'),
  spreadMinutes: paceShape.spreadMinutes.optional(),
  sendWindow: paceShape.sendWindow.optional(),
  missedPolicy: paceShape.missedPolicy.optional(),
  missedHours: paceShape.missedHours.optional(),
  ratePerHour: RatePerHour.optional(),
});
export type CampaignSchedule = z.infer<typeof CampaignSchedule>;

/** A schedule that is thought of: when would the last message leave? */
export const CampaignEndingQuestion = CampaignSchedule.omit({ missedPolicy: true, missedHours: true }).partial();
export type CampaignEndingQuestion = z.infer<typeof CampaignEndingQuestion>;

/** What an estimate of the end stands on. */
export const EndingBasis = z.object({
  firstTries: z.number().int().describe('People who were never tried'),
  othersDue: z.number().int().describe('Messages of other campaigns that are due now; they are taken to go first'),
  mailServers: z
    .number()
    .int()
    .describe('Mail servers these people are at; a provider that counts them together is one'),
  measured: z.number().int().describe('Of these: servers whose last messages were timed'),
  words: z.string().meta({
    example:
      'Based on 4,200 first tries at 12 mail servers (the pace of 10 as measured of the last messages), 300 messages of other campaigns that are due now and the limits in force.',
  }),
});
export type EndingBasis = z.infer<typeof EndingBasis>;

/** When everybody was tried once, by the limits that hold now, the pace measured lately and what other campaigns have due. */
export const CampaignEnding = z.object({
  kind: z
    .enum(['about', 'not_before', 'unknown', 'retries', 'done'])
    .describe(
      'about: near `lastAt` · not_before: a limit of the day holds it · unknown: nobody can say yet · retries: all were tried, some are tried again · done',
    ),
  lastAt: Timestamp.nullable().describe('When the last first try is made'),
  retrying: z.number().int(),
  words: z.string().meta({
    example:
      'The last message leaves about 11:40 Europe/Berlin, because Google takes 5 connections at once (about 300 messages a minute).',
  }),
  basis: EndingBasis.nullable().describe('null when nobody is left to be tried, and while it is paused'),
});
export type CampaignEnding = z.infer<typeof CampaignEnding>;

export const CampaignPace = z.strictObject({ ratePerHour: RatePerHour });
export type CampaignPace = z.infer<typeof CampaignPace>;

/** A fault of the accounting identity: everybody of the audience stands in exactly one state. */
export const AccountFault = z.object({
  fault: z.string().meta({ example: 'tally:accepted' }),
  expected: z.number().int(),
  found: z.number().int(),
});
export type AccountFault = z.infer<typeof AccountFault>;

export const CampaignAccount = z.object({
  isRight: z.boolean(),
  audience: z.number().int().nullable().describe('Frozen when its plan was complete; null before'),
  handedOver: z.number().int().describe('Messages a mail server took, whatever came of them later'),
  onTheWire: z.number().int().describe('In a connection at this moment'),
  waiting: z.number().int().describe('Still to be tried, or to be tried again'),
  faults: z.array(AccountFault),
});
export type CampaignAccount = z.infer<typeof CampaignAccount>;

/** Readers of a campaign by the zone their clock is known to be in. */
export const ZoneCount = z.object({
  timeZone: z.string().nullable().describe('null: not known; the zone of the campaign is used'),
  people: z.number().int(),
});
export type ZoneCount = z.infer<typeof ZoneCount>;

/** The zone of the account: times are meant in it unless another is named. */
export const AccountTimeZone = z.strictObject({
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, 'Name a time zone such as Europe/Berlin.')
    .nullable()
    .describe('null: nobody chose one; the zone of the device is proposed')
    .meta({ example: 'Europe/Berlin' }),
});
export type AccountTimeZone = z.infer<typeof AccountTimeZone>;
