// The addresses mail leaves from: given, or found by the name this machine greets with.
import { ask } from './ask.js';
import type { Resolver, SendingDomainFacts } from './check.js';

const MOST = 8;

/**
 * The name in EHLO must resolve to the sending address anyway (RFC 5321 §4.1.1.1), so it stands in where no address is
 * given. Mail of the sandbox leaves from no address of the world.
 *
 * @returns nothing when the addresses are not known
 */
export async function sourceAddresses(
  { sourceIps, ehloName, isSandbox }: SendingDomainFacts,
  resolver: Resolver,
): Promise<readonly string[]> {
  if (sourceIps.length > 0 || isSandbox || ehloName === null) return sourceIps.slice(0, MOST);
  const answers = await Promise.all([ask<string>(resolver, ehloName, 'A'), ask<string>(resolver, ehloName, 'AAAA')]);
  return answers.flatMap((answer) => (answer.kind === 'found' ? answer.values : [])).slice(0, MOST);
}
