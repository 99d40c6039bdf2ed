// The parts of the benchmarks that can be wrong without anybody noticing: what is counted, read and reported.
import { describe, expect, it } from 'vitest';
import { cpuOfTrees, readStat } from './cpu.mjs';
import { lettersFrom } from './injector.mjs';
import { readOptions } from './options.mjs';
import { selfTimes } from './profile.mjs';
import { percentile } from './queue-claims.mjs';
import { measured, summary } from './report.mjs';

describe('CPU time of processes', () => {
  it('is read behind a name with brackets and blanks in it, with the children that were waited for', () => {
    const stat = '42 (a ) (b) S 7 1 1 0 -1 0 0 0 0 0 150 50 25 75 20 0 1 0 1';
    expect(readStat(stat)).toEqual({ parent: 7, seconds: 3 });
  });

  it('is summed over a process and all below it, and over nobody else', () => {
    const processes = new Map([
      [10, { parent: 1, seconds: 1 }],
      [11, { parent: 10, seconds: 2 }],
      [12, { parent: 11, seconds: 4 }],
      [20, { parent: 1, seconds: 8 }],
    ]);
    expect(cpuOfTrees([10], processes)).toBe(7);
  });
});

describe('the letters Postfix is fed with', () => {
  const sample = [
    'DKIM-Signature: v=1; a=rsa-sha256;',
    ' b=abc',
    'To: Ada reader5 <reader5@d5.test>',
    'Message-ID: <r.token-of-a-delivery@news.example>',
    '',
    'Hello Ada reader5, and reader55.',
    '',
  ].join('\r\n');

  it('are ours without the signature, each to another reader', () => {
    const letter = lettersFrom(sample, 10)(123);
    expect(letter).not.toContain('DKIM-Signature');
    expect(letter).not.toContain('b=abc');
    expect(letter).toContain('To: Ada reader123 <reader123@d3.test>');
    expect(letter).toContain('Hello Ada reader123, and reader55.');
    expect(letter.endsWith('\r\n.\r\n')).toBe(true);
  });

  it('have a Message-ID each', () => {
    const letterTo = lettersFrom(sample, 10);
    const idOf = (i: number) => /^Message-ID: (.*)$/m.exec(letterTo(i))?.[1];
    expect(idOf(1)).not.toBe(idOf(2));
  });
});

describe('options', () => {
  it('are those of the issue when nothing is said', () => {
    expect(readOptions([])).toMatchObject({ messages: 20_000, domains: 500, sites: 500, workers: 2, postfix: true });
  });

  it('are refused when they are no numbers', () => {
    expect(() => readOptions(['--messages', 'many'])).toThrow('--messages must be a whole number');
  });
});

it('the time of a function is that of its samples', () => {
  const callFrame = (functionName: string) => ({ functionName, url: 'file:///a/b/c.js', lineNumber: 1 });
  const profile = {
    nodes: [
      { id: 1, callFrame: callFrame('sign') },
      { id: 2, callFrame: callFrame('send') },
    ],
    samples: [1, 2, 1],
    timeDeltas: [1000, 5000, 2000],
  };
  expect(selfTimes(profile).map(({ ms }: { ms: number }) => ms)).toEqual([5, 3]);
});

it('a percentile is a value that was measured', () => {
  expect(percentile([5, 1, 4, 2, 3], 0.5)).toBe(3);
  expect(percentile([5, 1, 4, 2, 3], 0.95)).toBe(5);
});

describe('the result', () => {
  const received = { distinct: 998, duplicates: 1, messages: 999, bytes: 9990, connections: 3, mostOpen: 2 };
  const ours = measured('ours', 1000, { spent: { node: 0.4, postgres: 0.1, sink: 9 }, wallSeconds: 2 }, received);

  it('counts our processes and not what stands around them', () => {
    expect(ours.cpuPer1000).toBeCloseTo(0.5);
  });

  it('tells what is missing and what came twice', () => {
    expect(ours).toMatchObject({ lost: 2, duplicates: 1 });
  });

  it('divides ours by theirs', () => {
    const peer = { key: 'postfix', cpuPer1000: 2, rate: 100 };
    const options = { messages: 1000, domains: 1, sites: 1, workers: 1, latency: 0 };
    expect(summary(options, ours, [peer])).toMatchObject({ cpu_ratio_vs_postfix: 0.25, rate_ratio_vs_postfix: 5 });
  });
});
