import { expect, test } from 'vitest';
import { sharedBuffers } from './postgres.mjs';

const GIB = 1024 ** 3;

test.each([
  [1 * GIB, '128MB'],
  [4 * GIB, '256MB'],
  [8 * GIB, '512MB'],
  [64 * GIB, '1024MB'],
])('of a machine with %i bytes of memory the database takes a sixteenth, within bounds', (bytes, setting) => {
  expect(sharedBuffers(bytes)).toBe(setting);
});
