// Then and now: what counts as different since her last failure, and the one sentence of it.
import { describe, expect, it } from 'vitest';
import type { AttemptThen, HostNow, LiveFacts } from './live-facts.js';
import { liveHeadline } from './live-words.js';
import { thenAndNow } from './then-and-now.js';

const hosts = [{ host: 'mx1.acme.example', addresses: ['192.0.2.1'] }];
const before: AttemptThen = {
  ...{ at: new Date('2026-11-20T08:00:00Z'), stage: 'connect', said: 'connection refused (192.0.2.1)', tls: null },
  ...{ kind: 'mx', hosts },
};
const open: HostNow = {
  ...{ mxHost: 'mx1.acme.example', ip: '192.0.2.1', outcome: 'open', stage: null, trouble: null },
  ...{ tls: 'TLSv1.3 TLS_AES_256_GCM_SHA384 verified', recipient: null },
};
const failed: HostNow = { ...open, outcome: 'failed', stage: 'connect', trouble: 'connection refused', tls: null };
const now = (parts: Partial<LiveFacts> = {}): LiveFacts => ({
  ...{ domain: 'acme.example', kind: 'mx', hosts, checks: [open], heldBy: null },
  ...parts,
});
const changed = (then: AttemptThen, facts: LiveFacts) =>
  thenAndNow(then, facts)
    .changes.filter(({ isChanged }) => isChanged)
    .map(({ what }) => what);

describe('then and now', () => {
  it('sees a server that takes connections again', () => {
    expect(thenAndNow(before, now()).words).toMatch(/^Then they could not be reached, now they can/);
    expect(changed(before, now())).toEqual(['reached']);
  });

  it('sees other mail servers, and that what the old ones said need not hold', () => {
    const refused: AttemptThen = { ...before, stage: 'rcpt', said: '550 5.1.1 User unknown', tls: open.tls };
    const moved = now({ hosts: [{ host: 'mx.new.example', addresses: ['192.0.2.9'] }] });
    expect(changed(refused, moved)).toEqual(['hosts', 'addresses']);
    expect(thenAndNow(refused, moved).words).toMatch(/^Her mail goes to other servers now/);
  });

  it('compares what is said of her only when it was asked', () => {
    const refused: AttemptThen = { ...before, stage: 'rcpt', said: '550 5.1.1 User unknown', tls: open.tls };
    expect(changed(refused, now())).toEqual([]);
    expect(thenAndNow(refused, now()).words).toMatch(/^Nothing that can be seen from here/);
    const asked = now({ checks: [{ ...open, recipient: { outcome: 'accepted', said: '250 2.1.5 Ok' } }] });
    expect(changed(refused, asked)).toEqual(['recipient']);
    expect(thenAndNow(refused, asked).words).toMatch(/now they would take a message/);
  });

  it('guesses nothing where nothing was recorded', () => {
    const unseen: AttemptThen = { ...before, kind: null, hosts: [], stage: null, said: null };
    expect(thenAndNow(unseen, now()).changes).toEqual([]);
  });
});

describe('the sentence of a live check', () => {
  it.each<[string, Partial<LiveFacts>, RegExp]>([
    ['a domain that takes no mail', { kind: 'null-mx', hosts: [], checks: [] }, /takes no mail \(null MX\)/],
    ['no such domain', { kind: 'nxdomain', hosts: [], checks: [] }, /^There is no domain acme\.example/],
    [
      'a pause',
      { checks: [], heldBy: 'Mail to these servers is paused: S3150' },
      /paused: S3150\. Only DNS was asked\.$/,
    ],
    ['one that answers', {}, /^mx1\.acme\.example takes connections/],
    ['none that answers', { checks: [failed, failed] }, /^None of the 2 mail servers can be reached/],
    ['one of two', { checks: [failed, open] }, /^1 of 2 mail servers take connections/],
    [
      'a recipient who is refused',
      { checks: [{ ...open, recipient: { outcome: 'refused', said: '550 no' } }] },
      /refuses this address\.$/,
    ],
  ])('tells %s', (_, facts, words) => {
    expect(liveHeadline(now(facts), true)).toMatch(words);
  });
});
