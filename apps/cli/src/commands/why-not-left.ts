// doorstep why-not-left: the one gate that holds a delivery, or the latest open delivery of an address.
import { Id, parseAddress } from '@doorstep/contracts';
import { WaitingReasonStore } from '@doorstep/database';
import { explainWaiting } from '@doorstep/diagnosis';
import { UsageError } from '../usage-error.js';
import { withDatabase } from '../with-database.js';

export async function run(args: readonly string[]): Promise<number> {
  const [asked, ...more] = args;
  if (asked === undefined || more.length > 0) throw new UsageError('Name one delivery by its id, or one address.');
  return withDatabase(async (database) => {
    const store = new WaitingReasonStore(database);
    const id = await deliveryOf(store, asked);
    const facts = id === null ? null : await store.facts(id);
    if (facts === null) {
      process.stderr.write(`There is no delivery for ${asked}.\n`);
      return 1;
    }
    const { words, whatToDo, afterwards } = explainWaiting(facts);
    const lines = [
      `${facts.address}, campaign “${facts.campaign.name}”, delivery ${facts.deliveryId}`,
      ...['', words, whatToDo],
      ...(afterwards.length === 0 ? [] : ['', 'Afterwards:', ...afterwards.map((next) => `- ${next.words}`)]),
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
    return 0;
  });
}

async function deliveryOf(store: WaitingReasonStore, asked: string): Promise<string | null> {
  if (Id.safeParse(asked).success) return asked;
  const parsed = parseAddress(asked);
  if (!parsed.isValid) throw new UsageError(`${asked} is neither the id of a delivery nor an address.`);
  return store.latestOf(parsed.normalized);
}
