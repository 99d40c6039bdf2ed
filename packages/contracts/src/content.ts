// How a campaign is written: kinds, versions, templates, images, and what a person would see of it.
import { z } from 'zod';
import { Id, Timestamp } from './http.js';
import { VariantNumber } from './variant-number.js';

export const ContentKind = z
  .enum(['html', 'markdown', 'mjml', 'visual'])
  .describe('html is written as it goes out; the others are compiled from contentSource to html')
  .meta({ example: 'markdown' });
export type ContentKind = z.infer<typeof ContentKind>;

export const ContentSource = z
  .string()
  .max(1_000_000)
  .describe('Markdown, MJML, or the JSON of the visual editor; empty for html')
  .meta({ example: '# Hello {{ name | default: "there" }}' });

export const CampaignVersion = z.object({
  id: Id,
  actor: z.string().describe('Who saved it').meta({ example: 'Ada Lovelace' }),
  begunAt: Timestamp,
  savedAt: Timestamp.describe('Last save of it; saves of one person within ten minutes are one version'),
  contentKind: ContentKind,
  subject: z.string(),
  words: z.string().describe('What it changed against the version before').meta({ example: '12 words came, 3 went' }),
});
export type CampaignVersion = z.infer<typeof CampaignVersion>;

export const WordChange = z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() });
export type WordChange = z.infer<typeof WordChange>;

export const CampaignVersionView = CampaignVersion.extend({
  previewText: z.string(),
  contentSource: z.string(),
  html: z.string(),
  text: z.string(),
  changes: z
    .array(z.object({ field: z.enum(['subject', 'previewText', 'text', 'variants']), changes: z.array(WordChange) }))
    .describe('From this version to what stands there now, in words; parts that are the same are left out'),
});
export type CampaignVersionView = z.infer<typeof CampaignVersionView>;

export const PreviewQuery = z.object({
  variant: VariantNumber.default(0),
  as: z
    .enum(['sample', 'nameless'])
    .default('sample')
    .describe('Whom to fill it in for, when no person is named: Ada Lovelace, or somebody without a name and fields'),
  person: z.string().max(320).optional().describe('Address of a person').meta({ example: 'ada@example.org' }),
});
export type PreviewQuery = z.infer<typeof PreviewQuery>;

export const CampaignPreview = z.object({
  person: z.object({ address: z.string(), name: z.string().nullable() }),
  fromName: z.string().describe('Name of the sender readers see'),
  subject: z.string(),
  previewText: z.string(),
  html: z.string().describe('Empty when the message has no HTML'),
  text: z.string().describe('The text part: yours, or made from the HTML'),
  isTextMade: z.boolean().describe('Whether the text part was made from the HTML'),
  sizeBytes: z.number().int().describe('Of the HTML'),
});
export type CampaignPreview = z.infer<typeof CampaignPreview>;

export const MissingField = z.object({
  name: z.string().meta({ example: 'name' }),
  people: z.number().int().describe('How many on the lists have nothing there').meta({ example: 312 }),
  fallback: z.string().nullable().describe('What they see instead; null: nothing').meta({ example: 'there' }),
});
export type MissingField = z.infer<typeof MissingField>;
export const MissingFields = z.object({ fields: z.array(MissingField) });
export type MissingFields = z.infer<typeof MissingFields>;

export const Template = z.object({
  id: z.string().describe('A uuid, or the word of one that comes with Doorstep').meta({ example: 'letter' }),
  name: z.string().meta({ example: 'Monthly letter' }),
  description: z.string(),
  isBuiltIn: z.boolean(),
  contentKind: ContentKind,
  contentSource: z.string(),
  html: z.string().describe('As it is compiled'),
  isDefault: z.boolean().describe('New campaigns begin with it'),
  createdBy: z.string().nullable(),
  updatedAt: Timestamp.nullable(),
});
export type Template = z.infer<typeof Template>;

export const NewTemplate = z.strictObject({
  name: z.string().trim().min(1).max(200).meta({ example: 'Monthly letter' }),
  contentKind: ContentKind,
  contentSource: ContentSource.default(''),
  html: z.string().max(2_000_000).default('').describe('Only for the kind html'),
});
export type NewTemplate = z.infer<typeof NewTemplate>;

export const TemplateChange = z.strictObject({
  name: z.string().trim().min(1).max(200).optional(),
  isDefault: z.boolean().optional(),
});
export type TemplateChange = z.infer<typeof TemplateChange>;

export const Media = z.object({
  id: Id,
  name: z.string().meta({ example: 'boat.png' }),
  mime: z.enum(['image/png', 'image/jpeg', 'image/gif', 'image/webp']),
  sizeBytes: z.number().int(),
  width: z.number().int(),
  height: z.number().int(),
  alt: z.string().describe('What it shows, in words').meta({ example: 'A boat on a lake' }),
  url: z
    .string()
    .describe('Where everybody can see it')
    .meta({ example: 'https://news.example.org/m/0193a5c0-7d2e-7cc0-9a51-0d2f6a1c9b44.png' }),
  createdBy: z.string(),
  createdAt: Timestamp,
});
export type Media = z.infer<typeof Media>;

export const MediaUpload = z.object({
  name: z.string().trim().min(1).max(255).default('image').meta({ example: 'boat.png' }),
  alt: z.string().trim().max(500).default('').meta({ example: 'A boat on a lake' }),
});
export type MediaUpload = z.infer<typeof MediaUpload>;

export const MediaChange = z.strictObject({ alt: z.string().trim().max(500) });
export type MediaChange = z.infer<typeof MediaChange>;
