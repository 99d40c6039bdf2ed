// The part of a report that no column of the attempt holds: what is kept of it beside them.
import type { AttemptReport, Step } from '@doorstep/delivery';

/** A step; host and address are left out where they are the attempt's own. */
export type StoredStep = Pick<Step, 'stage' | 'ms' | 'words'> & Partial<Pick<Step, 'mxHost' | 'ip'>>;

export type StoredReport = Omit<AttemptReport, 'outcome' | 'stage' | 'reply' | 'mxHost' | 'mxIp' | 'tls' | 'steps'> & {
  readonly steps: readonly StoredStep[];
};

export function storedReport(report: AttemptReport): StoredReport {
  const { outcome: _o, stage: _s, reply: _r, mxHost, mxIp, tls: _t, steps, ...more } = report;
  const own = (step: Step): StoredStep => {
    const { stage, ms, words } = step;
    return step.mxHost === mxHost && step.ip === mxIp ? { stage, ms, words } : step;
  };
  return { ...more, steps: steps.map(own) };
}
