// The key erased people are known again by: derived from DOORSTEP_SECRET, given to each connection, never stored.
import { createHmac } from 'node:crypto';

/** An option of a connection to PostgreSQL: what `erasure_hash` of the database reads. */
export const erasureOption = (secret: Uint8Array): string =>
  `-c doorstep.erasure_key=${createHmac('sha256', secret).update('doorstep: hash of erased addresses').digest('hex')}`;
