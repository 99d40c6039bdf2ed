// Which failures of a step are an outage of the database, and which are bugs.
import { describe, expect, it } from 'vitest';
import { isDatabaseAway } from './database-away.js';

const coded = (code: string, message = 'failed') => Object.assign(new Error(message), { code });

describe('isDatabaseAway', () => {
  it.each([
    ['a full disk', coded('53100', 'could not extend file: No space left on device')],
    ['a shutdown', coded('57P01', 'terminating connection due to administrator command')],
    ['a crash of another backend', coded('57P02')],
    ['a start-up', coded('57P03', 'the database system is starting up')],
    ['too many clients', coded('53300')],
    ['a refused connection', coded('ECONNREFUSED')],
    ['a cause further down', new Error('Invalid invocation', { cause: coded('ECONNRESET') })],
  ])('takes %s for one', (_name, error) => {
    expect(isDatabaseAway(error)).toBe(true);
  });

  it.each([
    ['a text the database cannot hold', coded('22021', 'invalid byte sequence')],
    ['a missing column', coded('42703')],
    ['a row that is there already', coded('23505')],
    ['a mistake of ours', new TypeError('undefined is not a function')],
  ])('does not take %s for one', (_name, error) => {
    expect(isDatabaseAway(error)).toBe(false);
  });
});
