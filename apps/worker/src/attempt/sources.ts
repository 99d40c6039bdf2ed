// The source addresses as this machine has them: which addresses are our own, and what a source cannot do.
import { isIP } from 'node:net';
import type { Lane, SiteStateStore } from '@doorstep/database';
import type { AttemptReport } from '@doorstep/delivery';
import { ownAddresses } from '../health/own-addresses.js';
import type { KnownAnswer } from './mx-answers.js';

export interface Sources {
  /** Addresses mail must not be sent to: it would come back to us. */
  own(): readonly string[];
  refresh(): Promise<void>;
  /** Says why this source cannot reach the site, and has it remembered; null when it may. */
  unfit(known: KnownAnswer, lane: Lane, report: AttemptReport | null): Promise<string | null>;
}

/** Tried again after this long: somebody may have given the machine the address. */
const ASIDE_SECONDS = 600;
const FAMILY_SECONDS = 3600;
/** As smtp/trouble-words.ts of the delivery room says EADDRNOTAVAIL. */
const NOT_HERE = /the source address cannot be used/;

export function createSources(
  sites: Pick<SiteStateStore, 'pause' | 'putSourceAside' | 'sourceIps'>,
  timeScale: number,
): Sources {
  let own: readonly string[] = ownAddresses(false);
  return {
    own: () => own,
    async refresh() {
      own = [...new Set([...ownAddresses(false), ...(await sites.sourceIps())])];
    },
    async unfit({ answer }, lane, report) {
      const { siteId, sourceId, sourceIp } = lane;
      if (sourceIp === null) return null;
      if (report !== null) {
        if (!NOT_HERE.test(report.trouble ?? '')) return null;
        const words = `This machine does not have the address ${sourceIp}.`;
        await sites.putSourceAside(sourceId, ASIDE_SECONDS / timeScale, words);
        return words;
      }
      const family = isIP(sourceIp);
      const addresses = answer.hosts.flatMap((host) => host.addresses);
      if (addresses.length === 0 || addresses.some((ip) => isIP(ip) === family)) return null;
      const reason = `None of its hosts has an IPv${family} address, and ${sourceIp} is one.`;
      const seconds = FAMILY_SECONDS / timeScale;
      await sites.pause({ siteId, sourceId, seconds, reason, cause: 'source-family', isProbed: false });
      return reason;
    },
  };
}
