// What is to be looked at: an address, or a domain alone.
import { parseAddress, toAsciiDomain } from '@doorstep/contracts';
import { fieldProblem } from '../http/problem.js';

export interface Target {
  readonly target: string;
  readonly domainName: string;
  readonly address: string | null;
}

/** @throws ProblemError 422 at `target` */
export function readTarget(text: string, asksRecipient: boolean): Target {
  if (text.includes('@')) {
    const parsed = parseAddress(text);
    if (!parsed.isValid) throw fieldProblem('target', parsed.problem, parsed.reason);
    return { target: parsed.normalized, domainName: parsed.domainName, address: parsed.normalized };
  }
  if (asksRecipient)
    throw fieldProblem('target', 'no_recipient', 'A domain has no recipient to ask about: name a whole address.');
  const domainName = toAsciiDomain(text.toLowerCase());
  if (domainName === null || !domainName.includes('.'))
    throw fieldProblem('target', 'no_domain', `“${text}” is no domain and no address. Write one such as example.org.`);
  return { target: domainName, domainName, address: null };
}
