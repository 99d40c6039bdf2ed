// Mail servers in trouble: whose failures are held, and the decision about them. First on the page while one is open.
'use client';

import type { SiteFlood } from '@doorstep/contracts';
import { Button, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { parseAsString, useQueryState } from 'nuqs';
import { useEffect, useRef, useState } from 'react';
import { siteFloods } from '../client/consequences';
import { usePages } from '../client/use-pages';
import classes from '../consequences/consequences.module.css';
import { floodsKey } from '../consequences/consequences-key';
import { ActorIn } from '../parts/actor';
import { late } from '../parts/late';
import { Moment } from '../parts/moment';
import { ProblemBox } from '../parts/problem-box';
import { RawReply } from '../parts/raw-reply';
import { Section } from '../parts/section';
import { ToneIcon } from '../parts/status';
import { useMayDeliver } from '../parts/use-may';
import { HeldPeople } from './held-people';
import { floodHeadline, floodOutcome, floodProof } from './incident-words';
import { suppressionsKey } from './suppressions-key';

const DecideDialog = late(() => import('./decide-dialog').then((file) => file.DecideDialog));
const UndoIncident = late(() => import('./undo-incident').then((file) => file.UndoIncident));

const REFRESH_MS = 2000;

export function Incidents() {
  const list = usePages([...floodsKey, 'all'], (cursor) => siteFloods.page('all', cursor), {
    refetchInterval: REFRESH_MS,
  });
  const [asked] = useQueryState('incident', parseAsString);
  useCarriedOut(list.rows);
  if (list.rows === undefined) return list.error ? <ProblemBox error={list.error} again={list.again} /> : null;
  if (list.rows.length === 0) return null;
  const open = list.rows.filter((flood) => flood.state === 'open');
  const ended = list.rows.filter((flood) => flood.state !== 'open');
  return (
    <Section title={open.length > 0 ? 'Held back for review' : 'Mail servers that were in trouble'} isFlush>
      {open.map((flood) => (
        <Incident key={flood.id} flood={flood} isAsked={flood.id === asked} />
      ))}
      {ended.length > 0 && (
        <details className={classes.ended} open={open.length === 0 && ended.some((flood) => flood.id === asked)}>
          <summary>Decided before: {ended.length}</summary>
          {ended.map((flood) => (
            <Incident key={flood.id} flood={flood} isAsked={false} />
          ))}
        </details>
      )}
    </Section>
  );
}

/** A worker carries a decision out a moment later: the list below follows then. */
function useCarriedOut(floods: readonly SiteFlood[] | undefined): void {
  const queryClient = useQueryClient();
  const states = floods?.map(({ id, state }) => `${id} ${state}`).join();
  const seen = useRef(states);
  useEffect(() => {
    if (seen.current !== undefined && seen.current !== states)
      void queryClient.invalidateQueries({ queryKey: suppressionsKey });
    seen.current = states;
  }, [states, queryClient]);
}

function Incident({ flood, isAsked }: { flood: SiteFlood; isAsked: boolean }) {
  const mayDeliver = useMayDeliver();
  const [dialog, setDialog] = useState<'release' | 'apply' | 'undo' | null>(null);
  const [isShown, setIsShown] = useState(isAsked);
  const isOpen = flood.state === 'open';
  const isBusy = flood.wish !== null;
  const close = () => setDialog(null);
  return (
    <article className={classes.incident} aria-label={floodHeadline(flood)}>
      <ToneIcon tone={isOpen ? 'warn' : 'calm'} size={20} />
      <div className={classes.incidentWords}>
        <Text fw={600}>{floodHeadline(flood)}</Text>
        <Text size="sm">
          {isOpen ? (
            floodProof(flood)
          ) : (
            <ActorIn
              words={floodOutcome(flood)}
              {...{ name: flood.decidedBy ?? 'Doorstep', at: flood.endedAt, about: `site-floods:${flood.id}` }}
            />
          )}
        </Text>
        {flood.sampleReply && <RawReply text={flood.sampleReply} />}
        <Text size="sm" c="dimmed">
          {isOpen ? (
            <>
              Since <Moment at={flood.startedAt} asRelative />. New messages to this server wait; now and then one asks
              whether it is well again. Without a decision these failures are dropped{' '}
              <Moment at={flood.reviewAt} asRelative />: in doubt for the readers.
            </>
          ) : (
            <>
              <Moment at={flood.endedAt} asRelative />
              {flood.reason && <>: {flood.reason}</>}
            </>
          )}
        </Text>
        <div className={classes.incidentActs}>
          <Button variant="default" onClick={() => setIsShown(!isShown)} aria-expanded={isShown}>
            {isShown ? 'Hide who' : 'Show who'}
          </Button>
          {mayDeliver && isOpen && (
            <>
              <Button loading={isBusy} onClick={() => setDialog('release')}>
                It was their trouble
              </Button>
              <Button variant="default" disabled={isBusy} onClick={() => setDialog('apply')}>
                They are right
              </Button>
            </>
          )}
          {mayDeliver && !isOpen && (
            <Button variant="default" loading={isBusy} onClick={() => setDialog('undo')}>
              Undo the decision
            </Button>
          )}
        </div>
        {isShown && <HeldPeople floodId={flood.id} />}
      </div>
      {(dialog === 'release' || dialog === 'apply') && <DecideDialog flood={flood} decision={dialog} close={close} />}
      {dialog === 'undo' && <UndoIncident flood={flood} close={close} />}
    </article>
  );
}
