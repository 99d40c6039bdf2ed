// Where the mail of domains goes: asked of DNS once per lifetime of the answer, by one question at a time.
import type { Route } from '@doorstep/database';
import { type MxAnswer, type SiteOfAnswer, siteOf } from '@doorstep/delivery';

export interface KnownAnswer {
  readonly answer: MxAnswer;
  readonly site: SiteOfAnswer;
}

export interface MxAnswers {
  of(domain: string): Promise<KnownAnswer>;
}

const MOST = 50_000;

export function createMxAnswers(resolve: (domain: string) => Promise<MxAnswer>): MxAnswers {
  const known = new Map<string, { readonly until: number; readonly value: Promise<KnownAnswer> }>();
  const ask = async (domain: string): Promise<KnownAnswer> => {
    const answer = await resolve(domain);
    known.set(domain, {
      until: performance.now() + answer.ttlSeconds * 1000,
      value: Promise.resolve({ answer, site: siteOf(answer) }),
    });
    return { answer, site: siteOf(answer) };
  };
  return {
    of(domain) {
      const found = known.get(domain);
      if (found && found.until > performance.now()) return found.value;
      const value = ask(domain).catch((error) => {
        known.delete(domain);
        throw error;
      });
      known.delete(domain);
      known.set(domain, { until: Number.POSITIVE_INFINITY, value });
      if (known.size > MOST) known.delete(known.keys().next().value!);
      return value;
    },
  };
}

export function routeOf(domainName: string, { answer, site }: KnownAnswer): Route {
  return {
    domainName,
    mxKey: site.mxKey,
    mxHosts: site.mxHosts,
    provider: site.provider,
    connectionLimit: site.connectionLimit,
    resolution: answer.kind,
    snapshot: answer,
    ttlSeconds: answer.ttlSeconds,
  };
}
