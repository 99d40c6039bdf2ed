// One import, from its columns to its result: the step follows the state, and steps behind can be gone back to.
'use client';

import type { Import } from '@doorstep/contracts';
import { Anchor, Skeleton, Stack } from '@mantine/core';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useEffect, useRef } from 'react';
import { Actor } from '../parts/actor';
import { late } from '../parts/late';
import { Link } from '../parts/link';
import { Moment } from '../parts/moment';
import { size } from '../parts/numbers';
import { PageHeader } from '../parts/page-header';
import { ProblemBox } from '../parts/problem-box';
import { Status } from '../parts/status';
import { useRight } from '../parts/use-may';
import { importWords } from '../parts/words';
import { AtWork } from './at-work';
import classes from './import-page.module.css';
import { isAtWork, useImport } from './import-query';
import { type ImportStep, ImportSteps, importSteps } from './import-steps';
import { PauseImport } from './pause-import';
import { ResultStep } from './result-step';
import { StopImport } from './stop-import';
import { TakingBack } from './taking-back';
import { UndoImport } from './undo-import';

const place = () => <Skeleton height={320} />;
const CheckStep = late(() => import('./check-step').then((file) => file.CheckStep), place);
const ColumnsStep = late(() => import('./columns-step').then((file) => file.ColumnsStep), place);
const FailedImport = late(() => import('./failed-import').then((file) => file.FailedImport), place);
const FileStep = late(() => import('./file-step').then((file) => file.FileStep), place);
const RulesStep = late(() => import('./rules-step').then((file) => file.RulesStep), place);

/** Steps that may be looked at in a state; the last one is where the state leads. */
function openSteps(run: Import): ImportStep[] {
  switch (run.state) {
    case 'uploading':
      return ['file'];
    case 'uploaded':
      return run.mapping === null ? ['file', 'columns'] : ['file', 'columns', 'rules'];
    case 'checking':
      return ['check'];
    case 'checked':
      return ['file', 'columns', 'rules', 'check'];
    case 'failed':
      return run.columns === null ? ['check'] : ['file', 'columns', 'rules', 'check'];
    case 'importing':
    case 'paused':
    case 'finished':
    case 'cancelled':
    case 'undoing':
    case 'undone':
      return ['import'];
  }
}

function stepOf(run: Import, wished: ImportStep | null): ImportStep {
  const open = openSteps(run);
  if (wished !== null && open.includes(wished)) return wished;
  return run.state === 'uploaded' ? 'columns' : (open.at(-1) ?? 'columns');
}

/** A step begins at its top, not where the button of the last one was. */
function useTopOf(step: ImportStep | null): void {
  const last = useRef(step);
  useEffect(() => {
    if (step !== null && last.current !== null && step !== last.current) window.scrollTo({ top: 0 });
    last.current = step;
  }, [step]);
}

const over: readonly string[] = ['finished', 'cancelled', 'undoing', 'undone'];
const isOver = (run: Import): boolean => over.includes(run.state);
const isCarriedOut = ({ state }: Import): boolean => state === 'importing' || state === 'paused';

function StopOrPause({ run }: { run: Import }) {
  return (
    <>
      <PauseImport run={run} />
      <StopImport run={run} />
    </>
  );
}

function About({ run }: { run: Import }) {
  return (
    <>
      {size(run.sizeBytes)}, uploaded <Moment at={run.createdAt} asRelative />
      {run.createdBy !== null && (
        <>
          {' by '}
          <Actor name={run.createdBy} at={run.createdAt} about={`imports:${run.id}`} />
        </>
      )}
      {run.correctsId !== null && (
        <>
          {'. Corrected rows of '}
          <Anchor component={Link} href={`/imports/${run.correctsId}`} inherit underline="always">
            an earlier import
          </Anchor>
        </>
      )}
    </>
  );
}

export function ImportPage({ id }: { id: string }) {
  const query = useImport(id);
  const [wished, setWished] = useQueryState('step', parseAsStringLiteral(importSteps));
  const step = query.data ? stepOf(query.data, wished) : null;
  const mayImport = useRight('subscribers:write');
  useTopOf(step);
  const back = { href: '/imports', label: 'Imports' };
  if (query.error && !query.data) {
    return (
      <>
        <PageHeader title="Import" back={back} />
        <ProblemBox error={query.error} again={() => void query.refetch()} />
      </>
    );
  }
  if (!query.data || step === null) {
    return (
      <Stack gap="md" aria-busy pt="md">
        <Skeleton height={40} width="50%" />
        <Skeleton height={32} />
        <Skeleton height={320} />
      </Stack>
    );
  }
  const run = query.data;
  const open = openSteps(run);
  const go = (to: ImportStep) => void setWished(to, { history: 'push' });
  return (
    <>
      <PageHeader
        title={run.fileName}
        back={back}
        status={<Status word={importWords[run.state]} />}
        act={isOver(run) ? <UndoImport run={run} /> : <StopOrPause run={run} />}
        needs={{ scope: 'subscribers:write', to: isOver(run) ? 'undo an import' : 'carry on an import' }}
        about={<About run={run} />}
      />
      <ImportSteps at={step} open={open} go={go} />
      <fieldset className={classes.step} disabled={mayImport === 'lacks'} aria-label="This step">
        {step === 'file' && <FileStep run={run} next={() => go('columns')} />}
        {step === 'columns' && (
          <ColumnsStep
            key={`${run.encoding} ${run.delimiter} ${run.hasHeader} ${run.sheet}`}
            run={run}
            next={() => go('rules')}
          />
        )}
        {step === 'rules' && <RulesStep run={run} next={() => void setWished(null)} />}
      </fieldset>
      {step === 'check' && run.state === 'checking' && <AtWork run={run} isLive={query.isLive} />}
      {step === 'check' && run.state === 'checked' && <CheckStep run={run} />}
      {step === 'check' && run.state === 'failed' && <FailedImport run={run} go={go} />}
      {step === 'import' && isCarriedOut(run) && <AtWork run={run} isLive={query.isLive} />}
      {step === 'import' && run.state === 'undoing' && <TakingBack run={run} />}
      {step === 'import' && !isAtWork(run) && !isCarriedOut(run) && <ResultStep run={run} />}
    </>
  );
}
