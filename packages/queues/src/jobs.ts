// What travels through the queues: names and payloads. Ids only; the truth is in the tables.
import { z } from 'zod';

/** One wake per queue; `parse` runs on both ends, so a payload of another release is refused, not guessed at. */
export const jobs = {
  import: z.strictObject({ importId: z.uuid() }),
  campaign: z.strictObject({ campaignId: z.uuid() }),
  lane: z.strictObject({ siteId: z.uuid() }),
  inbox: z.strictObject({ mailboxId: z.uuid() }),
} as const;

export type JobName = keyof typeof jobs;
export type JobPayload<Name extends JobName> = z.infer<(typeof jobs)[Name]>;

export const jobNames = Object.keys(jobs) as JobName[];

/** The one id of a payload: two wakes with the same id are one wake. A uuid holds no ':' (BullMQ forbids it in ids). */
export function wakeId(name: JobName, payload: unknown): string {
  return Object.values(jobs[name].parse(payload))[0] as string;
}
