// One person's mistyped address put right: looked at first, done, and taken back with the correction's id.
import { z } from 'zod';
import { Id } from './http.js';

const RightAddress = z.string().trim().min(3).max(320).meta({ example: 'ada@gmail.com' });

export const AddressCorrectionQuery = z.object({
  to: RightAddress.optional().describe('The right address; without it the one that was probably meant, if any'),
});
export type AddressCorrectionQuery = z.infer<typeof AddressCorrectionQuery>;

export const AddressCorrection = z.object({
  before: z.string(),
  after: z.string().nullable().describe('As it would be stored; null when nothing was said and nothing looks mistyped'),
  problem: z
    .enum(['same', 'on_the_list', 'held_back'])
    .nullable()
    .describe('Why it cannot be done: it is her address already, another subscriber’s, or held back'),
  lists: z
    .array(z.object({ name: z.string(), asksAnew: z.boolean().describe('The right address is asked to confirm') }))
    .describe('Which go along'),
  waiting: z.number().int().describe('Messages on their way to the old address: they stay as they are'),
});
export type AddressCorrection = z.infer<typeof AddressCorrection>;

export const NewAddressCorrection = z.strictObject({
  to: RightAddress,
  reason: z.string().trim().min(3).max(500).meta({ example: 'She told us by phone' }),
});
export type NewAddressCorrection = z.infer<typeof NewAddressCorrection>;

export const CorrectedAddress = z.object({
  correctionId: Id.describe('POST /v1/chronic/actions/{id}/undo takes it back'),
  before: z.string(),
  after: z.string(),
});
export type CorrectedAddress = z.infer<typeof CorrectedAddress>;
