// The people behind a number of a list's page.
import { z } from 'zod';
import { Id, PageQuery, Timestamp } from './http.js';
import { MembershipStatus, Standing } from './words.js';

export const ListPeopleFilter = z.object({
  status: MembershipStatus.optional().describe('Any when it is left out'),
  source: z
    .union([Id, z.literal('none')])
    .optional()
    .describe('Added by this import; none: one by one, or over a form'),
  age: z.enum(['month', 'year', 'older']).optional().describe('On the list up to 30 days, up to a year, longer'),
  mail: z.enum(['tried', 'failing']).optional().describe('Something is known of mail to them; it fails'),
});
export type ListPeopleFilter = z.infer<typeof ListPeopleFilter>;

export const ListPeopleQuery = z.object({ ...PageQuery.shape, ...ListPeopleFilter.shape });
export type ListPeopleQuery = z.infer<typeof ListPeopleQuery>;

export const ListPerson = z.object({
  addressId: Id,
  address: z.string(),
  name: z.string().nullable(),
  status: MembershipStatus,
  isSubscriber: z.boolean().describe('false: deleted since; the address and what she chose stay known'),
  standing: Standing,
  since: Timestamp.describe('First put on the list'),
});
export type ListPerson = z.infer<typeof ListPerson>;

export const ListPeopleCount = z.object({ people: z.number().int().describe('How many the pages of the filter hold') });
export type ListPeopleCount = z.infer<typeof ListPeopleCount>;
