// Walks through the history with other rules: attempts, then reports, then what follows for whom. Goes on where anybody stopped.
import { type Classifier, createClassifier, parseReport, type Report } from '@doorstep/bounces';
import {
  type InboundStore,
  Overtaken,
  type PastInbound,
  type PolicyInForce,
  type ReplayChange,
  type ReplayTask,
  type ReplayWorkStore,
} from '@doorstep/database';
import { agree } from '../bounce-inbox/agree.js';
import { isDatabaseAway, isRaceLost } from '../health/database-away.js';
import type { Log } from '../log.js';
import { decideAttempt, decideInbound, type Named, type Reclassifying } from '../outcome/decide-reclassification.js';
import type { ReclassifyDoor } from '../outcome/reclassify-door.js';
import { asOwnRule } from '../outcome/rule-desk.js';

export interface ReplayerOptions {
  readonly work: Pick<ReplayWorkStore, 'take' | 'attempts' | 'inbound' | 'keepPage' | 'fail' | 'release' | 'tidy'>;
  readonly inbound: Pick<InboundStore, 'delivery'>;
  readonly door: ReclassifyDoor;
  readonly policy: () => PolicyInForce;
  readonly log: Log;
  /** Ends a walk at the next page; another worker goes on with it. */
  readonly signal: AbortSignal;
  /** Replies and reports in one page. */
  readonly page?: { readonly attempts: number; readonly inbound: number };
}

export interface Replayer {
  /** Takes one task and works on it to its end. @returns whether there was one */
  turn(): Promise<boolean>;
}

/** A worker that dies gives its task to another after this. */
export const REPLAY_LEASE_SECONDS = 30;
const PAGE = { attempts: 500, inbound: 50 } as const;
const PREVIEW_HOURS = 6;
const UNKNOWN_DAYS = 400;
const TIDY_MS = 10 * 60_000;

export function createReplayer(options: ReplayerOptions): Replayer {
  const { work, inbound, door, policy, log, signal, page = PAGE } = options;

  let tidiedAt = Number.NEGATIVE_INFINITY;
  async function tidy(): Promise<void> {
    if (performance.now() - tidiedAt < TIDY_MS) return;
    tidiedAt = performance.now();
    await work.tidy(PREVIEW_HOURS, UNKNOWN_DAYS);
  }

  async function step(task: ReplayTask, classifier: Classifier): Promise<ReplayTask> {
    const by: Reclassifying = { classify: classifier.classify, policy: policy(), onlySlug: task.onlySlug };
    if (task.state !== 'running' || task.part === 'people') return door.turn(task);
    if (task.part === 'attempts') {
      const rows = await work.attempts(task, page.attempts);
      const changes = rows.flatMap((row) => decideAttempt(row, by) ?? []);
      return keep(task, changes, rows, page.attempts, 'inbound');
    }
    const rows = await work.inbound(task, page.inbound);
    const changes: ReplayChange[] = [];
    for (const row of rows) changes.push(...(await inboundChange(row, by)));
    return keep(task, changes, rows, page.inbound, 'people');
  }

  function keep(
    task: ReplayTask,
    changes: readonly ReplayChange[],
    rows: readonly { readonly id: string }[],
    limit: number,
    part: ReplayTask['part'],
  ): Promise<ReplayTask> {
    const last = rows.at(-1);
    const next = rows.length < limit || last === undefined ? { part } : { cursor: last.id };
    return work.keepPage(task, changes, rows.length, next, REPLAY_LEASE_SECONDS);
  }

  async function inboundChange(row: PastInbound, by: Reclassifying): Promise<ReplayChange[]> {
    const report = parseReport(row.raw, by.classify);
    const change = decideInbound(row, report, await namedOf(row, report), by);
    return change === null ? [] : [change];
  }

  /** As it was matched; one that a person matched by hand names her as surely as a guess. */
  async function namedOf({ deliveryId }: PastInbound, report: Report): Promise<Named> {
    const delivery = deliveryId === null ? null : await inbound.delivery(deliveryId);
    const match = delivery === null ? null : agree(report, delivery);
    if (match?.kind === 'matched') return match;
    return { recipient: report.recipients[0] ?? null, agreement: 'guessed' };
  }

  async function run(first: ReplayTask): Promise<void> {
    const classifier = createClassifier(first.rules.map(asOwnRule));
    let task = first;
    while (isOpen(task)) {
      if (signal.aborted) return work.release(task);
      task = await step(task, classifier);
    }
  }

  return {
    async turn() {
      const task = await work.take(REPLAY_LEASE_SECONDS);
      if (task === null) {
        await tidy();
        return false;
      }
      try {
        await run(task);
      } catch (error) {
        if (error instanceof Overtaken) return true;
        if (isDatabaseAway(error) || isRaceLost(error)) throw error;
        log.error({ err: error, replayId: task.id }, 'A replay could not go on.');
        await work.fail(task, error instanceof Error ? error.message : String(error));
      }
      return true;
    },
  };
}

const isOpen = ({ state }: { readonly state: string }) =>
  state === 'running' || state === 'applying' || state === 'undoing';
