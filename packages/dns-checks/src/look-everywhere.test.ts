// A key is looked for at the servers of its zone and at our resolvers; one that shows another key is enough to wait.
import { describe, expect, it } from 'vitest';
import { authoritativeServers } from './authoritative.js';
import type { DkimKey, Resolver } from './check.js';
import type { NameServers } from './everywhere.js';
import { isSeenEverywhere, lookEverywhere } from './look-everywhere.js';
import { wantedDkim } from './wanted-records.js';
import { txtStrings, zoneLine } from './zone-text.js';

const key: DkimKey = { selector: 'd2', publicKeyBase64: 'QUJDREVG', algorithm: 'rsa-sha256' };
const NAME = 'd2._domainkey.news.example.org';
const right = wantedDkim(key);

function resolverOf(records: Record<string, unknown>): Resolver {
  return async (name, type) => {
    const found = records[`${type} ${name}`];
    if (found instanceof Error) throw found;
    if (found === undefined) throw Object.assign(new Error('not there'), { code: 'ENODATA' });
    return found;
  };
}
const zone = {
  'NS example.org': ['ns1.example.org', 'NS2.example.org.'],
  'A ns1.example.org': ['192.0.2.1'],
  'AAAA ns2.example.org': ['2001:db8::2'],
};
const servers = (own: Record<string, string | null>, resolvers: readonly string[] = [right]): NameServers => ({
  resolvers: resolvers.map((text, n) => ({
    name: `resolver ${n}`,
    ask: resolverOf({ ...zone, ...(text && { [`TXT ${NAME}`]: [[text]] }) }),
  })),
  at: (ip) => {
    const text = own[ip];
    if (text === undefined) return null;
    return resolverOf(text === null ? {} : { [`TXT ${NAME}`]: [[text]] });
  },
  hasOwnServers: true,
});
const results = async (given: NameServers, one = key) =>
  (await lookEverywhere('news.example.org', one, given)).map(({ kind, result }) => `${kind} ${result}`);

describe('lookEverywhere', () => {
  it('asks every server of the zone, found by walking up, and every resolver', async () => {
    const views = await lookEverywhere(
      'news.example.org',
      key,
      servers({ '192.0.2.1': right, '2001:db8::2': right }, [right, right]),
    );
    expect(views.map(({ server }) => server)).toEqual([
      ...['ns1.example.org (192.0.2.1)', 'ns2.example.org (2001:db8::2)', 'resolver 0', 'resolver 1'],
    ]);
    expect(isSeenEverywhere(views)).toBe(true);
  });

  it.each<[string, string | null, string]>([
    ['has it not yet', null, 'missing'],
    ['has a sign that is another one', right.replace('QUJD', 'QUJE'), 'different'],
    ['has a blank inside that DNS panels make', right.replace('QUJD', 'QU JD'), 'right'],
    ['has it withdrawn', 'v=DKIM1; p=', 'different'],
    ['has something else', 'v=spf1 -all', 'different'],
    ['has it as another kind of key', right.replace('k=rsa', 'k=ed25519'), 'different'],
    ['has it marked as a test', `${right}; t=y`, 'different'],
  ])('one server that %s: %s', async (_, text, result) => {
    const seen = await lookEverywhere('news.example.org', key, servers({ '192.0.2.1': right, '2001:db8::2': text }));
    expect(seen[1]).toMatchObject({ kind: 'authoritative', result });
    expect(isSeenEverywhere(seen)).toBe(result === 'right');
  });

  it('names the first sign that differs', async () => {
    const [view] = await lookEverywhere('news.example.org', key, {
      ...servers({}, [right.replace('QUJDREVG', 'QUJDRxVG')]),
      hasOwnServers: false,
    });
    expect(view!.words).toContain('differs from sign 6 on');
  });

  it('never asks an address that is forbidden, and a server that does not answer is not known', async () => {
    expect(await results(servers({ '192.0.2.1': right }))).toEqual([
      ...['authoritative right', 'authoritative unknown', 'resolver right'],
    ]);
    const ill = resolverOf({ [`TXT ${NAME}`]: Object.assign(new Error('ill'), { code: 'ESERVFAIL' }) });
    const given = { resolvers: [{ name: 'r', ask: ill }], at: () => ill, hasOwnServers: false };
    expect(await results(given)).toEqual(['resolver unknown']);
  });

  it('asks the servers an alias leads to for the name at its end', async () => {
    const alias = { [`CNAME ${NAME}`]: ['d2.keys.example.net'], 'NS example.net': ['ns.example.net'] };
    const given: NameServers = {
      resolvers: [
        { name: 'r', ask: resolverOf({ ...alias, 'A ns.example.net': ['192.0.2.9'], [`TXT ${NAME}`]: [[right]] }) },
      ],
      at: () => resolverOf({ 'TXT d2.keys.example.net': [[right]] }),
      hasOwnServers: true,
    };
    expect(await results(given)).toEqual(['authoritative right', 'resolver right']);
  });

  it('is no proof when there is nobody to ask', () => {
    expect(isSeenEverywhere([])).toBe(false);
  });
});

describe('authoritativeServers', () => {
  it('follows an alias into the zone that holds the record, and ends in a loop of them', async () => {
    const alias = { [`CNAME ${NAME}`]: ['d2.keys.example.net'], 'NS example.net': ['ns.example.net'] };
    const found = await authoritativeServers(
      NAME,
      resolverOf({ ...zone, ...alias, 'A ns.example.net': ['192.0.2.9'] }),
    );
    expect(found).toEqual({ kind: 'found', values: [{ name: 'ns.example.net', ip: '192.0.2.9' }] });
    const loop = { [`CNAME ${NAME}`]: ['x.example.org'], 'CNAME x.example.org': [NAME] };
    expect((await authoritativeServers(NAME, resolverOf({ ...zone, ...loop }))).kind).toBe('found');
  });

  it('tells a domain without a zone from DNS that does not answer', async () => {
    expect(await authoritativeServers(NAME, resolverOf({}))).toEqual({ kind: 'absent' });
    const ill = Object.assign(new Error('ill'), { code: 'ETIMEOUT' });
    expect((await authoritativeServers(NAME, resolverOf({ 'NS example.org': ill }))).kind).toBe('unknown');
  });
});

describe('zone text', () => {
  it('cuts a value into strings of 255 signs that join to it again', () => {
    const value = 'k'.repeat(600);
    expect(txtStrings(value).map(({ length }) => length)).toEqual([255, 255, 90]);
    expect(txtStrings(value).join('')).toBe(value);
    expect(txtStrings('')).toEqual(['']);
  });

  it('quotes what would end a string', () => {
    expect(zoneLine('x.example', 'a"b\\c')).toBe('x.example. IN TXT "a\\"b\\\\c"');
    expect(zoneLine('x.example', 'k'.repeat(256))).toBe(`x.example. IN TXT ( "${'k'.repeat(255)}" "k" )`);
  });
});
