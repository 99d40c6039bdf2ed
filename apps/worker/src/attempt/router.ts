// Puts waiting deliveries on the site of their domain: by what DNS said lately, or by asking it.
import type { LaneStore } from '@doorstep/database';
import type { DatabaseWatch } from '../health/database-away.js';
import { type MxAnswers, routeOf } from './mx-answers.js';

export interface Router {
  /** Begins with what is unrouted. @returns whether there is more than it took on */
  turn(): Promise<boolean>;
  /** Waits for what was begun. */
  idle(): Promise<void>;
}

export interface RouterOptions {
  readonly lanes: Pick<LaneStore, 'unroutedDomains' | 'rememberRoute' | 'route'>;
  readonly answers: MxAnswers;
  readonly watch: DatabaseWatch;
  /** Told when deliveries of a domain can go. */
  readonly onRouted: () => void;
}

/** Domains asked for at a time; the resolver bounds its own questions below this. */
const AT_ONCE = 128;
const PAGE = 2000;

export function createRouter({ lanes, answers, watch, onRouted }: RouterOptions): Router {
  const atWork = new Map<string, Promise<void>>();

  async function routeDomain(name: string, knownSiteId: string | null): Promise<void> {
    const beganAt = performance.now();
    try {
      const siteId = knownSiteId ?? (await lanes.rememberRoute(routeOf(name, await answers.of(name))));
      while ((await lanes.route(name, siteId, PAGE)) === PAGE);
      onRouted();
    } catch (error) {
      watch.note('route a domain', error, beganAt);
    } finally {
      atWork.delete(name);
    }
  }

  return {
    async turn() {
      const free = AT_ONCE - atWork.size;
      if (free <= 0) return false;
      // A slow name server must not hold up the others: those at work are asked for too, and passed over.
      const found = await lanes.unroutedDomains(free + atWork.size);
      const fresh = found.filter(({ name }) => !atWork.has(name)).slice(0, free);
      for (const { name, siteId } of fresh) atWork.set(name, routeDomain(name, siteId));
      if (fresh.length > 0) await Promise.race(atWork.values());
      return fresh.length === free;
    },
    async idle() {
      await Promise.all(atWork.values());
    },
  };
}
