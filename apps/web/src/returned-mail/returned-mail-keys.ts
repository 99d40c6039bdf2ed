// What is asked for again when something changes on the shelf.
export const inboundKey = ['inbound'] as const;
export const countsKey = ['inbound', 'counts'] as const;
export const messageKey = (id: string) => ['inbound', 'message', id] as const;
