// doorstep site: the queue by destination; one of them paused, slowed, limited and resumed by a person.
import { Id, type SiteLimit } from '@doorstep/contracts';
import { type Database, DomainError, SiteLimitStore, type SiteRow, SiteStore } from '@doorstep/database';
import { providerLimitOf, siteShareOf } from '@doorstep/delivery';
import { type Arguments, readArguments, reasonOf, wholeNumber } from '../arguments.js';
import { recordAudit, terminalActor } from '../terminal-actor.js';
import { UsageError } from '../usage-error.js';
import { withDatabase } from '../with-database.js';

const WEEK_MINUTES = 7 * 24 * 60;
const PAGE = 100;

export const list = (args: readonly string[]): Promise<number> => {
  if (args.length > 0) throw new UsageError('It takes no arguments.');
  return withDatabase(async (database) => {
    let count = 0;
    for await (const site of allSites(new SiteStore(database))) {
      count++;
      process.stdout.write(line(site));
    }
    if (count === 0) process.stderr.write('Nothing waits for any destination, and none is paused.\n');
    return 0;
  });
};

export const pause = (args: readonly string[]): Promise<number> => {
  const given = readArguments(args, ['minutes', 'reason']);
  const order = orderOf(given);
  return change(given, 'sites.pause', order, (sites, { id }) => sites.pause(id, { ...order, sourceId: null }));
};

export const slow = (args: readonly string[]): Promise<number> => {
  const given = readArguments(args, ['minutes', 'reason']);
  const perMinute = wholeNumber(given.words[1], 'The number of messages a minute', 1_000_000);
  const order = orderOf(given);
  return change(given, 'sites.slow', { ...order, perMinute }, (sites, { id }) =>
    sites.slow(id, perMinute, { ...order, sourceId: null }),
  );
};

export const resume = (args: readonly string[]): Promise<number> =>
  change(readArguments(args, []), 'sites.resume', {}, (sites, { id }) => sites.resume(id, null));

export const limit = (args: readonly string[]): Promise<number> => {
  const given = readArguments(args, ['connections', 'messages', 'rate', 'for', 'reason']);
  const number = (name: string, most: number) =>
    given.options[name] === undefined ? null : wholeNumber(given.options[name], `--${name}`, most);
  const wanted = {
    connections: number('connections', 100),
    messagesPerConnection: number('messages', 10_000),
    perMinute: number('rate', 1_000_000),
    reason: reasonOf(given),
  };
  if (wanted.connections === null && wanted.messagesPerConnection === null && wanted.perMinute === null)
    throw new UsageError('Say which limit: --connections, --messages (for each connection) or --rate (a minute).');
  const forProvider = isForProvider(given);
  return change(given, 'sites.limit', { ...wanted, forProvider }, async (_, { id, provider }, database) => {
    const limits = new SiteLimitStore(database);
    const order = { ...wanted, actor: terminalActor() };
    if (!forProvider) return limits.set(id, order, providerLimitOf(provider));
    const { connections: inAll } = wanted;
    const connections = inAll === null ? null : siteShareOf(known(provider), inAll);
    await limits.setProvider(known(provider), { ...order, connections }, inAll);
    return true;
  });
};

export const automatic = (args: readonly string[]): Promise<number> => {
  const given = readArguments(args, ['for']);
  const forProvider = isForProvider(given);
  return change(given, 'sites.automatic', { forProvider }, async (_, { id, provider }, database) => {
    const limits = new SiteLimitStore(database);
    if (!(forProvider ? await limits.liftProvider(known(provider)) : await limits.lift(id)))
      process.stderr.write('Nothing was set by hand there.\n');
    return true;
  });
};

function isForProvider({ options }: Arguments): boolean {
  if (options.for !== undefined && options.for !== 'provider') throw new UsageError('--for takes one word: provider.');
  return options.for === 'provider';
}

function known(provider: string | null): string {
  if (provider === null) throw new UsageError('This destination belongs to no provider Doorstep knows.');
  return provider;
}

function orderOf(given: Arguments): { minutes: number; reason: string } {
  return { minutes: wholeNumber(given.options.minutes ?? '60', '--minutes', WEEK_MINUTES), reason: reasonOf(given) };
}

function change(
  { words }: Arguments,
  action: string,
  detail: Record<string, unknown>,
  act: (sites: SiteStore, site: SiteRow, database: Database) => Promise<boolean>,
): Promise<number> {
  const [asked] = words;
  if (asked === undefined) throw new UsageError('Name a destination: its id, its provider or one of its MX hosts.');
  return withDatabase(async (database: Database) => {
    const sites = new SiteStore(database);
    const found = await find(sites, asked);
    if (found === null || !(await act(sites, found, database).catch(asUsage))) {
      process.stderr.write(`There is no destination ${asked}; "doorstep site list" shows those with work.\n`);
      return 1;
    }
    await recordAudit(database, action, { kind: 'sites', id: found.id }, detail);
    const changed = await sites.one(found.id);
    if (changed !== null) process.stdout.write(line(changed));
    return 0;
  });
}

/** What the tables do not allow is told as a wrong command is. */
function asUsage(error: unknown): never {
  throw error instanceof DomainError ? new UsageError(error.message) : error;
}

async function find(sites: SiteStore, asked: string): Promise<SiteRow | null> {
  if (Id.safeParse(asked).success) return sites.one(asked);
  const name = asked.toLowerCase();
  const found: SiteRow[] = [];
  for await (const site of allSites(sites)) if (site.provider === name || site.mxHosts.includes(name)) found.push(site);
  if (found.length > 1) {
    const ids = found.map(({ id, mxHosts }) => `${id} (${mxHosts[0] ?? 'no host'})`).join(', ');
    throw new UsageError(`${asked} are several destinations: ${ids}. Name one by its id.`);
  }
  return found[0] ?? null;
}

async function* allSites(sites: SiteStore): AsyncGenerator<SiteRow> {
  for (let after: string | undefined; ; ) {
    const page = await sites.page({ limit: PAGE, after });
    yield* page;
    after = page.at(-1)?.id;
    if (page.length < PAGE) return;
  }
}

function line(site: SiteRow): string {
  const { id, provider, mxHosts, waiting, sending, connections, connectionLimit, pausedUntil, ratePerMinute } = site;
  const state = [
    `${waiting} waiting, ${sending} in hand, ${connections} of ${connectionLimit} connections`,
    ...(pausedUntil === null
      ? []
      : [`paused until ${pausedUntil.toISOString()} (${site.pauseCause}): ${site.pauseReason}`]),
    ...(site.ownLimit === null ? [] : [`limits by hand: ${limitWords(site.ownLimit)}`]),
    ...(site.providerLimit === null ? [] : [`for all of ${provider}: ${limitWords(site.providerLimit)}`]),
    ...(ratePerMinute === null ? [] : [`slowed to ${ratePerMinute} a minute: ${site.rateReason}`]),
  ];
  return `${id}  ${provider ?? mxHosts[0] ?? `${site.domain ?? 'a domain'} (no mail server)`}  ${state.join('; ')}\n`;
}

function limitWords(limit: SiteLimit): string {
  const { connections, connectionsInAll, messagesPerConnection, perMinute, reason, actor } = limit;
  const said = [
    ...(connections === null ? [] : [`${connectionsInAll ?? connections} connections`]),
    ...(messagesPerConnection === null ? [] : [`${messagesPerConnection} messages each`]),
    ...(perMinute === null ? [] : [`${perMinute} messages a minute`]),
  ];
  return `${said.join(', ')} (${actor}: ${reason})`;
}
