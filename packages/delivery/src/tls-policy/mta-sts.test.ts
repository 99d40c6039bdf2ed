// How long a policy holds, when it is fetched anew, and what failures change.
import { describe, expect, it } from 'vitest';
import type { Answer } from '../dns/dns.js';
import type { FetchedPolicy } from './fetch-sts-policy.js';
import { createMtaSts, type KeptPolicy } from './mta-sts.js';
import type { StsPolicy } from './sts-policy.js';

const enforce: StsPolicy = { mode: 'enforce', mx: ['mx.test'], maxAgeSeconds: 86_400 };
const other: StsPolicy = { ...enforce, mx: ['new.test'] };
const kept = (changes: Partial<KeptPolicy> = {}): KeptPolicy => ({
  ...{ id: 'a1', policy: enforce, ageSeconds: 60, expiresInSeconds: 3600 },
  ...changes,
});
const record = (id: string): Answer<string> => ({ kind: 'records', records: [`v=STSv1; id=${id};`], ttlSeconds: 60 });
const failure: FetchedPolicy = { kind: 'failure', result: 'sts-policy-fetch-error', words: 'no' };

function world(txt: Answer<string>, found: KeptPolicy | null, fetched: FetchedPolicy = failure) {
  const seen = { fetches: 0, put: [] as string[], failures: [] as string[] };
  const clock = { ms: 0 };
  const sts = createMtaSts({
    dns: { txt: async () => txt },
    store: {
      get: async () => found,
      put: async (_, id) => {
        seen.put.push(id);
      },
      noteFailure: async (_, words) => {
        seen.failures.push(words);
      },
    },
    fetch: async () => {
      seen.fetches++;
      return fetched;
    },
    now: () => clock.ms,
  });
  return { sts, seen, clock };
}

describe('createMtaSts', () => {
  it('fetches a policy it does not have, and keeps it under its id', async () => {
    const { sts, seen } = world(record('a1'), null, { kind: 'policy', policy: enforce });
    expect(await sts.of('reader.test')).toEqual(enforce);
    expect(seen).toMatchObject({ fetches: 1, put: ['a1'] });
  });

  it.each([
    ['the record is unchanged', record('a1'), kept(), 0],
    ['the record went away', { kind: 'nxdomain', ttlSeconds: 60 }, kept(), 0],
    ['DNS is in trouble', { kind: 'trouble', trouble: 'ETIMEOUT' }, kept(), 0],
    ['the id changed and the fetch fails', record('a2'), kept(), 1],
    ['it is a day old and the fetch fails', record('a1'), kept({ ageSeconds: 90_000 }), 1],
  ] as [string, Answer<string>, KeptPolicy, number][])(
    'holds what it kept while %s',
    async (_, txt, found, fetches) => {
      const { sts, seen } = world(txt, found);
      expect(await sts.of('reader.test')).toEqual(enforce);
      expect(seen.fetches).toBe(fetches);
    },
  );

  it('takes the new policy when the id changed', async () => {
    const { sts, seen } = world(record('a2'), kept(), { kind: 'policy', policy: other });
    expect(await sts.of('reader.test')).toEqual(other);
    expect(seen.put).toEqual(['a2']);
  });

  it('has none where none is published, or where the one it kept is over and none can be fetched', async () => {
    const nowhere = world({ kind: 'no-data', ttlSeconds: 60 }, null);
    expect(await nowhere.sts.of('reader.test')).toBeNull();
    expect(nowhere.seen.fetches).toBe(0);
    expect(await world(record('a1'), kept({ expiresInSeconds: 0 })).sts.of('reader.test')).toBeNull();
  });

  it('leaves a failed fetch alone for five minutes', async () => {
    const { sts, seen, clock } = world(record('a1'), null);
    for (const ms of [0, 299_000, 300_000]) {
      clock.ms = ms;
      expect(await sts.of('reader.test')).toBeNull();
    }
    expect(seen).toMatchObject({ fetches: 2, failures: ['no', 'no'] });
  });

  it('fetches once, however many ask at the time', async () => {
    const { sts, seen } = world(record('a1'), null, { kind: 'policy', policy: enforce });
    await Promise.all(Array.from({ length: 100 }, () => sts.of('reader.test')));
    expect(seen.fetches).toBe(1);
  });
});
