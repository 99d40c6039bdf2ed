// doorstep why: why a person does not get the newsletter; the verdict of the address page as text.
import { parseAddress } from '@doorstep/contracts';
import { type AddressRecord, AddressStore, ComparisonStore, type Database } from '@doorstep/database';
import { diagnose, evidenceOf, troubledDeliveries, type Verdict } from '@doorstep/diagnosis';
import { UsageError } from '../usage-error.js';
import { withDatabase } from '../with-database.js';

/** As many as the page of the address compares. */
const MAX_COMPARISONS = 3;

export async function run(args: readonly string[]): Promise<number> {
  const [asked, ...more] = args;
  const parsed = parseAddress(asked ?? '');
  if (more.length > 0 || !parsed.isValid) throw new UsageError('Name one address, such as ada@example.org.');
  return withDatabase(async (database) => {
    const record = await new AddressStore(database).record(parsed.normalized);
    if (record === null) {
      process.stderr.write('Doorstep has never seen this address: it was not added, not imported and not mailed.\n');
      return 1;
    }
    process.stdout.write(inWords(record.address, await judge(database, record)));
    return 0;
  });
}

async function judge(database: Database, record: AddressRecord): Promise<Verdict> {
  const comparisons = new ComparisonStore(database);
  const { id: addressId, domainName } = record;
  const compared = await Promise.all(
    troubledDeliveries(record, MAX_COMPARISONS).map(({ campaignId, category, siteId }) =>
      comparisons.compare({ campaignId, addressId, domainName, category, siteId: siteId ?? record.siteId }),
    ),
  );
  return diagnose(evidenceOf(record, compared, new Date()));
}

function inWords(address: string, verdict: Verdict): string {
  const { headline, certainty, failed, of, why, whatToDo, whatWillNotHelp } = verdict;
  const listed = (title: string, points: readonly string[]) =>
    points.length === 0 ? [] : ['', title, ...points.map((point) => `- ${point}`)];
  const lines = [
    ...[address, '', headline, `(${certainty}; ${failed} of ${of} campaigns did not arrive)`],
    ...(why === '' ? [] : ['', why]),
    ...listed('What to do:', whatToDo),
    ...listed('What will not help:', whatWillNotHelp),
  ];
  return `${lines.join('\n')}\n`;
}
