// Carries out live checks: DNS as it answers now, then each MX host as far as a message could begin; no mail is sent.
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { formatReturnPath, type TokenSigner } from '@doorstep/bounces';
import type { Config } from '@doorstep/config';
import type { CheckSource, ClaimedLiveCheck, DueLane, LaneStore, LiveCheckStore } from '@doorstep/database';
import {
  candidatesOf,
  checkHost,
  createDns,
  type MxAnswer,
  providerLimitOf,
  resolveMx,
  siteOf,
  type Timeouts,
} from '@doorstep/delivery';
import type { TlsPolicies } from '../attempt/tls-policies.js';
import { ownAddresses } from '../health/own-addresses.js';

export interface LiveCheckerOptions {
  readonly config: Pick<Config, 'dnsServers' | 'dnssec' | 'smtpPort' | 'allowPrivateMx' | 'ehloName' | 'timeScale'>;
  readonly checks: Pick<LiveCheckStore, 'claim' | 'noteAnswer' | 'mayConnect' | 'uncount' | 'noteHost' | 'end'>;
  readonly lanes: Pick<LaneStore, 'takeLanes' | 'leaveLanes'>;
  readonly tokens: Pick<TokenSigner, 'sign'>;
  readonly tls: Pick<TlsPolicies, 'of'>;
  readonly signal: AbortSignal;
}

/** A person watches: a host that does not answer is told soon. */
const TIMEOUTS: Partial<Timeouts> = {
  connectMs: 10_000,
  bannerMs: 15_000,
  ehloMs: 15_000,
  tlsMs: 10_000,
  mailMs: 15_000,
  rcptMs: 20_000,
  quitMs: 2000,
};
/** Addresses looked at; a site of many shows enough by these. */
const MOST_TRIED = 4;
/** Longer than all of them together may take. */
const LEASE_SECONDS = 240;

/** Mail that goes out to them is often through by then. */
const BUSY_MS = 20_000;
const LEAST_BUSY_MS = 2000;
const ASK_AGAIN_MS = 500;
const BUSY =
  'Mail goes out to these servers at this moment over every connection they are given; what they answer to it stands in the history. Check again when it is through';

/** @returns a turn of the loop: true while there may be more to do at once */
export function createLiveChecker(options: LiveCheckerOptions): () => Promise<boolean> {
  const { config, checks, lanes, tokens, tls, signal } = options;
  const dns = createDns({ servers: config.dnsServers, cache: false, validates: config.dnssec });
  const defaultName = config.ehloName ?? hostname();

  async function look(check: ClaimedLiveCheck): Promise<string | null> {
    const since = performance.now();
    const answer = await resolveMx(check.domainName, dns);
    await checks.noteAnswer(check, answer, Math.round((performance.now() - since) * 10) / 10);
    const { mxHosts, mxKey, isTlsRequired } = siteOf(answer);
    if (mxHosts.length === 0) return null;
    const source = await checks.mayConnect(check, mxKey);
    if (source.kind === 'held') return source.why;
    const { lane } = source;
    if (lane === null) return visit(check, answer, source, isTlsRequired);
    const owner = `live-check ${check.id}`;
    if (!(await taken(lane, owner))) {
      await checks.uncount(check);
      return BUSY;
    }
    try {
      return await visit(check, answer, source, isTlsRequired);
    } finally {
      await lanes.leaveLanes([{ ...lane, learnedLimit: null, wellCount: null }], owner);
    }
  }

  /** A check is a connection like any other: it takes its place within the limits of the site, or waits for one. */
  async function taken(lane: DueLane, owner: string): Promise<boolean> {
    const wanted = [{ ...lane, providerLimit: providerLimitOf(lane.provider) }];
    const until = Date.now() + Math.max(LEAST_BUSY_MS, BUSY_MS / config.timeScale);
    for (;;) {
      if ((await lanes.takeLanes(wanted, owner, LEASE_SECONDS)).length > 0) return true;
      if (signal.aborted || Date.now() >= until) return false;
      await pause(ASK_AGAIN_MS);
    }
  }

  async function visit(
    check: ClaimedLiveCheck,
    answer: MxAnswer,
    source: Extract<CheckSource, { kind: 'free' }>,
    isTlsRequired: boolean,
  ): Promise<string | null> {
    const ehloName = source.ehloName ?? defaultName;
    const tlsPolicy = await tls.of(answer, isTlsRequired);
    const connecting = {
      ...{ answer, tlsPolicy, signal, ehloName, timeouts: TIMEOUTS },
      smtpPort: config.smtpPort,
      allowPrivateMx: config.allowPrivateMx,
      ownAddresses: ownAddresses(false),
      ...(source.ip === null ? {} : { localAddress: source.ip }),
    };
    const candidates = firstOfEach(candidatesOf(connecting), answer).slice(0, MOST_TRIED);
    if (candidates.length === 0) return `None of these servers has an address of the family of ${source.ip}`;
    // One host says what there is to say of a recipient; every further question would look like guessing addresses.
    let asked = askedOf(check);
    for (const candidate of candidates) {
      if (signal.aborted) return 'The worker was ended; check again';
      const seen = await checkHost(connecting, candidate, asked);
      if (seen.recipient !== null) asked = null;
      await checks.noteHost(check, ehloName, seen);
    }
    return null;
  }

  function askedOf({ id, target, asksRecipient, returnPathDomain }: ClaimedLiveCheck) {
    if (!asksRecipient) return null;
    return {
      to: target,
      from: returnPathDomain === null ? '' : formatReturnPath(tokens.sign('return', id), returnPathDomain),
    };
  }

  return async () => {
    const check = signal.aborted ? null : await checks.claim(LEASE_SECONDS);
    if (check === null) return false;
    await checks.end(check, await look(check));
    return true;
  };
}

/** The first address of every host before the second of any: whether a host answers matters more than which address. */
function firstOfEach<At extends { readonly mxHost: string }>(candidates: readonly At[], { hosts }: MxAnswer): At[] {
  const nth = new Map<string, number>(hosts.map(({ host }) => [host, 0]));
  return candidates
    .map((candidate) => {
      const n = nth.get(candidate.mxHost) ?? 0;
      nth.set(candidate.mxHost, n + 1);
      return { candidate, n };
    })
    .toSorted((a, b) => a.n - b.n)
    .map(({ candidate }) => candidate);
}
