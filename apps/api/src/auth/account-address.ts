// The address of an account: read as every other address, lower-cased.
import { parseAddress } from '@doorstep/contracts';
import { fieldProblem } from '../http/problem.js';

/** @throws ProblemError 422 naming the field */
export function readAccountAddress(text: string): string {
  const parsed = parseAddress(text);
  if (!parsed.isValid) throw fieldProblem('address', parsed.problem, parsed.reason);
  return parsed.normalized;
}
