// A person's rights over HTTP: everything kept of her in one file, and erasing her.
import { z } from 'zod';
import { Id, Timestamp } from './http.js';

const Row = z.record(z.string(), z.unknown());

export const PersonExport = z.object({
  madeAt: Timestamp,
  address: Row.describe('The address, as it was given first, and how mail to it fared'),
  subscriber: Row.nullable().describe('Name and fields; null once she is no subscriber'),
  tags: z.array(z.string()),
  lists: z.array(Row).describe('Memberships, with consent'),
  suppressions: z.array(Row),
  history: z.array(Row).describe('What happened outside of mail, oldest first'),
  messages: z.array(Row).describe('Campaigns meant for her, with every attempt and reply'),
  opensAndClicks: z.array(Row),
  returnedMails: z.array(z.object({ receivedAt: Timestamp, text: z.string() })),
  more: z.record(z.string(), z.array(Row)).describe('Rows of other tables that belong to the address'),
});
export type PersonExport = z.infer<typeof PersonExport>;

export const ErasePerson = z.strictObject({
  confirm: z
    .string()
    .max(320)
    .describe('The address, typed once more; anything else erases nobody')
    .meta({ example: 'ada@example.org' }),
});
export type ErasePerson = z.infer<typeof ErasePerson>;

export const Erasure = z.object({
  addressId: Id,
  erasedAt: Timestamp,
  mails: z.number().int().describe('Raw mails emptied'),
  cancelled: z.number().int().describe('Waiting messages that go no more'),
  kept: z
    .object({ suppressions: z.number().int(), unsubscribed: z.number().int() })
    .describe('What holds on through a keyed hash, should the address ever be added again'),
});
export type Erasure = z.infer<typeof Erasure>;
