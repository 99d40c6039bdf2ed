// doorstep deliverability: how each provider (or each domain of one) took our mail, against what it did before.
import { clusterKey } from '@doorstep/bounces';
import { type Database, ResultCountStore, ResultStore, type ResultSums } from '@doorstep/database';
import { compareResults, othersOf, providerLabel } from '@doorstep/diagnosis';
import { readArguments, wholeNumber } from '../arguments.js';
import { withDatabase } from '../with-database.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NORM_DAYS = 28;
const ROWS = 50;

export const run = (args: readonly string[]): Promise<number> => {
  const isJson = args.includes('--json');
  const { options } = readArguments(
    args.filter((word) => word !== '--json'),
    ['days', 'provider'],
  );
  const days = options.days === undefined ? 28 : wholeNumber(options.days, '--days', 366);
  return withDatabase((database) => tell(database, { days, provider: options.provider, isJson }));
};

export const rebuild = (): Promise<number> =>
  withDatabase(async (database) => {
    let toldAt = Date.now();
    const counted = await new ResultCountStore(database, clusterKey).rebuild((soFar) => {
      if (Date.now() - toldAt < 5000) return;
      toldAt = Date.now();
      process.stderr.write(`${soFar} messages so far …\n`);
    });
    process.stdout.write(`${counted} messages counted.\n`);
    return 0;
  });

interface Wish {
  readonly days: number;
  readonly provider: string | undefined;
  readonly isJson: boolean;
}

async function tell(database: Database, { days, provider, isJson }: Wish): Promise<number> {
  const store = new ResultStore(database);
  const until = new Date((Math.floor(Date.now() / HOUR_MS) + 1) * HOUR_MS);
  const from = new Date(until.getTime() - days * DAY_MS);
  const wish = {
    ...{ from, until, normFrom: new Date(from.getTime() - NORM_DAYS * DAY_MS), provider, limit: ROWS },
    ...{
      level: provider === undefined ? ('provider' as const) : ('domain' as const),
      sort: 'sent' as const,
      order: 'desc' as const,
    },
  };
  const [{ rows, total, rowsInAll }, hours, { asOf, isCatchingUp }] = await Promise.all([
    store.rows(wish),
    store.providerHours(wish),
    store.asOf(),
  ]);
  const told = rows.map((row) => {
    const name = provider === undefined ? providerLabel(row.key!) : row.key!;
    const [now, norm] = [
      { of: row.sent, hits: row.counts.accepted_at_once },
      { of: row.norm.of, hits: row.norm.atOnce },
    ];
    const isOneOfMany = provider === 'other';
    const others = othersOf({ now, norm, provider: provider ?? row.key, isOneOfMany }, hours);
    return { key: row.key, name, sent: row.sent, ...row.counts, ...compareResults(name, { now, norm, others }) };
  });
  if (isJson) {
    const about = { from, until, asOf, isCatchingUp, rowsInAll };
    process.stdout.write(`${JSON.stringify({ ...about, total: { sent: total.sent, ...total.counts }, rows: told })}\n`);
    return 0;
  }
  process.stdout.write(rows.length === 0 ? 'Nothing was sent in this time.\n' : table(rows, told));
  if (isCatchingUp) process.stderr.write('Older messages are still being counted.\n');
  return 0;
}

const HEADS = ['sent', 'at once', 'later', 'refused', 'returned', 'complained'];

function table(
  rows: readonly ResultSums[],
  told: readonly { readonly name: string; readonly sentence: string }[],
): string {
  const line = (cells: readonly (string | number)[], name: string) =>
    `${cells.map((cell) => String(cell).padStart(11)).join('')}${name === '' ? '' : `  ${name}`}`;
  const numbers = rows.map(({ sent, counts }, at) =>
    line(
      [
        ...[sent, counts.accepted_at_once, counts.accepted_later, counts.refused + counts.gave_up],
        ...[counts.returned, counts.complained],
      ],
      told[at]!.name,
    ),
  );
  return `${[line(HEADS, ''), ...numbers, '', ...told.map(({ sentence }) => sentence)].join('\n')}\n`;
}
