export interface AcceptedPerson {
  readonly deliveryId: string;
  readonly address: string;
}
export interface Queries {
  // biome-ignore lint/suspicious/noExplicitAny: rows of any statement
  query(text: string, values?: unknown[]): Promise<any[]>;
}
export function seedAccepted(database: Queries, count: number): Promise<AcceptedPerson[]>;
export function bouncesFor(
  people: readonly AcceptedPerson[],
  secret: Uint8Array,
): AsyncGenerator<{ returnPath: string; raw: string }>;
export function seedMailbox(
  database: Queries,
  secret: Uint8Array,
  mailbox: {
    protocol: 'pop3' | 'imap';
    login: { host: string; port: number; username: string; password: string };
  },
): Promise<string>;
