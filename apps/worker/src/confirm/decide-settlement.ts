// Decides what an attempt at asking somebody to confirm means: asked, tried again, or given up. Pure.
import type { ConfirmationSettlement } from '@doorstep/database';
import type { AttemptReport } from '@doorstep/delivery';
import { isRefusal } from '../outcome/decide-outcome.js';
import { type Classify, classify } from '../outcome/outcome.js';

/** 5 minutes, half an hour, 2 and 8 hours: who waits for the message waits before a screen, not for days. */
const WAITS_SECONDS = [300, 1800, 7200, 28_800];
const MOST_SIGNS = 1000;

/**
 * @param tries     of this membership, the one that just ended included
 * @param timeScale waits are divided by it
 * @param by        what a reply means; our rules when it is left out
 * @returns null when we stopped by ourselves: nothing happened
 */
export function decideSettlement(
  report: AttemptReport,
  tries: number,
  timeScale: number,
  by?: Classify,
): ConfirmationSettlement | null {
  const said = report.reply?.text ?? report.trouble;
  const reply = said === null ? null : said.slice(0, MOST_SIGNS);
  const { outcome, mxHost } = report;
  switch (outcome) {
    case 'abandoned':
      return null;
    case 'accepted':
    case 'in_doubt':
      return { outcome, reply, mxHost };
    case 'deferred':
    case 'refused': {
      const classification = classify(report, by)!;
      const { category } = classification;
      // A block of ours is no refusal of hers: it is waited out, as campaigns do.
      if (isRefusal(report, classification)) return { outcome: 'refused', category, reply, mxHost, retrySeconds: null };
      const waitSeconds = WAITS_SECONDS[tries - 1];
      const retrySeconds = waitSeconds === undefined ? null : waitSeconds / timeScale;
      return { outcome: 'deferred', category, reply, mxHost, retrySeconds };
    }
    default:
      return outcome satisfies never;
  }
}
