// The values of a subscriber, read as their custom fields want them; a fault names its field.
import { type CustomField, readFieldValue } from '@doorstep/contracts';
import { problem } from '../http/problem.js';

type Described = Pick<CustomField, 'key' | 'type' | 'choices' | 'label'>;

/** @throws ProblemError 422 with one fault for each value that does not fit */
export function readFields(
  described: readonly Described[],
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const byKey = new Map(described.map((field) => [field.key, field]));
  const faults: { pointer: string; code: string; detail: string }[] = [];
  const read = Object.entries(given).map(([key, value]) => {
    const field = byKey.get(key);
    const answer = field === undefined ? { isValid: true as const, value } : readFieldValue(field, value);
    if (answer.isValid) return [key, answer.value];
    const detail = `${field!.label}: ${answer.reason}`;
    faults.push({
      pointer: `#/fields/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      code: 'value_does_not_fit',
      detail,
    });
    return [key, value];
  });
  if (faults[0]) throw problem('invalid_input', 422, faults[0].detail, faults);
  return Object.fromEntries(read) as Record<string, string>;
}
