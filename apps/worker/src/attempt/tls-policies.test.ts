// What the worker remembers of TLS: policies, hosts where it fails, and domains whose policy no host keeps.
import type { BrokenTls, KeptStsPolicy, TlsStore } from '@doorstep/database';
import type { Answer, Connected, MxAnswer, TlsVerdict } from '@doorstep/delivery';
import { describe, expect, it } from 'vitest';
import { attemptReport } from '../testing/attempt-fixture.js';
import { createTlsPolicies } from './tls-policies.js';

const answer: MxAnswer = attemptReport().mx;
const mxHost = 'mx.inbox.example';
const DAY_MS = 24 * 3_600_000;

function world({ kept = null, broken = [] }: { kept?: KeptStsPolicy | null; broken?: BrokenTls[] } = {}) {
  const seen = { looks: 0, published: 0, written: [] as string[], results: [] as string[], notes: [] as string[] };
  const clock = { ms: 0 };
  const store: Pick<TlsStore, keyof TlsStore> = {
    async policyOf() {
      seen.looks++;
      return kept;
    },
    keepPolicy: async () => undefined,
    notePolicyFailure: async () => undefined,
    brokenHosts: async () => broken,
    policyDomains: async () => (kept ? ['inbox.example'] : []),
    noteBroken: async (host, reason) => void seen.written.push(`broken ${host}: ${reason}`),
    noteMended: async (host) => void seen.written.push(`mended ${host}`),
  };
  const nothing: Answer<never> = { kind: 'no-data', ttlSeconds: 60 };
  const policies = createTlsPolicies({
    dns: {
      async txt() {
        seen.published++;
        return nothing;
      },
      tlsa: async () => nothing,
    },
    store: store as TlsStore,
    fetch: () => Promise.reject(new Error('nothing is fetched where nothing is published')),
    timeScale: 1,
    onResult: (policy, result) => void seen.results.push(`${policy} ${result}`),
    note: (step) => void seen.notes.push(step),
    now: () => clock.ms,
  });
  return { policies, seen, clock, broken };
}

function opened(brokenTls: string | null, result: TlsVerdict['result'] = 'success'): Connected {
  const verdict: TlsVerdict = { isFit: true, policy: 'opportunistic', result, words: '' };
  const connection = { mxHost } as Extract<Connected, { kind: 'open' }>['connection'];
  return { kind: 'open', connection, verdict, brokenTls, judge: () => verdict };
}

describe('createTlsPolicies', () => {
  it('gives the same policy as long as nothing changes, and asks for it once in five minutes, the database not at all', async () => {
    const { policies, seen, clock } = world();
    const first = await policies.of(answer, false);
    expect(first).toEqual({ domain: 'inbox.example', hosts: { [mxHost]: { kind: 'opportunistic' } } });
    expect(await policies.of(answer, false)).toBe(first);
    expect((await policies.of(answer, true)).hosts[mxHost]).toEqual({ kind: 'encrypted', by: 'required' });
    clock.ms = 299_000;
    await policies.of(answer, false);
    expect(seen.published).toBe(1);
    clock.ms = 300_000;
    await policies.of(answer, false);
    expect(seen.published).toBe(2);
    expect(seen.looks).toBe(0);
  });

  it('enforces a kept policy though its record is gone', async () => {
    const policy = { mode: 'enforce', mx: ['*.inbox.example'], maxAgeSeconds: 86_400 } as const;
    const { policies } = world({ kept: { id: 'a1', policy, ageSeconds: 3600, expiresInSeconds: 60 } });
    expect((await policies.of(answer, false)).hosts).toEqual({ [mxHost]: { kind: 'verified' } });
  });

  it('takes plaintext at once for a day where TLS failed three times in a row, then tries it anew, and forgets what is mended', async () => {
    const { policies, seen, clock } = world();
    await policies.of(answer, false);
    const fail = (times: number) => {
      for (let i = 0; i < times; i++) policies.note(opened('aborted', 'starttls-not-supported'), 'inbox.example');
    };
    const isBroken = async () => (await policies.of({ ...answer }, false)).hosts[mxHost];
    fail(2);
    policies.note(opened(null), 'inbox.example');
    fail(2);
    expect(await isBroken()).toEqual({ kind: 'opportunistic' });
    fail(1);
    expect((await policies.of(answer, false)).hosts[mxHost]).toEqual({ kind: 'opportunistic', isBroken: true });
    expect(await isBroken()).toEqual({ kind: 'opportunistic', isBroken: true });
    clock.ms = 30_000;
    policies.note(opened(null), 'inbox.example');
    expect(await isBroken()).toEqual({ kind: 'opportunistic' });
    expect(seen.written).toEqual([`broken ${mxHost}: aborted`, `mended ${mxHost}`]);
    expect(seen.results.filter((result) => result === 'opportunistic validation-failure')).toHaveLength(5);
  });

  it('knows what other workers met, by how long ago it was', async () => {
    const { policies, clock, broken } = world({ broken: [{ mxHost, failedSecondsAgo: 3600 }] });
    expect((await policies.of(answer, false)).hosts[mxHost]).toMatchObject({ isBroken: true });
    broken[0] = { mxHost, failedSecondsAgo: DAY_MS / 1000 + 60 };
    clock.ms = 60_000;
    await policies.of(answer, false);
    expect((await policies.of({ ...answer }, false)).hosts[mxHost]).toEqual({ kind: 'opportunistic' });
  });

  it('never holds a policy back because a host failed lately: strict hosts are never spoken to in plaintext', async () => {
    const { policies } = world({ broken: [{ mxHost, failedSecondsAgo: 60 }] });
    expect((await policies.of(answer, true)).hosts[mxHost]).toEqual({ kind: 'encrypted', by: 'required' });
  });

  it('remembers for ten minutes that no host keeps the policy of a domain, and forgets it when one does', () => {
    const { policies, clock, seen } = world();
    const tlsPolicy = { policy: 'mta-sts', result: 'certificate-expired', words: 'certificate expired' } as const;
    const report = attemptReport({ outcome: 'deferred', stage: 'starttls', reply: null, tlsPolicy });
    policies.note({ kind: 'failed', report }, 'inbox.example');
    expect(policies.failedLately('inbox.example')).toBe(report);
    expect(policies.failedLately('other.example')).toBeNull();
    expect(seen.results).toEqual(['mta-sts certificate-expired']);
    clock.ms = 600_000;
    expect(policies.failedLately('inbox.example')).toBeNull();
    policies.note({ kind: 'failed', report }, 'inbox.example');
    policies.note(opened(null), 'inbox.example');
    expect(policies.failedLately('inbox.example')).toBeNull();
  });
});
