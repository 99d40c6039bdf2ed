// Results counted plainly, a delivery at a time, and what the tables of sums say: they must agree.
import { clusterKey } from '@doorstep/bounces';

type Query = <Row extends object>(text: string, ...values: unknown[]) => Promise<Row[]>;

export interface PlainResults {
  /** What a person would count with pencil and paper: "group | domain | host | category and words". */
  counted(): Promise<string[]>;
  /** The same from the cells. */
  inCells(): Promise<string[]>;
}

export function plainResults(query: Query): PlainResults {
  async function counted(): Promise<string[]> {
    const deliveries = await query<{ id: string; state: string; domain: string; category: string; at: string }>(
      'SELECT id, state, domain_name AS domain, category, attempt_id AS at FROM delivery',
    );
    const lines: string[] = [];
    for (const { id, state, domain, category, at } of deliveries) {
      const attempts = await query<{ id: string; outcome: string; text: string; host: string; category: string }>(
        `SELECT a.id, a.outcome, a.reply_text AS text, a.mx_host AS host, coalesce((SELECT category FROM reclassification r
         WHERE r.subject_id = a.id), a.category) AS category FROM attempt a WHERE delivery_id = $1 AND phase = 'finished' ORDER BY id`,
        id,
      );
      const spoken = attempts.filter(({ outcome }) => outcome !== 'abandoned');
      const against = spoken.filter(({ outcome }) => outcome !== 'accepted').at(-1);
      const [returned] = await query<{ text: string | null }>(
        `SELECT report->>'diagnostic' AS text FROM inbound_message WHERE delivery_id = $1 AND state = 'matched' AND kind = 'bounce' ORDER BY id`,
        id,
      );
      const host = attempts.find((one) => one.id === at)?.host ?? '';
      const word = wordOf(state, { wasTried: spoken.length > 0, against: against !== undefined });
      if (word === null) continue;
      const said = word === 'returned' && returned ? `${category} ${clusterKey(returned.text ?? '')}` : undefined;
      lines.push(
        [word, domain, host, said ?? (against ? `${against.category} ${clusterKey(against.text ?? '')}` : '')].join(
          ' | ',
        ),
      );
    }
    return lines.sort();
  }

  async function inCells(): Promise<string[]> {
    const rows = await query<{ outcome: number; domain: string; host: string; said: string; count: number }>(
      `SELECT c.outcome, p.domain, p.mx_host AS host, coalesce(n.category || ' ' || n.text, '') AS said, sum(c.count)::int AS count
     FROM result_cell c JOIN result_place p ON p.id = c.place_id LEFT JOIN reply_pattern n ON n.id = c.pattern_id GROUP BY 1, 2, 3, 4`,
    );
    return rows
      .flatMap(({ outcome, domain, host, said, count }) =>
        Array(count).fill([GROUPS[outcome], domain, host, said].join(' | ')),
      )
      .sort();
  }

  return { counted, inCells };
}

function wordOf(state: string, { wasTried, against }: { wasTried: boolean; against: boolean }): string | null {
  if (state === 'accepted') return against ? 'accepted_later' : 'accepted_at_once';
  if (state === 'deferred') return 'trying_again';
  if (state === 'expired') return wasTried ? 'gave_up' : null;
  if (['refused', 'returned', 'complained', 'in_doubt'].includes(state)) return state;
  if (!wasTried) return null;
  return ['planned', 'due', 'sending'].includes(state) ? 'trying_again' : 'stopped';
}

const GROUPS = [
  'accepted_at_once',
  'accepted_later',
  'trying_again',
  'refused',
  'gave_up',
  'returned',
  'complained',
  'in_doubt',
  'stopped',
];
