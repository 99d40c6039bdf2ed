// Hosts whose TLS failed lately, as all workers know them: spoken to in plaintext at once for a day, then tried anew.
import type { TlsStore } from '@doorstep/database';

export interface BrokenHosts {
  has(mxHost: string): boolean;
  /** Grows with each change, so that what was decided by the old state can be decided anew. */
  version(): number;
  /** Looks again when the last look is a minute old; only the first is waited for. A database that is away changes nothing. */
  refresh(): Promise<void>;
  /** TLS failed; plaintext was taken instead. */
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

export function createBrokenHosts({ store, note, now }: BrokenHostsOptions): BrokenHosts {
  /** When each failed last, by our clock. */
  let failedAt = new Map<string, number>();
  let lookedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | null = null;
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
      failedAt.set(mxHost, now());
      version++;
      if (isNews) remember('remember a host with broken TLS', store.noteBroken(mxHost, reason));
    },
    noteMended(mxHost) {
      if (!failedAt.delete(mxHost)) return;
      version++;
      remember('forget a host with broken TLS', store.noteMended(mxHost));
    },
  };
}
