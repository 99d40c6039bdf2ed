// Which domains there are, how each behaves and which hosts take its mail; writes their DNS records and opens the hosts.
import type { Behaviour, MxHostPlan } from '../behaviour.js';
import type { Zone, ZoneRecord } from '../dns/zone.js';
import { checkBehaviour } from './check-behaviour.js';

export interface MxHost {
  /** Lower case. */
  readonly name: string;
  /** In 127.0.0.0/8. */
  readonly address: string;
  readonly preference: number;
  readonly isDead: boolean;
  readonly site: Site;
}

/** A set of hosts and the domain whose behaviour their connections follow. */
export interface Site {
  readonly owner: string;
  readonly hosts: MxHost[];
  openConnections: number;
}

interface Domain {
  readonly behaviour: Behaviour;
  readonly site: Site | null;
}

const withoutHosts = new Set(['null-mx', 'nxdomain', 'no-address', 'servfail', 'timeout']);
/** Addresses begin at 127.20.1.1: 127.0.0.x is for people’s own servers, 127.20.0.x for the mailbox. */
const firstAddress = (127 << 24) + (20 << 16) + (1 << 8) + 1;

export class Sites {
  readonly #domains = new Map<string, Domain>();
  #nextAddress = firstAddress;

  /**
   * @param characters behaviours by character name, for `like`
   * @param openHost   starts listening at the host's address
   */
  constructor(
    private readonly zone: Zone,
    private readonly characters: ReadonlyMap<string, Behaviour>,
    private readonly openHost: (host: MxHost) => void,
    private readonly closeHost: (host: MxHost) => void,
  ) {}

  behaviourOf(domain: string): Behaviour | undefined {
    return this.#domains.get(domain.toLowerCase())?.behaviour;
  }

  siteOf(domain: string): Site | null {
    return this.#domains.get(domain.toLowerCase())?.site ?? null;
  }

  /** @throws RangeError for a behaviour that is none, an unknown character or an unknown domain in `sharesHostsOf` */
  put(name: string, wanted: Behaviour): void {
    checkBehaviour(wanted);
    const domain = name.toLowerCase();
    const behaviour = this.#resolve(wanted);
    const known = this.#domains.get(domain);
    if (known && planOf(known.behaviour) === planOf(behaviour)) {
      this.#domains.set(domain, { behaviour, site: known.site });
      return;
    }
    const site = this.#siteFor(domain, behaviour);
    this.#domains.set(domain, { behaviour, site });
    if (known) this.#leave(known.site, domain);
    this.#publish(domain, behaviour, site);
  }

  #resolve({ like, ...own }: Behaviour): Behaviour {
    if (like === undefined) return own;
    const model = this.characters.get(like);
    if (!model) throw new RangeError(`no character is called ${like}`);
    const hosts = model.hosts?.map(({ name: _, ...plan }) => plan); // its names belong to its own domain
    return { ...model, ...(hosts ? { hosts } : {}), ...own };
  }

  #siteFor(domain: string, behaviour: Behaviour): Site | null {
    if (withoutHosts.has(behaviour.dns ?? 'mx')) return null;
    if (behaviour.sharesHostsOf) {
      const site = this.siteOf(behaviour.sharesHostsOf);
      if (!site) throw new RangeError(`${behaviour.sharesHostsOf} has no hosts to share`);
      return site;
    }
    const site: Site = { owner: domain, hosts: [], openConnections: 0 };
    const plans: readonly MxHostPlan[] = behaviour.dns === 'implicit' ? [{ name: domain }] : (behaviour.hosts ?? [{}]);
    plans.forEach((plan, index) => {
      const host: MxHost = {
        name: (plan.name ?? `mx${index + 1}.${domain}`).toLowerCase(),
        address: this.#takeAddress(),
        preference: plan.preference ?? (index + 1) * 10,
        isDead: plan.isDead ?? behaviour.dns === 'all-dead',
        site,
      };
      site.hosts.push(host);
      if (!host.isDead) this.openHost(host);
    });
    return site;
  }

  /** Closes the hosts of a site that its last domain has left. */
  #leave(site: Site | null, domain: string): void {
    if (!site) return;
    const isUsed = [...this.#domains.values()].some((other) => other.site === site);
    if (isUsed) return;
    for (const host of site.hosts) {
      if (host.name !== domain) this.zone.remove(host.name);
      this.zone.remove(reverseName(host.address));
      if (!host.isDead) this.closeHost(host);
    }
  }

  #publish(domain: string, behaviour: Behaviour, site: Site | null): void {
    const dns = behaviour.dns ?? 'mx';
    this.zone.remove(domain, ['NS', 'MX', 'A', 'AAAA', 'CNAME']);
    if (dns === 'servfail' || dns === 'timeout' || dns === 'nxdomain') {
      this.zone.setTrouble(domain, dns);
      return;
    }
    const records: ZoneRecord[] = [{ name: domain, type: 'NS', data: 'ns.registry.example' }];
    if (dns === 'null-mx') records.push({ name: domain, type: 'MX', data: { preference: 0, exchange: '.' } });
    for (const host of site?.hosts ?? []) {
      if (dns !== 'implicit')
        records.push({ name: domain, type: 'MX', data: { preference: host.preference, exchange: host.name } });
      if (host.site.owner === domain) records.push(...addressRecords(host.name, host.address));
    }
    this.zone.put(records);
  }

  #takeAddress(): string {
    const number = this.#nextAddress++;
    return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
  }
}

/** What of a behaviour decides about hosts and records: when it stays, connections stay. */
const planOf = ({ dns, hosts, sharesHostsOf }: Behaviour): string =>
  JSON.stringify([dns ?? 'mx', hosts, sharesHostsOf]);

export const reverseName = (address: string): string => `${address.split('.').reverse().join('.')}.in-addr.arpa`;

/** A host's address and the name back from it, as a well-kept host has both. */
export function addressRecords(name: string, address: string): ZoneRecord[] {
  return [
    { name, type: 'A', data: address },
    { name: reverseName(address), type: 'PTR', data: name },
  ];
}
