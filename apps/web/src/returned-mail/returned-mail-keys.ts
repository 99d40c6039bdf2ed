// What is asked for again when something changes on the shelf.
import { returnedMail } from '../client/returned-mail';

export const inboundKey = ['inbound'] as const;
export const countsKey = ['inbound', 'counts'] as const;
export const messageKey = (id: string) => ['inbound', 'message', id] as const;

export const countsQuestion = { queryKey: countsKey, queryFn: returnedMail.counts };
