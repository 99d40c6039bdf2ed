// Whether a change stands in the audit log. Without zod: many pages of the dashboard ask.

/** Who changes something without anybody's doing: what they do stands in the history of addresses, never in the audit. */
const BY_THEMSELVES: ReadonlySet<string> = new Set(['Doorstep', 'the reader']);

/** Whether an actor, as shown beside a change, may stand in the audit log. */
export const isAudited = (actor: string): boolean => !BY_THEMSELVES.has(actor);
