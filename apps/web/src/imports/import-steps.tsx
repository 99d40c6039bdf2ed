// Where in the five steps one is; steps behind lead back while nothing has been imported.
import { Check } from 'lucide-react';
import classes from './import-steps.module.css';

export const importSteps = ['file', 'columns', 'rules', 'check', 'import'] as const;
export type ImportStep = (typeof importSteps)[number];

const labels: Record<ImportStep, string> = {
  file: 'Upload',
  columns: 'Columns',
  rules: 'Rules',
  check: 'Check',
  import: 'Import',
};

interface ImportStepsProps {
  at: ImportStep;
  /** Steps that can be gone to. */
  open?: readonly ImportStep[];
  go?: (step: ImportStep) => void;
}

export function ImportSteps({ at, open = [], go }: ImportStepsProps) {
  const here = importSteps.indexOf(at);
  return (
    <ol className={classes.steps} aria-label="Steps of the import">
      {importSteps.map((step, index) => {
        const isDone = index < here;
        const inside = (
          <>
            <span className={`${classes.number} ${isDone ? classes.done : ''}`} aria-hidden>
              {isDone ? <Check size={12} /> : index + 1}
            </span>
            <span className={classes.label}>
              {labels[step]}
              {isDone && <span className="visually-hidden"> (done)</span>}
            </span>
          </>
        );
        return (
          <li key={step}>
            {step !== at && go && open.includes(step) ? (
              <button type="button" className={classes.step} onClick={() => go(step)}>
                {inside}
              </button>
            ) : (
              <span className={classes.step} aria-current={step === at ? 'step' : undefined}>
                {inside}
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
