// A/B tests over HTTP: variants of a campaign, how the winner is found, what came of each.
import { z } from 'zod';
import { ContentKind, ContentSource } from './content.js';
import { Timestamp } from './http.js';
import { VariantNumber } from './variant-number.js';

const oneLine = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'There is a line break or a control character in it. Write it in one line.');

/** A message of its own instead of that of A. */
export const VariantContent = z.strictObject({
  contentKind: ContentKind,
  contentSource: ContentSource.default(''),
  html: z.string().max(2_000_000).default('').describe('Only for the kind html; the others are compiled'),
  text: z.string().max(1_000_000).default('').describe('Empty: it is made from the HTML'),
});
export type VariantContent = z.infer<typeof VariantContent>;

/** What differs from A; null: as in A. */
export const NewVariant = z.strictObject({
  subject: oneLine(500).nullable().default(null).meta({ example: 'What June brings' }),
  fromName: oneLine(200).nullable().default(null).meta({ example: 'Ada of the Letter' }),
  previewText: oneLine(300).nullable().default(null),
  content: VariantContent.nullable().default(null),
});
export type NewVariant = z.infer<typeof NewVariant>;

export const WinnerBy = z
  .enum(['clicks', 'opens', 'hand'])
  .describe('clicks, opens: by people, machines left out; needs a campaign that counts per person · hand: you choose');
export type WinnerBy = z.infer<typeof WinnerBy>;

export const IfUnclear = z
  .enum(['first', 'leader', 'wait'])
  .describe('When nobody can say which is better: first sends A, leader the one in front, wait asks you');
export type IfUnclear = z.infer<typeof IfUnclear>;

const terms = {
  samplePercent: z
    .number()
    .int()
    .min(1)
    .max(100)
    .describe('Percent of the audience the variants are tried on, shared out evenly; 100: all of them, and no rest')
    .meta({ example: 20 }),
  winnerBy: WinnerBy,
  decideAfterHours: z
    .number()
    .int()
    .min(1)
    .max(168)
    .describe('Hours after its start; not before all of the test was tried')
    .meta({ example: 4 }),
  deadlineHours: z
    .number()
    .int()
    .min(1)
    .max(336)
    .describe('Hours after its start at which it is decided even when some of the test is still on its way')
    .meta({ example: 24 }),
  ifUnclear: IfUnclear,
};

export const NewAbTest = z.strictObject({
  variants: z.array(NewVariant).min(1).max(3).describe('B, then C, then D'),
  samplePercent: terms.samplePercent.default(20),
  winnerBy: WinnerBy.default('hand'),
  decideAfterHours: terms.decideAfterHours.default(4),
  deadlineHours: terms.deadlineHours.default(24),
  ifUnclear: IfUnclear.default('wait'),
});
export type NewAbTest = z.infer<typeof NewAbTest>;

export const CampaignVariant = z.object({
  number: VariantNumber,
  subject: z.string().nullable().describe('null: as in A'),
  fromName: z.string().nullable(),
  previewText: z.string().nullable(),
  content: VariantContent.nullable(),
});
export type CampaignVariant = z.infer<typeof CampaignVariant>;

export const AbTerms = z.object(terms);
export type AbTerms = z.infer<typeof AbTerms>;

/** The variants of a campaign as it is written. */
export const CampaignVariants = z.object({
  variants: z.array(CampaignVariant).describe('B, C and D; empty when there is only A'),
  terms: AbTerms.nullable().describe(
    'null: nothing is tried; where there are variants, everybody gets the one chosen for her before',
  ),
  groupPeople: z.number().int().nullable().describe('About so many people would be in each group now'),
  chance: z.string().nullable().describe('How large a difference may be without meaning anything').meta({
    example:
      'With 40 people in each group, a difference of less than 21 points can be chance, if three in ten open it.',
  }),
});
export type CampaignVariants = z.infer<typeof CampaignVariants>;

/** What came of one variant in the test. Its numbers open their people: the filters variant and inTest of the deliveries. */
export const VariantResult = z.object({
  number: VariantNumber,
  subject: z.string(),
  fromName: z.string(),
  hasOwnContent: z.boolean(),
  people: z.number().int().describe('In its group of the test'),
  gotIt: z.number().int().describe('Whose mail server took it'),
  notTried: z.number().int().describe('Not tried yet'),
  missed: z.number().int().describe('Refused, given up or returned'),
  complained: z.number().int(),
  peopleOpened: z.number().int().nullable().describe('null unless the campaign counts per person'),
  peopleClicked: z.number().int().nullable(),
  opens: z.number().int().nullable().describe('null while the campaign counts nothing; machines left out'),
  clicks: z.number().int().nullable(),
});
export type VariantResult = z.infer<typeof VariantResult>;

export const AbReport = AbTerms.extend({
  variants: z.array(VariantResult).describe('A first'),
  stage: z
    .enum(['preparing', 'testing', 'asking', 'chosen', 'sending_rest', 'over'])
    .describe(
      'asking: it waits for you to choose · chosen: the rest begins at restFrom, and it can be undone until then',
    ),
  words: z.string().describe('How it stands, and how sure one can be'),
  decideAt: Timestamp.nullable(),
  deadlineAt: Timestamp.nullable(),
  restWaiting: z.number().int().describe('People who wait for the winner'),
  winner: VariantNumber.nullable(),
  decidedAt: Timestamp.nullable(),
  decidedBy: z.string().nullable().describe('A person, or Doorstep'),
  reason: z.string().nullable().describe('Why this one, or why you are asked'),
  restFrom: Timestamp.nullable(),
  canUndo: z.boolean(),
});
export type AbReport = z.infer<typeof AbReport>;

export const ChooseVariant = z.strictObject({ variant: z.number().int().min(0).max(3).meta({ example: 1 }) });
export type ChooseVariant = z.infer<typeof ChooseVariant>;
