// doorstep why: why a person does not get the newsletter; the verdict of the address page as text.
import { parseAddress } from '@doorstep/contracts';
import { type AddressRecord, AddressStore, ComparisonStore, type Database } from '@doorstep/database';
import {
  diagnose,
  english,
  evidenceOf,
  german,
  isJudgedByOthers,
  troubledDeliveries,
  type Verdict,
  type Words,
} from '@doorstep/diagnosis';
import { readArguments } from '../arguments.js';
import { UsageError } from '../usage-error.js';
import { withDatabase } from '../with-database.js';

const languages: Readonly<Record<string, Words>> = { en: english, de: german };

interface Heading {
  readonly count: (certainty: Verdict['certainty'], failed: number, of: number) => string;
  readonly toDo: string;
  readonly willNotHelp: string;
}

const germanCertainty = { certain: 'sicher', likely: 'wahrscheinlich', unclear: 'unklar' } as const;
const headings: Readonly<Record<string, Heading>> = {
  en: {
    count: (certainty, failed, of) => `(${certainty}; ${failed} of ${of} campaigns did not arrive)`,
    toDo: 'What to do:',
    willNotHelp: 'What will not help:',
  },
  de: {
    count: (certainty, failed, of) =>
      `(${germanCertainty[certainty]}; ${failed} von ${of} Aussendungen kamen nicht an)`,
    toDo: 'Was zu tun ist:',
    willNotHelp: 'Was nicht hilft:',
  },
};

/** As many as the page of the address compares. */
const MAX_COMPARISONS = 3;

export async function run(args: readonly string[]): Promise<number> {
  const { words: asked, options } = readArguments(args, ['language', 'format']);
  const { language = 'en', format = 'text' } = options;
  const parsed = parseAddress(asked[0] ?? '');
  if (asked.length !== 1 || !parsed.isValid) throw new UsageError('Name one address, such as ada@example.org.');
  const words = languages[language];
  if (words === undefined) throw new UsageError('--language is en or de.');
  if (format !== 'text' && format !== 'json') throw new UsageError('--format is text or json.');
  return withDatabase(async (database) => {
    const record = await new AddressStore(database).record(parsed.normalized);
    if (record === null) {
      process.stderr.write('Doorstep has never seen this address: it was not added, not imported and not mailed.\n');
      return 1;
    }
    const verdict = await judge(database, record, words);
    process.stdout.write(
      format === 'json'
        ? `${JSON.stringify({ address: record.address, language, verdict })}\n`
        : inWords(record.address, verdict, headings[language]!),
    );
    return 0;
  });
}

async function judge(database: Database, record: AddressRecord, words: Words): Promise<Verdict> {
  const comparisons = new ComparisonStore(database);
  const { id: addressId, domainName } = record;
  const compared = await Promise.all(
    troubledDeliveries(record, MAX_COMPARISONS).map(({ id: deliveryId, campaignId, category, siteId }) =>
      comparisons.compare({
        deliveryId,
        campaignId,
        addressId,
        domainName,
        category,
        siteId: siteId ?? record.siteId,
        isJudgedByOthers: isJudgedByOthers(category),
      }),
    ),
  );
  return diagnose(evidenceOf(record, compared, new Date()), words);
}

function inWords(address: string, verdict: Verdict, heading: Heading): string {
  const { headline, certainty, failed, of, why, others, whatToDo, whatWillNotHelp } = verdict;
  const listed = (title: string, points: readonly string[]) =>
    points.length === 0 ? [] : ['', title, ...points.map((point) => `- ${point}`)];
  const lines = [
    ...[address, '', headline, heading.count(certainty, failed, of)],
    ...(why === '' ? [] : ['', why]),
    ...(others === '' ? [] : ['', others]),
    ...listed(heading.toDo, whatToDo),
    ...listed(heading.willNotHelp, whatWillNotHelp),
  ];
  return `${lines.join('\n')}\n`;
}
