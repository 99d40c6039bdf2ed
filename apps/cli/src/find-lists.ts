// Lists by the names a person gives at a terminal.
import { type Database, ListStore } from '@doorstep/database';
import { UsageError } from './usage-error.js';

const PAGE = 100;

/**
 * @param given names or ids, separated by commas
 * @throws UsageError naming the first one that is not there
 */
export async function findLists(database: Database, given: string | undefined): Promise<string[]> {
  const names = (given ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const found = new Map<string, string>();
  const lists = new ListStore(database);
  for (let after: string | undefined; names.some((name) => !found.has(name)); ) {
    const page = await lists.page({ limit: PAGE, ...(after === undefined ? {} : { after }) });
    for (const { id, name } of page) for (const key of [id, name]) if (!found.has(key)) found.set(key, id);
    after = page.at(-1)?.id;
    if (page.length < PAGE) break;
  }
  return names.map((name) => {
    const id = found.get(name);
    if (id === undefined) throw new UsageError(`There is no list called “${name}”.`);
    return id;
  });
}
