// doorstep segment: which there are, how many people one holds, and who they are.
import { segmentWords } from '@doorstep/contracts';
import { type Database, type SegmentRow, SegmentStore } from '@doorstep/database';
import { readArguments } from '../arguments.js';
import { UsageError } from '../usage-error.js';
import { withDatabase } from '../with-database.js';

/** Nobody waits at a page here: a terminal may take its time. */
const COUNT_MS = 120_000;
const PAGE = 1000;
const MOST_SEGMENTS = 1000;

export const list = (args: readonly string[]): Promise<number> => {
  readArguments(args, []);
  return withDatabase(async (database) => {
    for (const segment of await all(database)) process.stdout.write(`${segment.id}  ${segment.name}\n`);
    return 0;
  });
};

export const count = (args: readonly string[]): Promise<number> =>
  withSegment(args, ['format'], async (database, segment, format) => {
    const store = new SegmentStore(database);
    const { people, onLists } = await store.count(segment.definition, COUNT_MS);
    const { lists, tags, campaigns, imports, fields } = await store.names([segment.definition]);
    const sentence = segmentWords(segment.definition, {
      list: (id) => lists.get(id),
      tag: (id) => tags.get(id),
      campaign: (id) => campaigns.get(id),
      import: (id) => imports.get(id),
      field: (key) => fields.get(key),
    });
    if (format === 'json')
      process.stdout.write(`${JSON.stringify({ id: segment.id, name: segment.name, sentence, people, onLists })}\n`);
    else
      process.stdout.write(
        `${segment.name}: ${sentence}\n${people ?? 'unknown'} people, ${onLists ?? 'unknown'} of them on a list\n`,
      );
    if (people === null) process.stderr.write('Counting took longer than two minutes and was stopped.\n');
    return people === null ? 1 : 0;
  });

/** An address a line, so that it can be piped. */
export const members = (args: readonly string[]): Promise<number> =>
  withSegment(args, ['format'], async (database, segment, format) => {
    const store = new SegmentStore(database);
    for (let after: string | undefined; ; ) {
      const page = await store.people(segment.definition, { limit: PAGE, after }, COUNT_MS);
      for (const person of page)
        process.stdout.write(`${format === 'json' ? JSON.stringify(person) : person.address}\n`);
      if (page.length < PAGE) return 0;
      after = page.at(-1)!.subscriberId;
    }
  });

const all = (database: Database) => new SegmentStore(database).page({ limit: MOST_SEGMENTS });

async function withSegment(
  args: readonly string[],
  options: readonly string[],
  work: (database: Database, segment: SegmentRow, format: string) => Promise<number>,
): Promise<number> {
  const { words, options: given } = readArguments(args, options);
  const [named, ...more] = words;
  if (named === undefined || more.length > 0) throw new UsageError('Name one segment, by its name or its id.');
  const format = given.format ?? 'text';
  if (format !== 'text' && format !== 'json') throw new UsageError('--format is text or json.');
  return withDatabase(async (database) => {
    const found = (await all(database)).filter(({ id, name }) => id === named || name === named);
    const [segment] = found;
    if (found.length === 1 && segment) return work(database, segment, format);
    const words =
      found.length === 0
        ? `There is no segment “${named}”.`
        : `There are ${found.length} segments “${named}”: name one by its id.`;
    process.stderr.write(`${words} \`doorstep segment list\` shows them.\n`);
    return 1;
  });
}
