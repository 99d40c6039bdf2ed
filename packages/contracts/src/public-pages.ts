// What readers see of a list: language, name, form, and where its pages are.
import { z } from 'zod';

/** Languages of public pages and of the message that asks to confirm. */
export const PublicLanguage = z.enum(['en', 'de', 'fr', 'es', 'it', 'nl']);
export type PublicLanguage = z.infer<typeof PublicLanguage>;

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
});
export type ListPublicChange = z.infer<typeof ListPublicChange>;

export const ListPublic = z.object({
  language: PublicLanguage,
  publicName: z.string(),
  publicDescription: z.string(),
  hasForm: z.boolean(),
  thanksUrl: z.string().nullable(),
  formUrl: z.string().describe('Page with the form'),
  snippet: z.string().describe('HTML to put into a page of yours: it works without a script and without cookies'),
});
export type ListPublic = z.infer<typeof ListPublic>;
