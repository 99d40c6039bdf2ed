// doorstep dkim: the keys a domain signs with, exchanged at a terminal: made, looked for in DNS, switched.
import type { Config } from '@doorstep/config';
import { toAsciiDomain } from '@doorstep/contracts';
import { createVault, type Database, type DkimKeyRow, DkimKeyStore, type DkimRotationRow } from '@doorstep/database';
import { isForbiddenAddress } from '@doorstep/delivery';
import {
  dkimName,
  isSeenEverywhere,
  lookEverywhere,
  nodeNameServers,
  wantedDkim,
  zoneLine,
} from '@doorstep/dns-checks';
import { type DkimAlgorithm, generateDkimKey, nextSelector } from '@doorstep/message';
import { publishRecords } from '@doorstep/simnet';
import { readArguments } from '../arguments.js';
import { recordAudit } from '../terminal-actor.js';
import { UsageError } from '../usage-error.js';
import { withDatabase } from '../with-database.js';

interface Work {
  readonly store: DkimKeyStore;
  readonly rotation: DkimRotationRow;
  readonly config: Config;
  readonly database: Database;
  readonly options: Readonly<Record<string, string | undefined>>;
}

export const status = (args: readonly string[]): Promise<number> => onDomain(args, [], async () => undefined);

export const rotate = (args: readonly string[]): Promise<number> =>
  onDomain(args, ['ed25519'], async ({ store, rotation: { id, domain }, config, database, options }) => {
    if (options.ed25519 !== undefined && options.ed25519 !== 'yes') throw new UsageError('It is --ed25519 yes.');
    const vault = createVault(config.secret);
    const used = await store.selectors(id);
    const algorithms: DkimAlgorithm[] = options.ed25519 ? ['rsa-sha256', 'ed25519-sha256'] : ['rsa-sha256'];
    const made = algorithms.map((algorithm) => {
      const { privateKeyPem, publicKeyBase64 } = generateDkimKey(algorithm);
      const selector = nextSelector(new Date(), algorithm, used);
      return { selector, algorithm, privateKeySealed: vault.seal(privateKeyPem), publicKey: publicKeyBase64 };
    });
    await store.addNext(id, made);
    await audit(database, 'make_next_dkim_key', id, { withEd25519: made.length > 1 });
    if (config.mode === 'sandbox' && config.sandbox)
      await publishRecords(
        config.sandbox.controlUrl,
        made.map((key) => ({ ...recordOf(domain, key), type: 'TXT' as const })),
      );
    await look(store, (await store.rotation(id))!, config);
  });

export const check = (args: readonly string[]): Promise<number> =>
  onDomain(args, [], ({ store, rotation, config }) => look(store, rotation, config));

export const switchKeys = (args: readonly string[]): Promise<number> =>
  onDomain(args, ['at', 'back'], async ({ store, rotation, config, database, options }) => {
    const { id } = rotation;
    if (options.back !== undefined && options.back !== 'yes') throw new UsageError('It is --back yes.');
    const at = options.at === undefined ? null : momentOf(options.at);
    await look(store, rotation, config);
    if (options.back) await store.switchTo(id, 'before');
    else if (at) await store.planSwitch(id, at);
    else await store.switchTo(id, 'next');
    await audit(database, options.back ? 'switch_dkim_key_back' : 'switch_dkim_key', id, at ? { at } : {});
  });

/** Finds the domain, does the work, and tells how its keys stand afterwards, also when the work was refused. */
function onDomain(
  args: readonly string[],
  names: readonly string[],
  work: (given: Work) => Promise<void>,
): Promise<number> {
  const { words, options } = readArguments(args, names);
  const [domain] = words;
  if (domain === undefined || words.length > 1) throw new UsageError('Name one sending domain.');
  return withDatabase(async (database, config) => {
    const store = new DkimKeyStore(database);
    const rotation = await store.rotationOf(toAsciiDomain(domain) ?? domain);
    if (rotation === null) {
      process.stderr.write(`There is no sending domain ${domain}.\n`);
      return 1;
    }
    try {
      await work({ store, rotation, config, database, options });
    } finally {
      tell((await store.rotation(rotation.id))!);
    }
    return 0;
  });
}

async function look(store: DkimKeyStore, { domain, keys }: DkimRotationRow, config: Config): Promise<void> {
  const servers = nodeNameServers({
    servers: config.dnsServers,
    hasOwnServers: config.mode === 'live',
    isForbidden: (ip) => isForbiddenAddress(ip, { allowLoopback: config.allowPrivateMx }) !== null,
  });
  for (const { id, selector, algorithm, publicKey } of keys.filter(({ state }) => state !== 'removable')) {
    const views = await lookEverywhere(domain, { selector, algorithm, publicKeyBase64: publicKey }, servers);
    await store.keepViews(id, views, isSeenEverywhere(views));
  }
}

const WORDS: Readonly<Record<DkimKeyRow['state'], string>> = {
  next: 'next: publish its record, then switch',
  active: 'signs',
  resting: 'replaced; keep its record until',
  removable: 'replaced; its record may be removed',
};

function tell({ domain, keys, switchAt, trouble }: DkimRotationRow): void {
  const lines = keys.flatMap((key) => {
    const until = key.state === 'resting' ? ` ${key.keepUntil!.toISOString().slice(0, 10)}` : '';
    const { name, data } = recordOf(domain, key);
    return [
      `${key.selector} (${key.algorithm})  ${WORDS[key.state]}${until}`,
      ...(key.state === 'next' ? [`  ${zoneLine(name, data)}`] : []),
      ...(key.views ?? []).map(({ server, words }) => `  ${server}: ${words}`),
    ];
  });
  if (switchAt) lines.push(`The next key takes over at ${switchAt.toISOString()}.`);
  if (trouble) lines.push(trouble);
  process.stdout.write(`${[domain, ...lines].join('\n')}\n`);
}

function recordOf(domain: string, key: Pick<DkimKeyRow, 'selector' | 'algorithm' | 'publicKey'>) {
  const facts = { ...key, publicKeyBase64: key.publicKey };
  return { name: dkimName(domain, facts), data: wantedDkim(facts) };
}

function momentOf(text: string): Date {
  const at = new Date(text);
  if (!/(Z|[+-]\d\d:?\d\d)$/.test(text) || Number.isNaN(at.getTime()) || at.getTime() <= Date.now())
    throw new UsageError('--at is a time to come with its zone, such as 2026-12-01T03:00:00+01:00.');
  return at;
}

const audit = (database: Database, action: string, id: string, detail: Record<string, unknown>) =>
  recordAudit(database, `sending-domains.${action}`, { kind: 'sending-domains', id }, detail);
