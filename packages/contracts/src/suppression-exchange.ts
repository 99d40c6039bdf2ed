// Suppressions by the list over HTTP: read from other programs with the counts first, written for them.
import { z } from 'zod';
import { SuppressionQuery } from './audience.js';
import { Timestamp } from './http.js';
import { DeliveryState } from './words.js';

/** As many as one order may hold. */
export const MOST_SUPPRESSIONS = 10_000;

export const SuppressionImport = z.strictObject({
  text: z
    .string()
    .min(1)
    .max(2_000_000)
    .describe('Lines, or the file of listmonk, Mailchimp, Amazon SES (CSV or JSON) or Doorstep')
    .meta({ example: 'ada@example.org\n@spam-trap.example' }),
  reason: z.string().trim().min(1).max(500).meta({ example: 'The blocklist of our old newsletter service' }),
  isTrial: z.boolean().default(true).describe('Counts only; false does it'),
});
export type SuppressionImport = z.infer<typeof SuppressionImport>;

export const SuppressionImportResult = z.object({
  format: z.enum(['plain', 'doorstep', 'listmonk', 'mailchimp', 'ses']).describe('What it was read as'),
  isTrial: z.boolean(),
  added: z.number().int().describe('Held back now, or in a trial: would be'),
  already: z.number().int().describe('Held back already; the first reason stays'),
  subscribers: z.number().int().describe('Of the added ones, subscribers now'),
  domains: z.number().int().describe('Whole domains among those read'),
  passedOver: z.number().int().describe('Rows that name nobody who is stopped'),
  causes: z.record(z.string(), z.number().int()),
  unreadable: z
    .array(z.object({ line: z.number().int(), text: z.string(), reason: z.string() }))
    .describe('The first 100'),
  unreadableCount: z.number().int(),
});
export type SuppressionImportResult = z.infer<typeof SuppressionImportResult>;

export const SuppressionExportQuery = SuppressionQuery.omit({ limit: true, cursor: true }).extend({
  format: z
    .enum(['csv', 'json', 'listmonk', 'mailchimp', 'ses'])
    .default('csv')
    .describe('csv and json hold everything; the others single addresses, as these programs read them'),
});
export type SuppressionExportQuery = z.infer<typeof SuppressionExportQuery>;

export const SuppressionResult = z.object({
  campaignName: z.string(),
  state: DeliveryState,
  at: Timestamp,
  reply: z.string().nullable(),
  mxHost: z.string().nullable(),
});
export type SuppressionResult = z.infer<typeof SuppressionResult>;
