// The variants of a campaign by number and letter: A is the campaign itself.
import { z } from 'zod';

/** 0 is A, the campaign itself; 1 to 3 are B, C and D. */
export const VariantNumber = z.coerce
  .number()
  .int()
  .min(0)
  .max(3)
  .describe('0 is A, the campaign itself; 1 to 3 are B, C and D')
  .meta({ example: 1 });
export type VariantNumber = z.infer<typeof VariantNumber>;
