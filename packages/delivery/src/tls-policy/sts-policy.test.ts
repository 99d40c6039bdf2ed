// What counts as an MTA-STS record and policy, which hosts it means, and that nothing a stranger writes does harm.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meansHost, readStsId, readStsPolicy } from './sts-policy.js';

describe('readStsId', () => {
  it.each([
    [['v=STSv1; id=20261124T010000;'], '20261124T010000'],
    [['v=spf1 -all', 'v=STSv1;id=a1'], 'a1'],
    [['v=STSv1; x=y; id=a1'], 'a1'],
    [['v=STSv1; id=a1', 'v=STSv1; id=a2'], null],
    [['v=STSv1; id=with-sign'], null],
    [['v=STSv1;'], null],
    [['v=STSv12; id=a1'], null],
    [[' v=STSv1; id=a1'], null],
    [[`v=STSv1; id=${'a'.repeat(33)}`], null],
    [[], null],
  ] as [string[], string | null][])('reads %j as %s', (records, id) => {
    expect(readStsId(records)).toBe(id);
  });
});

describe('readStsPolicy', () => {
  const text = (...lines: string[]) => ['version: STSv1', ...lines].join('\r\n');

  it('reads modes, hosts and age, with either line end, and passes over what it does not know', () => {
    const policy = text('mode: enforce', 'mx: MX1.reader.test', 'mx:  *.mx.reader.test ', 'note: x', 'max_age: 604800');
    const read = { mode: 'enforce', mx: ['mx1.reader.test', '*.mx.reader.test'], maxAgeSeconds: 604_800 };
    expect(readStsPolicy(policy)).toEqual(read);
    expect(readStsPolicy(`${policy.replaceAll('\r', '')}\n`)).toEqual(read);
  });

  it('takes the first where a key is given twice, and keeps the age within bounds', () => {
    const read = readStsPolicy(text('mode: none', 'mode: enforce', 'max_age: 9999999999'));
    expect(read).toEqual({ mode: 'none', mx: [], maxAgeSeconds: 31_557_600 });
    expect(readStsPolicy(text('mode: none', 'max_age: 0'))).toMatchObject({ maxAgeSeconds: 300 });
  });

  it.each([
    ['version: STSv2\nmode: none\nmax_age: 86400', /version/],
    ['mode: none\nmax_age: 86400', /version/],
    [text('mode: strict', 'max_age: 86400'), /mode/],
    [text('mode: enforce', 'mx: mx.test'), /max_age/],
    [text('mode: enforce', 'mx: mx.test', 'max_age: -1'), /max_age/],
    [text('mode: enforce', 'max_age: 86400'), /no host/],
    [text('mode: enforce', 'mx: *', 'max_age: 86400'), /host name/],
    [text('mode: enforce', 'mx: a.*.test', 'max_age: 86400'), /host name/],
    [text('mode: enforce', 'mx: m\u0000x.test', 'max_age: 86400'), /host name/],
    [text('mode: enforce', ...Array.from({ length: 101 }, (_, i) => `mx: mx${i}.test`), 'max_age: 1'), /more than 100/],
    ['<html>not found</html>', /key: value/],
    ['', /version/],
  ])('does not take %j for a policy', (policy, words) => {
    expect(readStsPolicy(policy)).toMatch(words);
  });

  it('reads anything without harm, and nothing but bounded policies', () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom('version: STSv1', 'mode: enforce', 'mx: *.a.test', 'max_age: 5', '__proto__: x', 'mx: .'),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const read = readStsPolicy(lines.join('\n'));
        if (typeof read === 'string') return read.length < 200;
        return read.mx.every((host) => /^[a-z0-9*._-]+$/.test(host)) && read.maxAgeSeconds <= 31_557_600;
      }),
      { numRuns: 500 },
    );
  });
});

describe('meansHost', () => {
  it.each([
    ['*.x.test', 'a.x.test', true],
    ['*.x.test', 'A.X.test', true],
    ['*.x.test', 'a.b.x.test', false],
    ['*.x.test', 'x.test', false],
    ['*.x.test', 'ax.test', false],
    ['mx.x.test', 'mx.x.test', true],
    ['mx.x.test', 'a.mx.x.test', false],
  ])('%s and %s: %s', (pattern, host, isMeant) => {
    expect(meansHost([pattern], host)).toBe(isMeant);
  });
});
