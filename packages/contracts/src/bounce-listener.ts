// The bounce listener over HTTP: who listens where, what came, which DNS records lead there.
import { z } from 'zod';
import { Timestamp } from './http.js';

export const BounceListenerView = z.object({
  id: z.string().meta({ example: 'mail1:0.0.0.0:25' }),
  hostName: z.string().meta({ example: 'mx.bounces.example.org' }),
  address: z.string().describe('Empty: every address of the machine'),
  port: z.number().int().meta({ example: 25 }),
  hasTls: z.boolean().describe('STARTTLS is offered'),
  state: z
    .enum(['listening', 'trouble', 'silent'])
    .describe(
      'listening: takes mail · trouble: its worker runs, but it may not listen · silent: not heard of for a minute',
    ),
  trouble: z
    .string()
    .nullable()
    .describe('What is wrong and the way out; also while it listens (a certificate that cannot be used)'),
  seenAt: Timestamp,
  connections: z.number().int().describe('Open at this moment'),
  accepted: z.number().int().describe('Messages kept since it was set up'),
  refused: z.number().int().describe('Recipients and messages refused for good'),
  putOff: z.number().int().describe('Asked to come again later'),
  lastAcceptedAt: Timestamp.nullable(),
  lastRefusedAt: Timestamp.nullable(),
  lastRefusal: z.string().nullable().describe('Whom it refused last and why; text of a stranger'),
});
export type BounceListenerView = z.infer<typeof BounceListenerView>;

export const BounceListenerRecord = z.object({
  name: z.string().meta({ example: 'bounces.example.org' }),
  type: z.literal('MX'),
  value: z.string().meta({ example: '10 mx.bounces.example.org.' }),
  found: z.array(z.string()).describe('What the last check of the sending domain found'),
  checkedAt: Timestamp.nullable(),
  leadsHere: z.boolean().nullable().describe('Null: the domain was not checked yet'),
});
export type BounceListenerRecord = z.infer<typeof BounceListenerRecord>;

export const BounceListening = z.object({
  listeners: z.array(BounceListenerView).describe('The one heard of last first; empty where none is set up'),
  records: z.array(BounceListenerRecord).describe('One for each return-path domain, once a listener is known'),
});
export type BounceListening = z.infer<typeof BounceListening>;
