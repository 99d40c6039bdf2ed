// Behaviour of one connection: composing, the fence before the dot, the end of a connection between two messages.
import type { AttemptReport, Connected, OutgoingMessage, SiteConnection, TlsPolicy } from '@doorstep/delivery';
import { describe, expect, it } from 'vitest';
import { classify } from '../outcome/outcome.js';
import type { SiteRef } from '../outcome/site-door.js';
import { attemptReport, claimedDelivery, laneOf, replied } from '../testing/attempt-fixture.js';
import { createHand } from './hand.js';
import { type ConnectionWork, openLaneConnection } from './lane-connection.js';
import type { KnownAnswer } from './mx-answers.js';

const lane = laneOf();
const delivery = claimedDelivery();
const known: KnownAnswer = {
  answer: attemptReport().mx,
  site: {
    mxKey: lane.mxKey,
    mxHosts: ['mx.inbox.example'],
    provider: null,
    connectionLimit: 2,
    messagesPerConnection: 3,
    isTlsRequired: false,
  },
};

const anyTls: TlsPolicy = { domain: 'inbox.example', hosts: {} };
const noTls: ConnectionWork['tls'] = { of: async () => anyTls, failedLately: () => null, note: () => undefined };

/** A connection that answers each message with the next report; awaits the dot like the real one. */
function siteWith(reports: (AttemptReport | 'dot')[]) {
  const seen = { opened: 0, closed: 0, messages: [] as OutgoingMessage[] };
  const open = (): SiteConnection => {
    let sent = 0;
    let isUsable = true;
    seen.opened++;
    return {
      mxHost: 'mx.inbox.example',
      mxIp: '192.0.2.1',
      sourceIp: null,
      tls: 'none',
      get messagesSent() {
        return sent;
      },
      isUsable: () => isUsable,
      async send(message) {
        sent++;
        seen.messages.push(message);
        const next = reports.shift() ?? 'dot';
        if (next !== 'dot') {
          if (next.reply === null || next.reply.code === 421) isUsable = false;
          return next;
        }
        const mayPass = await message.beforeDot().catch(() => false);
        if (mayPass) return attemptReport();
        isUsable = false;
        return attemptReport({ outcome: 'abandoned', stage: null, reply: null, wasDotSent: false });
      },
      async close() {
        seen.closed++;
        isUsable = false;
      },
      destroy() {
        isUsable = false;
      },
    };
  };
  const verdict = { isFit: true, policy: 'opportunistic', result: 'success', words: '' } as const;
  const connect = async (): Promise<Connected> => ({
    ...{ kind: 'open', connection: open(), brokenTls: null, verdict },
    judge: () => verdict,
  });
  return { seen, connect };
}

function workWith(changes: Partial<ConnectionWork> = {}) {
  const settled: AttemptReport[] = [];
  const paused: string[] = [];
  const routed: string[] = [];
  const breakers: SiteRef[] = [];
  const limited: number[] = [];
  const hand = createHand({
    deliveries: { renew: async () => [] },
    lanes: { renewLanes: async () => [] },
    worker: 'w',
    leaseSeconds: 60,
  });
  hand.take([delivery]);
  const work: ConnectionWork = {
    answers: { of: async () => known },
    campaigns: {
      open: async () => ({ kind: 'ready', compose: () => ({ from: 'bounce-x@b.example', body: Buffer.from('x') }) }),
    },
    hand,
    dots: { pass: async () => true },
    outcome: {
      settle(_delivery, report) {
        settled.push(report);
        return null;
      },
      classify,
    },
    siteDoor: {
      afterAttempt: async () => null,
      afterNoConnection: async (site) => {
        breakers.push(site);
      },
    },
    connect: async () => Promise.reject(new Error('no connection was expected')),
    tls: noTls,
    sources: { unfit: async () => null },
    limitMessages: async (_lane, most) => {
      limited.push(most);
    },
    rememberRoute: async (domain) => {
      routed.push(domain);
    },
    pauseCampaign: async (_id, words) => {
      paused.push(words);
    },
    note: () => undefined,
    ...changes,
  };
  return { work, settled, paused, routed, breakers, hand, limited };
}

const signal = new AbortController().signal;

describe('openLaneConnection', () => {
  it('sends message after message and takes a new connection when the site wants one', async () => {
    const { seen, connect } = siteWith([]);
    const { work, settled } = workWith({ connect });
    const connection = openLaneConnection(lane, signal, work);
    for (let i = 0; i < 7; i++) expect(await connection.deliver(delivery)).toMatchObject({ kind: 'settled' });
    await connection.close();
    expect(settled.map(({ outcome }) => outcome)).toEqual(Array(7).fill('accepted'));
    expect(seen).toMatchObject({ opened: 3, closed: 3 });
    expect(seen.messages[0]).toMatchObject({ from: 'bounce-x@b.example', to: 'Eve@inbox.example' });
  });

  it('costs nothing when the connection ends between two messages, but only once', async () => {
    const gone = attemptReport({
      outcome: 'deferred',
      stage: 'mail',
      reply: null,
      trouble: 'closed',
      wasDotSent: false,
    });
    const { connect } = siteWith(['dot', replied(421, '4.3.2', 'mail'), 'dot', gone]);
    const { work, settled } = workWith({ connect });
    const connection = openLaneConnection(lane, signal, work);
    const kinds: string[] = [];
    for (let i = 0; i < 4; i++) kinds.push((await connection.deliver(delivery)).kind);
    expect(kinds).toEqual(['settled', 'again', 'settled', 'settled']);
    expect(settled.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted', 'deferred']);
  });

  it('goes on over a new connection when the site had enough of this one, and learns how many it takes', async () => {
    const reply = { code: 452, enhancedCode: '4.5.3', text: '452 4.5.3 Too many recipients' };
    const enough = { ...replied(452, '4.5.3', 'rcpt'), reply };
    const { seen, connect } = siteWith(['dot', 'dot', enough, 'dot', 'dot', 'dot']);
    const { work, settled, limited } = workWith({ connect });
    const connection = openLaneConnection(lane, signal, work);
    const kinds: string[] = [];
    for (let i = 0; i < 6; i++) kinds.push((await connection.deliver(delivery)).kind);
    expect(kinds).toEqual(['settled', 'settled', 'again', 'settled', 'settled', 'settled']);
    expect(settled.map(({ outcome }) => outcome)).toEqual(Array(5).fill('accepted'));
    expect(limited).toEqual([2]);
    expect(seen.opened).toBe(3);
  });

  it('opens no connection from a source that cannot reach the site', async () => {
    const { work, settled, breakers } = workWith({ sources: { unfit: async () => 'no IPv6' } });
    expect(await openLaneConnection(lane, signal, work).deliver(delivery)).toEqual({ kind: 'no-source' });
    expect([settled, breakers]).toEqual([[], []]);
  });

  it('takes a 421 on a fresh connection for an answer', async () => {
    const { connect } = siteWith([replied(421, '4.7.0', 'mail')]);
    const { work, settled } = workWith({ connect });
    expect((await openLaneConnection(lane, signal, work).deliver(delivery)).kind).toBe('settled');
    expect(settled[0]?.outcome).toBe('deferred');
  });

  it('does not let the dot go when the lease is lost, or when the database does not have it', async () => {
    const lost = siteWith([]);
    const one = workWith({ connect: lost.connect });
    const compose = one.work.campaigns.open;
    const campaigns: ConnectionWork['campaigns'] = {
      async open(id) {
        one.hand.drop([delivery]);
        return compose(id);
      },
    };
    await openLaneConnection(lane, signal, { ...one.work, campaigns }).deliver(delivery);
    expect(one.settled[0]?.outcome).toBe('abandoned');

    const away = siteWith([]);
    const two = workWith({ connect: away.connect, dots: { pass: () => Promise.reject(new Error('away')) } });
    await openLaneConnection(lane, signal, two.work).deliver(delivery);
    expect(two.settled[0]?.outcome).toBe('abandoned');
  });

  it('opens no connection for a domain without a host; what DNS said is the report', async () => {
    const nowhere: KnownAnswer = {
      answer: { kind: 'null-mx', domain: 'inbox.example', hosts: [], ttlSeconds: 60 },
      site: { ...known.site, mxKey: '!null-mx inbox.example', mxHosts: [] },
    };
    const { work, settled } = workWith({ answers: { of: async () => nowhere } });
    expect((await openLaneConnection(lane, signal, work).deliver(delivery)).kind).toBe('settled');
    expect(settled[0]).toMatchObject({ outcome: 'refused', stage: 'dns', mx: nowhere.answer });
  });

  it('routes a domain anew whose mail goes to other hosts now, at no cost', async () => {
    const moved: KnownAnswer = { ...known, site: { ...known.site, mxKey: 'mx.other.example' } };
    const { work, settled, routed } = workWith({ answers: { of: async () => moved } });
    await openLaneConnection(lane, signal, work).deliver(delivery);
    expect(routed).toEqual(['inbox.example']);
    expect(settled[0]).toMatchObject({ outcome: 'abandoned', stage: 'dns' });
  });

  it('pauses a campaign that must not be sent and leaves its deliveries as they were', async () => {
    const { work, paused, settled } = workWith({
      campaigns: { open: async () => ({ kind: 'blocked', words: 'No key.' }) },
    });
    expect((await openLaneConnection(lane, signal, work).deliver(delivery)).kind).toBe('not-now');
    expect(paused).toEqual(['No key.']);
    expect(settled).toEqual([]);
  });

  it('ends one delivery whose message cannot be made, without a connection', async () => {
    const { work, settled } = workWith({
      campaigns: {
        open: async () => ({
          kind: 'ready',
          compose: () => {
            throw new TypeError('To address is not a plain address');
          },
        }),
      },
    });
    expect((await openLaneConnection(lane, signal, work).deliver(delivery)).kind).toBe('settled');
    expect(settled[0]).toMatchObject({ outcome: 'refused', stage: null });
    expect(settled[0]?.trouble).toMatch(/plain address/);
  });

  it('takes another connection for a domain of the site whose TLS policy the open one does not fulfil', async () => {
    const strict: TlsPolicy = { domain: 'strict.example', hosts: { 'mx.inbox.example': { kind: 'verified' } } };
    const { seen, connect } = siteWith([]);
    const { work, settled, hand } = workWith({
      answers: { of: async (domain) => ({ ...known, answer: { ...known.answer, domain } }) },
      async connect(_, policy) {
        const connected = await connect();
        if (connected.kind !== 'open') return connected;
        const isFit = (other: TlsPolicy) => policy === strict || other !== strict;
        const verdict = { ...connected.verdict, policy: policy === strict ? 'mta-sts' : 'opportunistic' } as const;
        return { ...connected, verdict, judge: (other) => ({ ...verdict, isFit: isFit(other) }) };
      },
      tls: { ...noTls, of: async ({ domain }) => (domain === 'strict.example' ? strict : anyTls) },
    });
    const other = claimedDelivery({ deliveryId: 'other', domainName: 'strict.example' });
    hand.take([other]);
    const connection = openLaneConnection(lane, signal, work);
    for (const one of [delivery, delivery, other, delivery]) await connection.deliver(one);
    expect(seen.opened).toBe(2);
    expect(settled.map(({ tlsPolicy }) => tlsPolicy?.policy)).toEqual([undefined, undefined, 'mta-sts', 'mta-sts']);
  });

  it('defers what a TLS policy does not let pass, and leaves the site to its other domains', async () => {
    const tlsPolicy = { policy: 'mta-sts', result: 'certificate-expired', words: 'certificate expired' } as const;
    const report = attemptReport({ outcome: 'deferred', stage: 'starttls', reply: null, trouble: 'no', tlsPolicy });
    let tries = 0;
    const { work, settled, breakers } = workWith({
      async connect() {
        tries++;
        return { kind: 'failed', report };
      },
      tls: { ...noTls, failedLately: () => (tries > 0 ? report : null) },
    });
    const connection = openLaneConnection(lane, signal, work);
    for (let i = 0; i < 3; i++) expect(await connection.deliver(delivery)).toEqual({ kind: 'settled', pausedBy: null });
    expect(settled).toMatchObject(Array(3).fill({ outcome: 'deferred', stage: 'starttls', tlsPolicy }));
    expect([tries, breakers]).toEqual([1, []]);
  });

  it('tells the lane when no connection comes about and fails all it is given with that report', async () => {
    const report = attemptReport({ outcome: 'deferred', stage: 'connect', reply: null, trouble: 'connection refused' });
    const { work, settled, breakers } = workWith({ connect: async () => ({ kind: 'failed', report }) });
    const connection = openLaneConnection(lane, signal, work);
    const sent = await connection.deliver(delivery);
    if (sent.kind !== 'no-connection') throw new Error(sent.kind);
    await connection.failAll([delivery, claimedDelivery({ deliveryId: 'other' })], sent);
    expect(settled.map(({ trouble }) => trouble)).toEqual(['connection refused', 'connection refused']);
    expect(breakers).toMatchObject([{ siteId: 'site', provider: null, recentPauses: 0 }]);
  });
});
