// What readers see of a list: language, name, form, and where its pages are.
import { z } from 'zod';

/** Languages of public pages and of the message that asks to confirm. */
export const PublicLanguage = z.enum(['en', 'de', 'fr', 'es', 'it', 'nl']);
export type PublicLanguage = z.infer<typeof PublicLanguage>;

/** Why somebody left, as she may say it with one press. */
export const LeavingReason = z.enum(['too_often', 'not_expected', 'not_asked', 'no_interest', 'other']);
export type LeavingReason = z.infer<typeof LeavingReason>;

const oneLine = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^[^\p{Cc}]*$/u, 'There is a line break or a control character in it. Write it in one line.');

export const ListPublicChange = z.strictObject({
  language: PublicLanguage.optional(),
  publicName: oneLine(200).optional().describe('What readers see; empty: the name of the list'),
  publicDescription: z.string().trim().max(2000).optional(),
  hasForm: z.boolean().optional().describe('Whether strangers may sign up over the form'),
  thanksUrl: z
    .url({ protocol: /^https$/ })
    .max(500)
    .nullable()
    .optional()
    .describe('Where a reader is led after she signed up; null: our own page'),
  hasArchive: z.boolean().optional().describe('Whether past issues stand on public pages'),
  archiveIsIndexed: z.boolean().optional().describe('Whether search engines may list them'),
});
export type ListPublicChange = z.infer<typeof ListPublicChange>;

export const ListPublic = z.object({
  language: PublicLanguage,
  publicName: z.string(),
  publicDescription: z.string(),
  hasForm: z.boolean(),
  thanksUrl: z.string().nullable(),
  formUrl: z.string().describe('Page with the form'),
  linkUrl: z.string().describe('Page where a reader gets a link to everything about her'),
  hasArchive: z.boolean(),
  archiveIsIndexed: z.boolean(),
  archiveUrl: z.string().describe('Page with the past issues, while the archive is open'),
  feedUrl: z.string().describe('The same as an Atom feed'),
  snippet: z.string().describe('HTML to put into a page of yours: it works without a script and without cookies'),
});
export type ListPublic = z.infer<typeof ListPublic>;

/** default: it stands there when it went to the whole list · shown, hidden: as somebody decided for this campaign. */
export const ArchiveChoice = z.enum(['default', 'shown', 'hidden']);
export type ArchiveChoice = z.infer<typeof ArchiveChoice>;

export const CampaignArchive = z.object({
  choice: ArchiveChoice,
  isShown: z.boolean().describe('What that means: default is decided by its audience'),
  places: z
    .array(z.object({ listId: z.uuid(), listName: z.string(), isOpen: z.boolean(), url: z.string() }))
    .describe('The lists it goes to; the page is there once it was started and the archive of the list is open'),
});
export type CampaignArchive = z.infer<typeof CampaignArchive>;

export const CampaignArchiveChange = z.strictObject({ choice: ArchiveChoice });
export type CampaignArchiveChange = z.infer<typeof CampaignArchiveChange>;
