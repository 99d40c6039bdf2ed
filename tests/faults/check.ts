// Compares, row by row, what the database says became of each delivery with what the mail hosts took.
import type { RunningCampaign } from './campaign.js';
import type { SinkLine, World } from './world.js';

export interface Verdict {
  readonly recipients: number;
  readonly accepted: number;
  readonly inDoubt: number;
  /** Deliveries without a row, without a final state, or that the hosts took and we call something else. */
  readonly lost: number;
  readonly falselyAccepted: number;
  /** Copies beyond the first. */
  readonly extraCopies: number;
  readonly unmarkedCopies: number;
  /** What may be in doubt or twice: messages in flight at the faults. */
  readonly allowance: number;
  /** In words; none when the run passes. */
  readonly faults: readonly string[];
}

interface Row {
  readonly spelling: string;
  readonly state: string;
  readonly isMarked: boolean;
}

const ROWS = `SELECT a.spelling, d.state, d.is_maybe_duplicate OR EXISTS (
    SELECT FROM attempt t WHERE t.delivery_id = d.id AND t.outcome = 'in_doubt') AS "isMarked"
  FROM delivery d JOIN address a ON a.id = d.address_id WHERE d.campaign_id = $1`;

export async function judge(world: World, campaign: RunningCampaign, allowed: number): Promise<Verdict> {
  const rows = await world.query<Row>(ROWS, [campaign.id]);
  const [tally] = await world.query<{ sum: number }>(
    'SELECT coalesce(sum(count), 0)::int AS sum FROM campaign_tally WHERE campaign_id = $1',
    [campaign.id],
  );
  // Everybody of the frozen audience stands in exactly one state, and none contradicts the rest of its row.
  const account = await world.query<{ fault: string; expected: string; found: string }>(
    'SELECT fault, expected, found FROM campaign_account_faults($1)',
    [campaign.id],
  );
  const audience = new Set(campaign.addresses);
  const lines = world.sinkLines().filter(({ recipient }) => audience.has(recipient));
  const copies = copiesOf(lines);
  const unanswered = lines.filter((line) => line.isUnanswered).length;
  const allowance = allowed + unanswered;
  const of = (row: Row) => copies.get(row.spelling) ?? [];
  const inState = (state: string) => rows.filter((row) => row.state === state);
  const known = new Set(rows.map((row) => row.spelling));
  const lostRows = [
    ...campaign.addresses.filter((address) => !known.has(address)).map((address) => `${address}: no delivery`),
    ...rows
      .filter(({ state }) => state !== 'accepted' && state !== 'in_doubt')
      .map((row) => `${row.spelling}: ${row.state}, ${of(row).length} copies`),
  ];
  const untrue = inState('accepted').filter((row) => of(row).length === 0);
  const twice = rows.filter((row) => of(row).length > 1);
  const extraCopies = twice.reduce((sum, row) => sum + of(row).length - 1, 0);
  const unmarked = twice.filter((row) => !row.isMarked);
  const changedIds = twice.filter((row) => new Set(of(row)).size > 1);
  const inDoubt = inState('in_doubt').length;
  const faults = [
    ...named('lost', lostRows),
    ...named('falsely accepted', names(untrue)),
    ...named('extra copies without a mark', names(unmarked)),
    ...named('copies with different Message-IDs', names(changedIds)),
    ...(inDoubt + extraCopies > allowance
      ? [`${inDoubt} in doubt and ${extraCopies} extra copies are more than the ${allowance} in flight at the faults`]
      : []),
    ...(tally?.sum === campaign.addresses.length && rows.length === campaign.addresses.length
      ? []
      : [`the sums differ: ${campaign.addresses.length} people, ${rows.length} deliveries, tally ${tally?.sum}`]),
    ...account.map(
      ({ fault, expected, found }) => `the account is wrong: ${fault}, ${expected} expected, ${found} found`,
    ),
  ];
  return {
    recipients: campaign.addresses.length,
    accepted: inState('accepted').length,
    ...{ inDoubt, extraCopies, allowance, faults },
    lost: lostRows.length,
    falselyAccepted: untrue.length,
    unmarkedCopies: unmarked.length,
  };
}

function copiesOf(lines: readonly SinkLine[]): Map<string, string[]> {
  const copies = new Map<string, string[]>();
  for (const { recipient, messageId } of lines)
    if (messageId !== undefined) copies.set(recipient, [...(copies.get(recipient) ?? []), messageId]);
  return copies;
}

const names = (rows: readonly Row[]) => rows.map(({ spelling, state }) => `${spelling} (${state})`);
const named = (what: string, found: readonly string[]) =>
  found.length === 0 ? [] : [`${found.length} ${what}: ${found.slice(0, 5).join('; ')}`];
