// Hosts whose TLS failed lately, as all workers know them: spoken to in plaintext at once for a day, then tried anew.
import type { TlsStore } from '@doorstep/database';

export interface BrokenHosts {
  has(mxHost: string): boolean;
  /** Grows with each change, so that what was decided by the old state can be decided anew. */
  version(): number;
  /** Looks again when the last look is a minute old; only the first is waited for. A database that is away changes nothing. */
  refresh(): Promise<void>;
  /** TLS failed; plaintext was taken instead. The third time in a row the host is broken. */
  noteBroken(mxHost: string, reason: string): void;
  /** TLS came about. */
  noteMended(mxHost: string): void;
}

export interface BrokenHostsOptions {
  readonly store: Pick<TlsStore, 'brokenHosts' | 'noteBroken' | 'noteMended'>;
  readonly note: (step: string, error: unknown) => void;
  /** Milliseconds of a clock that is never set. */
  readonly now: () => number;
}

const LOOK_EVERY_MS = 60_000;
const PROBE_AFTER_MS = 24 * 3_600_000;
/** A connection may break in the handshake by chance; a host that was broken yesterday needs no second proof. */
const FAILURES_IN_A_ROW = 3;
const MOST_SUSPECTS = 10_000;

export function createBrokenHosts({ store, note, now }: BrokenHostsOptions): BrokenHosts {
  /** When each failed last, by our clock. */
  let failedAt = new Map<string, number>();
  let lookedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | null = null;
  /** Failures in a row of hosts that are not taken for broken yet. */
  const suspects = new Map<string, number>();
  let version = 0;
  const remember = (step: string, writing: Promise<void>) => void writing.catch((error) => note(step, error));

  async function look(): Promise<void> {
    try {
      const hosts = await store.brokenHosts();
      failedAt = new Map(hosts.map(({ mxHost, failedSecondsAgo }) => [mxHost, now() - failedSecondsAgo * 1000]));
      version++;
    } catch (error) {
      note('look up hosts with broken TLS', error);
    } finally {
      lookedAt = now();
      looking = null;
    }
  }

  const has = (mxHost: string) => now() - (failedAt.get(mxHost) ?? Number.NEGATIVE_INFINITY) < PROBE_AFTER_MS;

  return {
    has,
    version: () => version,
    async refresh() {
      if (now() - lookedAt < LOOK_EVERY_MS) return;
      const isFirst = lookedAt === Number.NEGATIVE_INFINITY;
      looking ??= look();
      if (isFirst) await looking;
    },
    noteBroken(mxHost, reason) {
      const isNews = !has(mxHost);
      const failures = (suspects.get(mxHost) ?? 0) + 1;
      if (!failedAt.has(mxHost) && failures < FAILURES_IN_A_ROW) {
        if (suspects.size >= MOST_SUSPECTS) suspects.clear();
        suspects.set(mxHost, failures);
        return;
      }
      suspects.delete(mxHost);
      failedAt.set(mxHost, now());
      version++;
      if (isNews) remember('remember a host with broken TLS', store.noteBroken(mxHost, reason));
    },
    noteMended(mxHost) {
      suspects.delete(mxHost);
      if (!failedAt.delete(mxHost)) return;
      version++;
      remember('forget a host with broken TLS', store.noteMended(mxHost));
    },
  };
}
