// One short seed of the fault runs, so that every run of the tests sees a campaign disturbed.
import { expect, it } from 'vitest';
import { runSeed } from './seed.js';

it('a campaign survives a killed worker, a killed database and hosts that lose replies', async () => {
  const lines: string[] = [];
  const only = ['worker-killed', 'database-killed', 'hosts-lose-replies'];
  const options = { seed: 3, recipients: 300, faults: 3, only, replyMs: 60 };
  const { faults, recipients, accepted, inDoubt } = await runSeed({ ...options, say: (line) => lines.push(line) });
  expect(faults, lines.join('\n')).toEqual([]);
  expect(accepted + inDoubt).toBe(recipients);
});
