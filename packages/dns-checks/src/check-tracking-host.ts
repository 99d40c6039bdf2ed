// The host of links: where unsubscribe and counted links, pixels, pictures and the pages of readers lead.
import { isIP } from 'node:net';
import { type Asked, ask, clean, unknownWords } from './ask.js';
import type { Check, Reached, Resolver, SendingDomainFacts, TrackingFacts } from './check.js';
import { organizationalDomain, walkDmarc } from './dmarc-walk.js';

type Verdict = readonly [result: Check['result'], words: string];

const SOON_DAYS = 14;
const DAY_MS = 86_400_000;
const MOST_ADDRESSES = 8;

/** Nothing where the address of this instance was not given. */
export async function checkTrackingHost(facts: SendingDomainFacts, resolver: Resolver): Promise<Check[]> {
  const { tracking, isSandbox, sourceIps } = facts;
  if (tracking === undefined) return [];
  const host = new URL(tracking.publicUrl).hostname.replace(/^\[|\]$/g, '');
  const isName = isIP(host) === 0 && host !== 'localhost' && !isSandbox;
  const check = (found: readonly string[], [result, words]: Verdict): Check[] => [
    {
      ...{ name: 'tracking_host', result, words, recordName: isName ? host : null, recordType: isName ? 'A' : null },
      expected: !isName ? null : result === 'pass' && found.length > 0 ? found[0]! : (sourceIps[0] ?? ADDRESS),
      found: isName ? found.slice(0, MOST_ADDRESSES) : [host],
    },
  ];
  if (isSandbox) return check([], inSandbox(host));
  if (!isName) return check([], bareHost(host, tracking));
  const asked = await Promise.all([ask<string>(resolver, host, 'A'), ask<string>(resolver, host, 'AAAA')]);
  const found = asked.flatMap((one) => (one.kind === 'found' ? one.values.map((ip) => clean(String(ip))) : []));
  return check(found, await judge({ facts, tracking, host, asked, found, resolver }));
}

const ADDRESS = 'the address readers reach this machine at';

/** The DNS of the simulated internet does not know the host, and nobody outside gets a link to it. */
const inSandbox = (host: string): Verdict => [
  'pass',
  `Links of mails lead to ${host}. The sandbox does not look it up: its mail stays on this machine. In live mode it has to be found from everywhere.`,
];

function bareHost(host: string, { whyPrivate }: TrackingFacts): Verdict {
  const why = host === 'localhost' ? 'this machine itself' : whyPrivate(host);
  if (why !== null)
    return [
      'fail',
      `Links of mails lead to ${host}, ${why}: no reader can open them, not even to unsubscribe. Set DOORSTEP_PUBLIC_URL to an address that is reached from everywhere.`,
    ];
  return [
    'warn',
    `Links of mails lead to the bare address ${host}, as those of spammers do. Give it a name below your domain, and set DOORSTEP_PUBLIC_URL to it.`,
  ];
}

interface Judged {
  readonly facts: SendingDomainFacts;
  readonly tracking: TrackingFacts;
  readonly host: string;
  readonly asked: readonly Asked<string>[];
  readonly found: readonly string[];
  readonly resolver: Resolver;
}

async function judge({ facts, tracking, host, asked, found, resolver }: Judged): Promise<Verdict> {
  const unknown = asked.find((one) => one.kind === 'unknown');
  if (found.length === 0 && unknown?.kind === 'unknown')
    return ['unknown', unknownWords(`The host ${host}`, unknown.why)];
  if (found.length === 0)
    return [
      'fail',
      `${host} has no address, so no link in a mail can be opened, not even to unsubscribe. Publish an A record that leads to this machine, or set DOORSTEP_PUBLIC_URL to a host that has one.`,
    ];
  const hidden = found.find((ip) => tracking.whyPrivate(ip) !== null);
  if (hidden !== undefined)
    return [
      'fail',
      `${host} leads to ${hidden}, ${tracking.whyPrivate(hidden)}: no reader can open a link. Let its record name the address readers reach this machine at.`,
    ];
  const reached = await Promise.all(found.slice(0, MOST_ADDRESSES).map((ip) => tracking.reach(tracking.publicUrl, ip)));
  const [trouble] = reached.map((one, at) => troubleOf(one, host, found[at]!)).filter((one) => one !== null);
  return trouble ?? advice(facts, tracking, host, resolver);
}

/** The first thing that keeps readers out, the worst first. */
function troubleOf(reached: Reached, host: string, ip: string): Verdict | null {
  if (reached.kind === 'silent')
    return [
      'warn',
      `${host} leads to ${ip}, which gave no answer from here (${reached.why}). Some networks cannot be reached from inside: open the address on a telephone. If it does not open there either, let the port through to this machine.`,
    ];
  const { certificate, redirectsTo, isDoorstep } = reached;
  if (certificate?.trouble)
    return [
      'fail',
      `The certificate at ${ip} is not valid for ${host} (${certificate.trouble}): browsers warn of every link. Renew it, or let it name ${host}.`,
    ];
  if (redirectsTo !== null)
    return ['warn', `${host} sends readers on to ${redirectsTo}. Set DOORSTEP_PUBLIC_URL to that address.`];
  if (!isDoorstep)
    return [
      'fail',
      `Something else than Doorstep answers at ${host} (${ip}): links of mails lead nowhere. Let the record name this machine, or the web server hand the host on to it.`,
    ];
  const days = certificate === null ? null : Math.floor((certificate.endsAt.getTime() - Date.now()) / DAY_MS);
  if (days !== null && days < SOON_DAYS)
    return ['warn', `The certificate of ${host} ends in ${days} days. Whatever renews it did not do so yet.`];
  return null;
}

/** What spam filters look at: links that lead to where the sender is. */
async function advice(
  { domain }: SendingDomainFacts,
  { publicUrl }: TrackingFacts,
  host: string,
  resolver: Resolver,
): Promise<Verdict> {
  if (!publicUrl.startsWith('https:'))
    return [
      'warn',
      'Links of mails are not encrypted, and large providers want that of the one to unsubscribe. Set DOORSTEP_PUBLIC_URL to an https address.',
    ];
  const organization = await organizationOf(domain, resolver);
  if (organization !== null && host !== organization && !host.endsWith(`.${organization}`))
    return [
      'warn',
      `Links lead to ${host}, which does not belong to ${organization}, the sender readers see. It works, but filters trust links to the sender's own domain more: a host below ${organization} is better.`,
    ];
  return [
    'pass',
    `Links, pictures and the pages of readers are reached at ${host}, over https with a valid certificate.`,
  ];
}

/** null when DNS does not say. */
async function organizationOf(domain: string, resolver: Resolver): Promise<string | null> {
  const walk = await walkDmarc(domain, resolver);
  return walk.kind === 'unknown' ? null : organizationalDomain(domain, walk.found);
}
