// Which TLS policy holds for a domain's mail, and what came of it: DNS, the policies kept in the database, and this worker's memory.
import type { TlsStore } from '@doorstep/database';
import {
  type AttemptReport,
  type Connected,
  createMtaSts,
  type Dns,
  decideTlsPolicy,
  type FetchedPolicy,
  findTlsa,
  type MxAnswer,
  type StsPolicy,
  type TlsaFinding,
  type TlsPolicy,
  type TlsPolicyName,
  type TlsResult,
} from '@doorstep/delivery';
import { createBrokenHosts } from './broken-tls.js';

export interface TlsPolicies {
  /** The same object as long as nothing changes. Rejects when the database is away and nothing is known yet. */
  of(answer: MxAnswer, isRequired: boolean): Promise<TlsPolicy>;
  /** The report of a domain whose policy no host kept a moment ago: its next deliveries need no connection to learn that. */
  failedLately(domain: string): AttemptReport | null;
  /** Remembers what came of a connection. */
  note(connected: Connected, domain: string): void;
}

export interface TlsPoliciesOptions {
  readonly dns: Pick<Dns, 'txt' | 'tlsa'>;
  readonly store: TlsStore;
  readonly fetch: (domain: string) => Promise<FetchedPolicy>;
  readonly timeScale: number;
  /** Told of each session and of each policy that could not be fetched (RFC 8460 §4). */
  readonly onResult: (policy: TlsPolicyName, result: TlsResult) => void;
  readonly note: (step: string, error: unknown) => void;
  readonly now?: () => number;
}

interface Material {
  readonly tlsa: ReadonlyMap<string, TlsaFinding>;
  readonly sts: StsPolicy | null;
}

interface Known {
  readonly until: number;
  readonly material: Promise<Material>;
  decided?: { readonly policy: TlsPolicy; readonly version: number; readonly isRequired: boolean };
}

/** The record that names a policy is looked at again after this. */
const HELD_MS = 300_000;
const DOMAINS_HELD_MS = 60_000;
/** Shorter than the first wait after a policy that was not kept, so that every attempt is a new try. */
const FAILED_MS = 600_000;
const MOST_FAILED = 10_000;

export function createTlsPolicies(options: TlsPoliciesOptions): TlsPolicies {
  const { dns, store, timeScale, onResult, note, now = () => performance.now() } = options;
  const broken = createBrokenHosts({ store, note, now });
  const known = new WeakMap<MxAnswer, Known>();
  const failed = new Map<string, { readonly until: number; readonly report: AttemptReport }>();
  let kept: { readonly until: number; readonly domains: Promise<Set<string>> } | null = null;
  const mtaSts = createMtaSts({
    dns,
    store: {
      get: async (domain) => ((await keptDomains()).has(domain) ? store.policyOf(domain) : null),
      async put(domain, id, policy) {
        await store.keepPolicy(domain, id, policy);
        (await keptDomains()).add(domain);
      },
      noteFailure: (domain, words) => store.notePolicyFailure(domain, words),
    },
    fetch: options.fetch,
    onFailure: (_, result) => onResult('mta-sts', result),
    now,
  });

  /** What another worker fetched within the minute is fetched once more here: no harm. */
  function keptDomains(): Promise<Set<string>> {
    if (kept && kept.until > now()) return kept.domains;
    const domains = store.policyDomains().then((names) => new Set(names));
    kept = { until: now() + DOMAINS_HELD_MS, domains };
    domains.catch(() => {
      kept = null;
    });
    return domains;
  }

  async function find(answer: MxAnswer): Promise<Material> {
    const [tlsa, sts] = await Promise.all([findTlsa(answer, dns), mtaSts.of(answer.domain)]);
    return { tlsa, sts };
  }

  function lookUp(answer: MxAnswer): Known {
    const found = known.get(answer);
    if (found && found.until > now()) return found;
    const material = find(answer);
    const fresh: Known = { until: now() + HELD_MS, material };
    // A database that was away is asked again with the next message.
    material.catch(() => known.delete(answer));
    known.set(answer, fresh);
    return fresh;
  }

  return {
    async of(answer, isRequired) {
      await broken.refresh();
      const found = lookUp(answer);
      const material = await found.material;
      const { decided } = found;
      if (decided?.version === broken.version() && decided.isRequired === isRequired) return decided.policy;
      const policy = decideTlsPolicy({ answer, ...material, isRequired, isBroken: broken.has });
      found.decided = { policy, version: broken.version(), isRequired };
      return policy;
    },
    failedLately(domain) {
      const found = failed.get(domain);
      return found !== undefined && found.until > now() ? found.report : null;
    },
    note(connected, domain) {
      if (connected.kind === 'failed') {
        const { tlsPolicy } = connected.report;
        if (tlsPolicy === undefined) return;
        onResult(tlsPolicy.policy, tlsPolicy.result);
        // A site that always has TLS fails as a whole: it is left alone, not the domain.
        if (tlsPolicy.policy === 'required') return;
        if (failed.size >= MOST_FAILED) failed.delete(failed.keys().next().value!);
        failed.set(domain, { until: now() + FAILED_MS / timeScale, report: connected.report });
        return;
      }
      const { connection, verdict, brokenTls } = connected;
      failed.delete(domain);
      onResult(verdict.policy, brokenTls === null ? verdict.result : 'validation-failure');
      if (brokenTls !== null) broken.noteBroken(connection.mxHost, brokenTls);
      else if (verdict.result !== 'starttls-not-supported') broken.noteMended(connection.mxHost);
    },
  };
}
