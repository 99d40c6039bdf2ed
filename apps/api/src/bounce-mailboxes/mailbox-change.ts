// PATCH of a bounce mailbox: any part of its settings, without the defaults of a new one; on or off.
import { NewBounceMailbox } from '@doorstep/contracts';
import { z } from 'zod';

const { shape } = NewBounceMailbox;

export const MailboxChange = z.strictObject({
  name: shape.name.optional(),
  protocol: shape.protocol.optional(),
  host: shape.host.optional(),
  port: shape.port.optional(),
  tls: shape.tls.unwrap().optional(),
  username: shape.username.optional(),
  auth: shape.auth.unwrap().optional(),
  password: shape.password,
  oauth: shape.oauth.unwrap().optional(),
  folder: shape.folder.unwrap().optional(),
  afterReading: shape.afterReading.unwrap().optional(),
  moveTo: shape.moveTo.unwrap().optional(),
  isEnabled: z.boolean().optional(),
});
export type MailboxChange = z.infer<typeof MailboxChange>;
