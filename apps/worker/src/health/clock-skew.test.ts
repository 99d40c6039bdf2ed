// Behaviour of the comparison of clocks.
import { expect, it } from 'vitest';
import { createClockCheck } from './clock-skew.js';

it('tells once that the clock is off, and again only after it was right', async () => {
  const state = { seconds: 0.4 };
  const warnings: unknown[] = [];
  const check = createClockCheck(
    { clockSkewSeconds: async () => state.seconds },
    { warn: (words: unknown) => warnings.push(words) },
  );
  await check();
  expect(warnings).toEqual([]);
  state.seconds = -3600;
  await check();
  await check();
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toMatch(/3600\.0 s behind the database's/);
  state.seconds = 0;
  await check();
  state.seconds = 5;
  await check();
  expect(warnings).toHaveLength(2);
});
