// The part of a report that no column of the attempt holds: what is kept of it beside them.
import type { AttemptReport, Step } from '@doorstep/delivery';

/** A step; host and address are left out where they are the attempt's own. */
export type StoredStep = Pick<Step, 'stage' | 'ms' | 'words'> & Partial<Pick<Step, 'mxHost' | 'ip'>>;

export type StoredReport = Omit<AttemptReport, 'outcome' | 'stage' | 'reply' | 'mxHost' | 'mxIp' | 'tls' | 'steps'> & {
  readonly steps: readonly StoredStep[];
};

export function storedReport(report: AttemptReport): StoredReport {
  const { mxHost, mxIp, mx, trouble, sourceIp, ehloName, tlsPolicy, wasDotSent } = report;
  const own = (step: Step): StoredStep =>
    step.mxHost === mxHost && step.ip === mxIp ? { stage: step.stage, ms: step.ms, words: step.words } : step;
  // Field by field, as every message makes one: what is copied by a rest is slow.
  const stored = { trouble, sourceIp, wasDotSent, steps: report.steps.map(own), mx };
  if (ehloName !== undefined) Object.assign(stored, { ehloName });
  if (tlsPolicy !== undefined) Object.assign(stored, { tlsPolicy });
  return stored;
}
