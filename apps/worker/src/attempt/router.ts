// Puts waiting deliveries on the site of their domain: by what DNS said lately, or by asking it.
import type { LaneStore, Route } from '@doorstep/database';
import { within } from '../gathered.js';
import type { DatabaseWatch } from '../health/database-away.js';
import { type MxAnswers, routeOf } from './mx-answers.js';

export interface Router {
  /** Begins with what is unrouted. @returns whether there is more than it took on */
  turn(): Promise<boolean>;
  /** Asks of domains before anything waits for them, so that what is planned has its site at once. Waits for the answers, but not longer. */
  foresee(domains: readonly string[], atMostMs: number): Promise<void>;
  /** Takes on no more; resolves when the statement at work is done. What is left is found again by whoever comes next. */
  stop(): Promise<void>;
}

export interface RouterOptions {
  readonly lanes: Pick<LaneStore, 'unroutedDomains' | 'rememberRoutes' | 'route'>;
  readonly answers: MxAnswers;
  readonly watch: DatabaseWatch;
  /** Told when deliveries of some domains can go. */
  readonly onRouted: () => void;
}

interface Routed {
  readonly name: string;
  readonly siteId: string;
}

/** Domains asked for at a time; the resolver bounds its own questions. So many that those of dead name servers leave room. */
const AT_ONCE = 2048;
/** Deliveries put on their sites in one statement. */
const PAGE = 2000;

export function createRouter({ lanes, answers, watch, onRouted }: RouterOptions): Router {
  const atWork = new Map<string, Promise<void>>();
  let answered: Route[] = [];
  let known: Routed[] = [];
  let storing: Promise<void> | null = null;
  let isStopping = false;

  /** Answers that came while others were being stored are stored together. */
  function store(): Promise<void> {
    storing ??= storeAll().finally(() => {
      storing = null;
    });
    return storing;
  }

  async function storeAll(): Promise<void> {
    while (answered.length + known.length > 0 && !isStopping) {
      // What arrives within the same moment goes along.
      await new Promise((resolve) => setTimeout(resolve, 5));
      const routes = answered;
      const routed = known;
      answered = [];
      known = [];
      const sites = routes.length === 0 ? new Map<string, string>() : await lanes.rememberRoutes(routes);
      const domains = [...routed, ...[...sites].map(([name, siteId]) => ({ name, siteId }))];
      // Of a million deliveries there are many pages: a worker that stops leaves them to the others.
      while (!isStopping && (await lanes.route(domains, PAGE)) === PAGE) onRouted();
      onRouted();
    }
  }

  async function routeDomain(name: string, knownSiteId: string | null): Promise<void> {
    const beganAt = performance.now();
    try {
      if (knownSiteId === null) {
        const answer = await answers.of(name);
        answered.push(routeOf(name, answer)); // only now: what waits to be stored is another list after each storing
      } else known.push({ name, siteId: knownSiteId });
      await store();
    } catch (error) {
      watch.note('route domains', error, beganAt);
    } finally {
      atWork.delete(name);
    }
  }

  return {
    async turn() {
      const free = AT_ONCE - atWork.size;
      if (free <= 0 || isStopping) return false;
      // A slow name server must not hold up the others: those at work are asked for too, and passed over.
      const found = await lanes.unroutedDomains(free + atWork.size);
      const fresh = found.filter(({ name }) => !atWork.has(name)).slice(0, free);
      for (const { name, siteId } of fresh) atWork.set(name, routeDomain(name, siteId));
      if (fresh.length > 0) await Promise.race(atWork.values());
      return fresh.length === free;
    },
    async foresee(domains, atMostMs) {
      if (isStopping) return;
      for (const name of domains) if (!atWork.has(name)) atWork.set(name, routeDomain(name, null));
      await within(atMostMs, Promise.all(domains.map((name) => atWork.get(name))));
    },
    async stop() {
      isStopping = true;
      await Promise.all(atWork.values());
    },
  };
}
