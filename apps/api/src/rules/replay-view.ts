// A replay as the API tells it: how far it has come and what it has counted.
import { type ReplayGroup, RuleReplayView } from '@doorstep/contracts';
import type { ReplayGroupRow, ReplayPersonRow, ReplayRow } from '@doorstep/database';

/** What each part is of the whole way: most replies are attempts. */
const PARTS = { attempts: [0, 80], inbound: [80, 90], people: [90, 100], done: [100, 100] } as const;

export function viewOfReplay(row: ReplayRow) {
  const { summary, cursorAt: _cursorAt, part: _part, ...more } = row;
  const { differences = 0, people = 0, added = 0, lifted = 0, done = 0, skipped = 0 } = summary ?? {};
  return {
    ...more,
    ...{ percent: percentOf(row), differences, people, suppressionsAdded: added, suppressionsLifted: lifted },
    ...{ peopleDone: done, peopleSkipped: skipped },
  } satisfies Record<keyof RuleReplayView, unknown>;
}

/** By the time of the reply it stands at: nobody counts the history before. */
export function percentOf({ state, part, cursorAt, since, until, summary }: ReplayRow): number {
  if (state === 'waiting') return 0;
  if (state === 'applying' || state === 'undoing') {
    const { done = 0, skipped = 0, people = 0 } = summary ?? {};
    const share = people === 0 ? 1 : (done + skipped) / people;
    return Math.round(100 * Math.min(1, state === 'applying' ? share : 1 - share));
  }
  if (state !== 'running') return 100;
  const [from, to] = PARTS[part];
  if (cursorAt === null) return from;
  const share = (cursorAt.getTime() - since.getTime()) / Math.max(1, until.getTime() - since.getTime());
  return Math.round(from + (to - from) * Math.min(1, Math.max(0, share)));
}

export function viewOfGroup(row: ReplayGroupRow): ReplayGroup {
  return {
    from: { category: row.fromCategory, scope: row.fromScope },
    to: { category: row.toCategory, scope: row.toScope },
    ...{ toRuleId: row.toRuleId, replies: row.replies, people: row.people },
    samples: row.samples.map((sample) => ({ ...sample, at: new Date(sample.at).toISOString() })),
  } as ReplayGroup;
}

export const viewOfPerson = ({ plan, ...row }: ReplayPersonRow) => ({ ...row, ...plan });
