// The cache key under which the suppression list stands, and what its page asks for.
import type { SuppressionQuery } from '@doorstep/contracts';
import { suppressions } from '../client/audience';

export const suppressionsKey = ['suppressions'] as const;

type Asked = Partial<Omit<SuppressionQuery, 'cursor'>>;

/** What the page asks when its address chooses nothing. */
export const usualSuppressions: Asked = { search: '', state: 'in_force' };

export const suppressionsQuestion = (asked: Asked) => ({
  queryKey: [...suppressionsKey, asked],
  load: (cursor: string | null) => suppressions.page({ ...asked, cursor }),
});
