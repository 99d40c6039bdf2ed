// doorstep keys: the keys of unsubscribe links and return paths, seen, exchanged and retired at a terminal.
import { tokenKeysFrom } from '@doorstep/bounces';
import type { Config } from '@doorstep/config';
import {
  createVault,
  type Database,
  followTokenKeys,
  newTokenKey,
  TokenKeyStore,
  type TokenKeyView,
} from '@doorstep/database';
import { readArguments } from '../arguments.js';
import { recordAudit } from '../terminal-actor.js';
import { UsageError } from '../usage-error.js';
import { withDatabase } from '../with-database.js';

export const list = (args: readonly string[]): Promise<number> => {
  if (args.length > 0) throw new UsageError('It takes no arguments.');
  return withKeys(async (store) => tell(await store.all()));
};

export const rotate = (args: readonly string[]): Promise<number> => {
  if (args.length > 0) throw new UsageError('It takes no arguments.');
  return withKeys(async (store, database, config) => {
    const id = await store.rotate(newTokenKey(createVault(config.secret)));
    await recordAudit(database, 'token-keys.rotate', { kind: 'token-keys', id }, {});
    return tell(await store.all());
  });
};

export const retire = (args: readonly string[]): Promise<number> => {
  const { words, options } = readArguments(args, ['break-links']);
  const [id] = words;
  const breaks = options['break-links'];
  if (id === undefined || words.length > 1 || (breaks !== undefined && breaks !== 'yes'))
    throw new UsageError('Name one key; --break-links yes also while its links are in use.');
  return withKeys(async (store, database) => {
    await store.retire(id, breaks === 'yes');
    await recordAudit(database, 'token-keys.retire', { kind: 'token-keys', id }, { breakLinks: breaks === 'yes' });
    return tell(await store.all());
  });
};

/** Looks first whether DOORSTEP_SECRET is the right one: a key sealed with another would lock everybody out. */
function withKeys(
  work: (store: TokenKeyStore, database: Database, config: Config) => Promise<number>,
): Promise<number> {
  return withDatabase(async (database, config) => {
    const store = new TokenKeyStore(database);
    const { currentKeyId: id, keys } = tokenKeysFrom(config.secret);
    const ring = { use: () => undefined, takeUsed: () => [] };
    await followTokenKeys({ store, vault: createVault(config.secret), ring, first: { id, key: keys[id]! } }).refresh();
    return work(store, database, config);
  });
}

const WORDS: Readonly<Record<TokenKeyView['state'], (key: TokenKeyView) => string>> = {
  coming: ({ signsFrom }) => `signs from ${second(signsFrom)} UTC on, once every process knows it`,
  signing: ({ signsFrom }) => (signsFrom.getTime() === 0 ? 'signs' : `signs since ${day(signsFrom)}`),
  verifying: ({ replacedAt, retirableAt }) =>
    `replaced ${day(replacedAt!)}; its links work, without harm it can retire from ${day(retirableAt!)} on`,
  retired: ({ retiredAt }) => `retired ${day(retiredAt!)}; its links are not known any more`,
};

function tell(keys: readonly TokenKeyView[]): number {
  for (const key of keys) {
    const used = key.lastUsedAt === null ? 'no link came back yet' : `a link came back ${day(key.lastUsedAt)}`;
    process.stdout.write(`${key.id}  ${WORDS[key.state](key)}; about ${key.messages} messages in 400 days; ${used}\n`);
  }
  return 0;
}

const day = (at: Date) => at.toISOString().slice(0, 10);
const second = (at: Date) => at.toISOString().slice(0, 19).replace('T', ' ');
