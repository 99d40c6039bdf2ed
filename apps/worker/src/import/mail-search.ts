// Which domains of a file can take mail: asked once each, a bounded number at a time, and not for longer than is worth waiting.
import type { MxAnswer } from '@doorstep/delivery';

export interface MailSearch {
  /**
   * @param domains lower-case A-labels
   * @returns why no mail can go there, for those of which that is certain. Whatever is not answered in time, or only
   *   with trouble (SERVFAIL, a timeout), is not among them.
   */
  withoutMail(domains: Iterable<string>): Promise<ReadonlyMap<string, string>>;
}

export interface MailSearchOptions {
  readonly resolve: (domain: string) => Promise<MxAnswer>;
  /** Questions under way at a time. */
  readonly atOnce?: number;
  /** Waiting in all, over every call. */
  readonly mostMs?: number;
}

const REASONS: Partial<Record<MxAnswer['kind'], (domain: string) => string>> = {
  nxdomain: (domain) => `The domain “${domain}” does not exist.`,
  'null-mx': (domain) => `The domain “${domain}” says that it takes no mail (null MX).`,
  'no-address': (domain) => `The domain “${domain}” has no mail server.`,
};

export function createMailSearch({ resolve, atOnce = 64, mostMs = 60_000 }: MailSearchOptions): MailSearch {
  const found = new Map<string, string>();
  const asked = new Set<string>();
  let leftMs = mostMs;

  async function ask(domain: string): Promise<void> {
    try {
      const reason = REASONS[(await resolve(domain)).kind]?.(domain);
      if (reason !== undefined) found.set(domain, reason);
    } catch {
      // As good as no answer: unknown.
    }
  }

  return {
    async withoutMail(domains) {
      const fresh = [...domains].filter((domain) => !asked.has(domain));
      if (fresh.length > 0 && leftMs > 0) {
        const beganAt = performance.now();
        let isOver = false;
        const lane = async () => {
          for (let next = fresh.pop(); next !== undefined && !isOver; next = fresh.pop()) {
            asked.add(next);
            await ask(next);
          }
        };
        let timer: NodeJS.Timeout | undefined;
        const enough = new Promise<void>((resolve) => {
          timer = setTimeout(resolve, leftMs);
        });
        await Promise.race([Promise.all(Array.from({ length: atOnce }, lane)), enough]);
        isOver = true;
        clearTimeout(timer);
        leftMs -= performance.now() - beganAt;
      }
      return found;
    },
  };
}
