// The MTA-STS policy of a domain: kept until its age is over, fetched anew when its id changes, one fetch at a time.
import type { Dns } from '../dns/dns.js';
import type { FetchedPolicy } from './fetch-sts-policy.js';
import { readStsId, type StsPolicy } from './sts-policy.js';
import type { TlsResult } from './tls-policy.js';

/** A policy as it was kept; how long it holds is the keeper's to say, by its own clock. */
export interface KeptPolicy {
  readonly id: string;
  readonly policy: StsPolicy;
  readonly ageSeconds: number;
  /** Zero or less: over. */
  readonly expiresInSeconds: number;
}

/** Where policies are kept, for all workers. */
export interface StsStore {
  get(domain: string): Promise<KeptPolicy | null>;
  put(domain: string, id: string, policy: StsPolicy): Promise<void>;
  noteFailure(domain: string, words: string): Promise<void>;
}

export interface MtaStsOptions {
  readonly dns: Pick<Dns, 'txt'>;
  readonly store: StsStore;
  readonly fetch: (domain: string) => Promise<FetchedPolicy>;
  /** Told of each fetch that failed. */
  readonly onFailure?: (domain: string, result: TlsResult, words: string) => void;
  /** Milliseconds of a clock that is never set. */
  readonly now?: () => number;
}

export interface MtaSts {
  /** @returns the policy that holds now; null where none does */
  of(domain: string): Promise<StsPolicy | null>;
}

/** After a fetch that failed none is begun for so long (RFC 8461 §3.3). */
const FAILURE_SECONDS = 300;
/** Fetched anew once a day though its id is the same (RFC 8461 §3.3: well before it expires). */
const REFRESH_SECONDS = 86_400;
const MOST = 50_000;

/**
 * RFC 8461 §5.1: a policy that is kept holds until its age is over, whatever becomes of the record or the file: whoever
 * can take those away must not be able to take the encryption away with them. Where none is kept and none can be
 * fetched there is no policy.
 */
export function createMtaSts({ dns, store, fetch, onFailure, now = () => performance.now() }: MtaStsOptions): MtaSts {
  const underWay = new Map<string, Promise<StsPolicy | null>>();
  const failedAt = new Map<string, number>();

  async function find(domain: string): Promise<StsPolicy | null> {
    const answer = await dns.txt(`_mta-sts.${domain}`);
    const id = answer.kind === 'records' ? readStsId(answer.records) : null;
    const kept = await store.get(domain);
    const held = kept !== null && kept.expiresInSeconds > 0 ? kept : null;
    const isFresh = held !== null && held.id === id && held.ageSeconds < REFRESH_SECONDS;
    if (id === null || isFresh || failedLately(domain)) return held?.policy ?? null;
    const fetched = await fetch(domain);
    if (fetched.kind === 'policy') {
      failedAt.delete(domain);
      await store.put(domain, id, fetched.policy);
      return fetched.policy;
    }
    if (failedAt.size >= MOST) failedAt.delete(failedAt.keys().next().value!);
    failedAt.set(domain, now());
    await store.noteFailure(domain, fetched.words);
    onFailure?.(domain, fetched.result, fetched.words);
    return held?.policy ?? null;
  }

  const failedLately = (domain: string): boolean => {
    const at = failedAt.get(domain);
    return at !== undefined && now() - at < FAILURE_SECONDS * 1000;
  };

  return {
    of(domain) {
      const joined = underWay.get(domain);
      if (joined) return joined;
      const finding = find(domain).finally(() => underWay.delete(domain));
      underWay.set(domain, finding);
      return finding;
    },
  };
}
