// The address of a body: parsed once for every door, a fault told at its field with what was probably meant.
import { type ParsedAddress, parseAddress } from '@doorstep/contracts';
import { fieldProblem } from '../http/problem.js';

export function readAddress(text: string, field = 'address'): ParsedAddress {
  const parsed = parseAddress(text);
  if (parsed.isValid) return parsed;
  const fix = parsed.suggestedFix === null ? '' : ` Did you mean ${parsed.suggestedFix}?`;
  throw fieldProblem(field, parsed.problem, `${parsed.reason}${fix}`);
}
