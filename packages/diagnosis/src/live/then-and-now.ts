// Compares what a live check finds with what her last failed attempt had found: what is different since.
import { readable } from '../facts.js';
import { english } from '../words/english.js';
import type { AttemptThen, LiveFacts, SeenHost } from './live-facts.js';
import { dnsWords } from './live-words.js';

export interface Change {
  readonly what: 'dns' | 'hosts' | 'addresses' | 'reached' | 'tls' | 'recipient';
  readonly label: string;
  readonly thenWas: string;
  readonly nowIs: string;
  readonly isChanged: boolean;
}

export interface ThenAndNow {
  readonly words: string;
  readonly changes: readonly Change[];
}

/** Pure. What was not recorded then, or not looked at now, is left out rather than guessed. */
export function thenAndNow(before: AttemptThen, now: LiveFacts): ThenAndNow {
  const changes = [dnsChange, hostsChange, addressesChange, reachedChange, tlsChange, recipientChange].flatMap(
    (compare) => compare(before, now) ?? [],
  );
  return { words: inWords(changes), changes };
}

function dnsChange(before: AttemptThen, { domain, kind, hosts }: LiveFacts): Change | null {
  if (before.kind === null || kind === null) return null;
  return made('dns', 'DNS', dnsWords(before.kind, domain, before.hosts.length), dnsWords(kind, domain, hosts.length), {
    isChanged: before.kind !== kind,
  });
}

const names = (hosts: readonly SeenHost[]) => hosts.map(({ host }) => readable(host)).toSorted();
const addresses = (hosts: readonly SeenHost[]) => [...new Set(hosts.flatMap((host) => host.addresses))].toSorted();
const listed = (values: readonly string[]) => (values.length === 0 ? 'none' : values.join(', '));

function hostsChange(before: AttemptThen, { kind, hosts }: LiveFacts): Change | null {
  if (before.kind === null || kind === null) return null;
  return made('hosts', 'Mail servers', listed(names(before.hosts)), listed(names(hosts)));
}

function addressesChange(before: AttemptThen, { kind, hosts }: LiveFacts): Change | null {
  if (before.kind === null || kind === null) return null;
  return made('addresses', 'Their addresses', listed(addresses(before.hosts)), listed(addresses(hosts)));
}

/** Before RCPT the words are about the way to the server; from there on about mail to her, which no check without mail can see. */
function reachedChange(before: AttemptThen, { checks }: LiveFacts): Change | null {
  if (checks.length === 0 || before.stage === null) return null;
  const isReachedNow = checks.some(({ outcome }) => outcome === 'open');
  const wasReached = ['mail', 'rcpt', 'data', 'dot'].includes(before.stage);
  const failed = checks.find(({ outcome }) => outcome === 'failed');
  return made(
    'reached',
    'The way to it',
    wasReached ? 'it took the connection' : `it failed ${stageWords(before.stage)}${quoted(before.said)}`,
    isReachedNow
      ? 'it takes connections'
      : `it fails ${stageWords(failed?.stage ?? null)}${quoted(failed?.trouble ?? null)}`,
    { isChanged: wasReached !== isReachedNow },
  );
}

function tlsChange(before: AttemptThen, { checks }: LiveFacts): Change | null {
  const now = checks.find(({ tls }) => tls !== null)?.tls ?? null;
  if (before.tls === null || now === null) return null;
  return made('tls', 'Encryption', readable(before.tls), readable(now));
}

function recipientChange(before: AttemptThen, { checks }: LiveFacts): Change | null {
  const now = checks.find(({ recipient }) => recipient !== null)?.recipient;
  if (!now || before.said === null || before.stage !== 'rcpt') return null;
  return made('recipient', 'Said of her', readable(before.said), readable(now.said), {
    isChanged: now.outcome === 'accepted',
  });
}

function made(
  what: Change['what'],
  label: string,
  thenWas: string,
  nowIs: string,
  { isChanged = thenWas !== nowIs }: { readonly isChanged?: boolean } = {},
): Change {
  return { what, label, thenWas, nowIs, isChanged };
}

function inWords(changes: readonly Change[]): string {
  const changed = new Set(changes.filter(({ isChanged }) => isChanged).map(({ what }) => what));
  if (changed.size === 0) return 'Nothing that can be seen from here is different since her last failure.';
  const recipient = changes.find(({ what }) => what === 'recipient');
  if (recipient?.isChanged) return 'Then they refused her, now they would take a message: send one.';
  if (changed.has('reached'))
    return changes.some(({ what, nowIs }) => what === 'reached' && nowIs === 'it takes connections')
      ? 'Then they could not be reached, now they can: send one message and see.'
      : 'Then they could be reached, now they cannot.';
  if (changed.has('hosts') || changed.has('dns'))
    return 'Her mail goes to other servers now: what the old ones said need not hold any more.';
  return `Different since her last failure: ${changes
    .filter(({ isChanged }) => isChanged)
    .map(({ label }) => label.toLowerCase())
    .join(', ')}.`;
}

const stageWords = (stage: string | null) => english.general.stages[stage ?? ''] ?? english.general.unknownStage;
const quoted = (said: string | null) => (said === null || said === '' ? '' : ` (“${readable(said)}”)`);
