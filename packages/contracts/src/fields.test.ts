// A value is read as its field wants it, or the reader says what is needed.
import { describe, expect, it } from 'vitest';
import { type FieldType, readFieldValue } from './fields.js';

const read = (type: FieldType, value: string) => {
  const answer = readFieldValue({ type, choices: ['Gold', 'Silver'] }, value);
  return answer.isValid ? answer.value : null;
};

describe('readFieldValue', () => {
  it.each<[FieldType, string, string | null]>([
    ['text', ' as it is ', ' as it is '],
    ['number', ' -3.50 ', '-3.50'],
    ['number', '1e3', null],
    ['number', '3,5', null],
    ['number', '', ''],
    ['date', '2026-02-28', '2026-02-28'],
    ['date', '1.3.2026', '2026-03-01'],
    ['date', '2026-02-31', null],
    ['date', '31.2.2026', null],
    ['date', 'tomorrow', null],
    ['boolean', 'TRUE', 'yes'],
    ['boolean', '0', 'no'],
    ['boolean', 'perhaps', null],
    ['choice', 'gold', 'Gold'],
    ['choice', 'bronze', null],
  ])('reads %s %j as %j', (type, value, expected) => {
    expect(read(type, value)).toBe(expected);
  });
});
