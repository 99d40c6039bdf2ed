// The command line of fault runs: seeds in a row, a line per fault, a table, and at the end how many passed.
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runSeed, type SeedResult } from './seed.js';

/** A seed that takes longer than this hangs, and with it the run. */
const SEED_LIMIT_MS = 5 * 60_000;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    seed: { type: 'string' },
    recipients: { type: 'string', default: '2400' },
    faults: { type: 'string', default: '5' },
    workers: { type: 'string', default: '2' },
    'reply-ms': { type: 'string', default: '120' },
    only: { type: 'string' },
  },
});
const say = (line: string) => void process.stdout.write(`${line}\n`);
const first = Number(values.seed ?? 1);
/** One when a seed is named and no number, else twenty. */
const count = Number(values.seeds ?? (values.seed === undefined ? 20 : 1));
const seeds = Array.from({ length: count }, (_, i) => first + i);

say(`node scripts/test-faults.mjs --seed N repeats one of the seeds ${seeds[0]} to ${seeds.at(-1)}.`);
let passed = 0;
let failed = 0;
for (const seed of seeds) {
  const limit = setTimeout(() => {
    say(`seed ${seed}: gave up after ${SEED_LIMIT_MS / 1000} s\nseeds: ${passed} passed, ${failed + 1} failed`);
    process.exit(1);
  }, SEED_LIMIT_MS);
  if (await one(seed)) passed++;
  else failed++;
  clearTimeout(limit);
}
say(`seeds: ${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

async function one(seed: number): Promise<boolean> {
  try {
    const result = await runSeed({
      seed,
      recipients: Number(values.recipients),
      faults: Number(values.faults),
      workers: Number(values.workers),
      replyMs: Number(values['reply-ms']),
      ...(values.only === undefined ? {} : { only: values.only.split(',') }),
      say,
    });
    print(result);
    return result.faults.length === 0;
  } catch (error) {
    say(`  ✖ seed ${seed}: ${(error as Error).stack}`);
    return false;
  }
}

function print(result: SeedResult): void {
  const figures = [
    ['recipients', result.recipients],
    ['accepted', result.accepted],
    ['in doubt', result.inDoubt],
    ['lost', result.lost],
    ['falsely accepted', result.falselyAccepted],
    ['extra copies', result.extraCopies],
    ['of them unmarked', result.unmarkedCopies],
    ['in flight at faults', result.allowance],
    ['drained after', `${result.drainSeconds.toFixed(1)} s`],
    ['took', `${result.seconds.toFixed(0)} s`],
  ];
  say(figures.map(([name, value]) => `  ${String(name).padEnd(20)} ${value}`).join('\n'));
  for (const fault of result.faults) say(`  ✖ ${fault}`);
  if (result.faults.length === 0) {
    say(`  ✔ seed ${result.seed}`);
    return;
  }
  const file = path.join(tmpdir(), `doorstep-faults-seed-${result.seed}.log`);
  writeFileSync(file, `${result.lines.join('\n')}\n`);
  say(`  what the services printed: ${file}`);
}
