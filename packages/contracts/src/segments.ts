// Segments over HTTP: people described by conditions on what is known of them. Never SQL: the store compiles it to parameters.
import { z } from 'zod';
import { Id, Timestamp } from './http.js';
import { MembershipStatus, Standing } from './words.js';

export const SEGMENT_DEPTH = 4;
export const SEGMENT_CONDITIONS = 50;

const Text = z.string().min(1).max(200).meta({ example: 'Berlin' });
const Day = z.iso.date().meta({ example: '2026-11-01' });
const Days = z.number().int().min(1).max(3650).meta({ example: 30 });
const Is = z.boolean().default(true).describe('false turns it round: those of whom it is not true');

const textTests = [
  z.strictObject({
    op: z.enum(['is', 'is_not', 'contains', 'contains_not', 'starts_with', 'ends_with']),
    value: Text,
  }),
  z.strictObject({ op: z.enum(['is_set', 'is_not_set']) }),
] as const;
const dayTests = [
  z.strictObject({ op: z.enum(['before', 'after', 'on']), day: Day }),
  z.strictObject({ op: z.enum(['in_last_days', 'not_in_last_days']), days: Days }),
] as const;

export const TextTest = z.discriminatedUnion('op', textTests).describe('Letters count as the same in both sizes');
export type TextTest = z.infer<typeof TextTest>;
export const DayTest = z.discriminatedUnion('op', dayTests).describe('Days in UTC, written YYYY-MM-DD');
export type DayTest = z.infer<typeof DayTest>;
/** A value that cannot be read as the test wants it (a number, a day) fails the test. */
export const FieldTest = z.discriminatedUnion('op', [
  ...textTests,
  ...dayTests,
  z.strictObject({ op: z.literal('one_of'), values: z.array(Text).min(1).max(50) }),
  z.strictObject({ op: z.enum(['equals', 'above', 'below', 'at_least', 'at_most']), number: z.number() }),
  z.strictObject({ op: z.enum(['yes', 'no']) }),
]);
export type FieldTest = z.infer<typeof FieldTest>;

export const FieldKey = z.string().min(1).max(64).meta({ example: 'city' });

const conditions = [
  z.strictObject({ kind: z.literal('field'), key: FieldKey, test: FieldTest }),
  z.strictObject({ kind: z.literal('name'), test: TextTest }),
  z.strictObject({ kind: z.literal('address'), test: TextTest }),
  z.strictObject({ kind: z.literal('domain'), test: TextTest }),
  z.strictObject({ kind: z.literal('added'), test: DayTest }),
  z.strictObject({ kind: z.literal('import'), importId: Id, is: Is }),
  z.strictObject({
    kind: z.literal('list'),
    listId: Id,
    status: MembershipStatus.default('subscribed'),
    joined: DayTest.nullable().default(null).describe('When the membership began; null: at any time'),
    is: Is,
  }),
  z.strictObject({ kind: z.literal('tag'), tagId: Id, is: Is }),
  z.strictObject({
    kind: z.literal('activity'),
    event: z.enum(['opened', 'clicked', 'any']),
    campaignId: Id.nullable().default(null).describe('Of this campaign; null: of any of the last ones'),
    lastCampaigns: z
      .number()
      .int()
      .min(1)
      .max(100)
      .default(5)
      .describe('Newest campaigns that began, with tracking on'),
    is: Is,
  }),
  z.strictObject({
    kind: z.literal('campaign'),
    campaignId: Id,
    outcome: z.enum(['in_audience', 'accepted', 'not_accepted']),
    is: Is,
  }),
  z.strictObject({ kind: z.literal('standing'), standings: z.array(Standing).min(1).max(5), is: Is }),
  z.strictObject({ kind: z.literal('soft_streak'), atLeast: z.number().int().min(1).max(1000) }),
  z.strictObject({ kind: z.literal('failing'), forDays: z.number().int().min(0).max(3650) }),
  z.strictObject({ kind: z.literal('provider'), providers: z.array(z.string().min(1).max(64)).min(1).max(20), is: Is }),
  z.strictObject({ kind: z.literal('suppressed'), is: Is }),
] as const;

export const SegmentCondition = z.discriminatedUnion('kind', conditions);
export type SegmentCondition = z.infer<typeof SegmentCondition>;

/** all: every part is true · any: at least one · none: not one. */
export interface SegmentGroup {
  kind: 'all' | 'any' | 'none';
  parts: (SegmentCondition | SegmentGroup)[];
}

const groupOf = (part: z.ZodType<SegmentCondition | SegmentGroup>) =>
  z.strictObject({
    kind: z.enum(['all', 'any', 'none']).describe('Every part is true, at least one, or not one'),
    parts: z.array(part).min(1).max(SEGMENT_CONDITIONS),
  });
type Part = z.ZodType<SegmentCondition | SegmentGroup>;
// Written out level by level: a definition that is too deep is no definition, however it is sent.
export const InnerGroup3 = groupOf(SegmentCondition as Part).describe('A group of conditions alone');
export const InnerGroup2 = groupOf(z.union([SegmentCondition, InnerGroup3]) as Part);
export const InnerGroup = groupOf(z.union([SegmentCondition, InnerGroup2]) as Part);

export const SegmentDefinition = groupOf(z.union([SegmentCondition, InnerGroup]) as Part)
  .refine((group) => conditionsOf(group).length <= SEGMENT_CONDITIONS, {
    message: `At most ${SEGMENT_CONDITIONS} conditions`,
  })
  .meta({
    description: `Groups of conditions, ${SEGMENT_DEPTH} deep and ${SEGMENT_CONDITIONS} conditions at most`,
    example: { kind: 'all', parts: [{ kind: 'field', key: 'city', test: { op: 'is', value: 'Berlin' } }] },
  });
export type SegmentDefinition = SegmentGroup;

/** The conditions of a group and of the groups in it, in order of reading. */
export function conditionsOf(group: SegmentGroup): SegmentCondition[] {
  return group.parts.flatMap((part) => (isGroup(part) ? conditionsOf(part) : [part]));
}

export const isGroup = (part: SegmentCondition | SegmentGroup): part is SegmentGroup => 'parts' in part;

export const Segment = z.object({
  id: Id,
  name: z.string().meta({ example: 'Readers in Berlin' }),
  definition: SegmentDefinition,
  sentence: z.string().describe('The definition in words').meta({ example: 'city is “Berlin”' }),
  usedBy: z.array(z.object({ campaignId: Id, name: z.string(), state: z.string() })).describe('Campaigns that name it'),
  createdBy: z.string().nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Segment = z.infer<typeof Segment>;

export const NewSegment = z.strictObject({
  name: z.string().trim().min(1).max(200).meta({ example: 'Readers in Berlin' }),
  definition: SegmentDefinition,
});
export type NewSegment = z.infer<typeof NewSegment>;

export const SegmentChange = z.strictObject({
  name: z.string().trim().min(1).max(200).optional(),
  definition: SegmentDefinition.optional(),
});
export type SegmentChange = z.infer<typeof SegmentChange>;

export const SegmentQuestion = z.strictObject({ definition: SegmentDefinition });
export type SegmentQuestion = z.infer<typeof SegmentQuestion>;

export const SegmentPerson = z.object({
  subscriberId: Id,
  address: z.string().meta({ example: 'ada@example.org' }),
  name: z.string().nullable(),
});
export type SegmentPerson = z.infer<typeof SegmentPerson>;

export const SegmentPreview = z.object({
  sentence: z.string(),
  people: z.number().int().nullable().describe('null: counting took longer than Doorstep waits for it'),
  onLists: z
    .number()
    .int()
    .nullable()
    .describe('Of these, who is on a list that is not put away: whom a campaign may reach'),
  sample: z.array(SegmentPerson).describe('Up to 20 of them'),
  tookMs: z.number().int(),
});
export type SegmentPreview = z.infer<typeof SegmentPreview>;

export const SegmentWhyQuestion = z.strictObject({
  definition: SegmentDefinition,
  address: z.string().min(3).max(320).meta({ example: 'ada@example.org' }),
});
export type SegmentWhyQuestion = z.infer<typeof SegmentWhyQuestion>;

export const SegmentWhy = z.object({
  address: z.string(),
  isIn: z.boolean(),
  words: z.string().meta({ example: 'ada@example.org is in: every condition is true.' }),
  conditions: z
    .array(
      z.object({
        words: z.string().meta({ example: 'city is “Berlin”' }),
        isTrue: z.boolean(),
        saw: z.string().nullable().describe('What is known of her there; null: nothing'),
      }),
    )
    .describe('In order of reading'),
});
export type SegmentWhy = z.infer<typeof SegmentWhy>;
