// doorstep subscriber export and erase: a person's rights, at a terminal.
import { parseAddress } from '@doorstep/contracts';
import { AddressStore, type Database, ErasureStore, PersonExportStore } from '@doorstep/database';
import { readArguments } from '../arguments.js';
import { recordAudit, terminalActor } from '../terminal-actor.js';
import { UsageError } from '../usage-error.js';
import { withDatabase } from '../with-database.js';

export const exportPerson = (args: readonly string[]): Promise<number> => {
  const { words } = readArguments(args, []);
  return withPerson(words, async (database, { id }) => {
    const found = await new PersonExportStore(database).exportPerson(id);
    process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
  });
};

export const erase = (args: readonly string[]): Promise<number> => {
  const { words, options } = readArguments(args, ['confirm']);
  return withPerson(words, async (database, { id, address }) => {
    if (options.confirm?.trim().toLowerCase() !== address)
      throw new UsageError('This cannot be undone. Type the address a second time: --confirm <address>.');
    const erased = (await new ErasureStore(database).erasePerson(id, terminalActor()))!;
    await recordAudit(database, 'people.erase', { kind: 'people', id }, {});
    const { mails, cancelled, kept } = erased;
    process.stdout.write(
      `Erased. ${mails} returned mails were emptied, ${cancelled} waiting messages cancelled. ` +
        `${kept.suppressions} suppressions and ${kept.unsubscribed} unsubscribed lists hold on by a keyed hash.\n`,
    );
  });
};

async function withPerson(
  words: readonly string[],
  work: (database: Database, person: { id: string; address: string }) => Promise<void>,
): Promise<number> {
  const parsed = parseAddress(words[0] ?? '');
  if (words.length !== 1 || !parsed.isValid) throw new UsageError('Name one address, such as ada@example.org.');
  return withDatabase(async (database) => {
    const record = await new AddressStore(database).record(parsed.normalized);
    if (record === null) {
      process.stderr.write('Doorstep has never seen this address, or the person was erased.\n');
      return 1;
    }
    await work(database, { id: record.id, address: record.address });
    return 0;
  });
}
