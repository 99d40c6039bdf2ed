// Live checks: what the mail servers of an address or a domain say at this moment, without mail, and what changed since her last failure.
import { z } from 'zod';
import { Id, Timestamp } from './http.js';
import { Stage } from './words.js';

export const NewLiveCheck = z.strictObject({
  target: z.string().trim().min(1).max(400).describe('An address or a domain').meta({ example: 'ada@example.org' }),
  asksRecipient: z
    .boolean()
    .default(false)
    .describe(
      'Ask the host about the recipient too (RCPT, no message). Hosts count such questions; only with an address',
    ),
});
export type NewLiveCheck = z.infer<typeof NewLiveCheck>;

export const LiveCheckQuery = z.object({
  target: z.string().trim().min(1).max(400).describe('An address or a domain'),
});
export type LiveCheckQuery = z.infer<typeof LiveCheckQuery>;

export const LiveCheckStep = z.object({
  stage: Stage,
  ms: z.number(),
  words: z.string().describe('What the host said, or what went wrong, in one line'),
});

export const LiveCheckHost = z.object({
  mxHost: z.string(),
  ip: z.string(),
  outcome: z.enum(['open', 'failed']).describe('open: mail could be handed over'),
  stage: Stage.nullable().describe('Where it failed'),
  trouble: z.string().nullable().describe('The reply or what went wrong, verbatim'),
  sourceIp: z.string().nullable(),
  tls: z.string().nullable(),
  certificate: z
    .object({ subject: z.string(), issuer: z.string(), names: z.string().nullable(), validTo: Timestamp })
    .nullable(),
  steps: z.array(LiveCheckStep),
  recipient: z
    .object({ outcome: z.enum(['accepted', 'deferred', 'refused', 'in_doubt', 'abandoned']), said: z.string() })
    .nullable()
    .describe('What it says of the recipient; null when it was not asked'),
});
export type LiveCheckHost = z.infer<typeof LiveCheckHost>;

export const LiveCheckChange = z.object({
  what: z.enum(['dns', 'hosts', 'addresses', 'reached', 'tls', 'recipient']),
  label: z.string(),
  thenWas: z.string(),
  nowIs: z.string(),
  isChanged: z.boolean(),
});
export type LiveCheckChange = z.infer<typeof LiveCheckChange>;

export const LiveCheck = z.object({
  id: Id,
  target: z.string(),
  domainName: z.string(),
  asksRecipient: z.boolean(),
  state: z.enum(['waiting', 'running', 'ended']),
  startedBy: z.string(),
  createdAt: Timestamp,
  endedAt: Timestamp.nullable(),
  ehloName: z.string().nullable(),
  dns: z
    .object({
      kind: z.enum(['mx', 'implicit', 'null-mx', 'nxdomain', 'no-address', 'trouble']),
      ms: z.number(),
      words: z.string(),
      hosts: z.array(z.object({ host: z.string(), preference: z.number().int(), addresses: z.array(z.string()) })),
    })
    .nullable()
    .describe('null until DNS has answered'),
  hosts: z.array(LiveCheckHost).describe('In the order they were tried'),
  heldBy: z.string().nullable().describe('Why no host was connected to; null when they were'),
  headline: z.string().describe('What it means, in one sentence'),
  since: z
    .object({ failedAt: Timestamp, words: z.string(), changes: z.array(LiveCheckChange) })
    .nullable()
    .describe('Compared with the DNS and the connection of her last failed attempt; null when there is none'),
});
export type LiveCheck = z.infer<typeof LiveCheck>;
