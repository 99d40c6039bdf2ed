// How columns are named and what a mapping must have.
import type { Column } from '@doorstep/contracts';
import { describe, expect, it } from 'vitest';
import { fieldKey, keyFromHeader, mappingFaults, targetKind, targetOf } from './mapping.js';

const column = (header: string, guess: string): Column => ({
  index: 2,
  header,
  samples: [],
  guess,
  confidence: 'likely',
  filled: 1,
});

describe('keyFromHeader', () => {
  it.each([
    ['Straße & Nr.', 'strasse_nr'],
    ['Prénom', 'prenom'],
    ['2nd line', 'nd_line'],
    ['名前', 'column_3'],
    ['', 'column_3'],
    ['Name', 'column_3'],
    ['x'.repeat(90), 'x'.repeat(63)],
  ])('makes of %j the key %s', (header, key) => {
    expect(keyFromHeader(header, 2)).toBe(key);
    expect(mappingFaults(['address', `field:${key}`])).toEqual([]);
  });
});

describe('targetOf', () => {
  it('keeps the field that was guessed', () => {
    expect(targetOf('field', column('PLZ', 'field:postcode'))).toBe('field:postcode');
  });
  it('names a new field after the header', () => {
    expect(targetOf('field', column('Mail', 'address'))).toBe('field:mail');
  });
  it('gives the plain targets as they are', () => {
    expect(targetOf('ignore', column('Mail', 'address'))).toBe('ignore');
    expect(targetKind('field:city')).toBe('field');
    expect(fieldKey('field:city')).toBe('city');
  });
});

describe('mappingFaults', () => {
  it('asks for the column of the addresses', () => {
    expect(mappingFaults(['name', 'ignore'])).toEqual([
      { column: null, words: 'Say which column holds the addresses.' },
    ]);
  });
  it('takes a target once only', () => {
    expect(mappingFaults(['address', 'name', 'address'])).toEqual([{ column: 2, words: 'Column 1 is this already' }]);
  });
  it('takes any number of ignored columns', () => {
    expect(mappingFaults(['ignore', 'address', 'ignore'])).toEqual([]);
  });
  it('refuses a key the API would refuse', () => {
    expect(mappingFaults(['address', 'field:unsubscribe_url'])).toHaveLength(1);
    expect(mappingFaults(['address', 'field:First name'])).toHaveLength(1);
  });
});
