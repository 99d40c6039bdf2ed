// Finds the hosts that take the mail of a domain.
import type { MxAnswer } from '../mx-answer.js';
import type { Dns } from './dns.js';

export async function resolveMx(_domain: string, _dns: Dns): Promise<MxAnswer> {
  throw new Error('resolveMx is not built yet');
}
