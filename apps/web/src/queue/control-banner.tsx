// On every page while all sending is paused or slowed: by whom, why, until when, and the way back.
'use client';

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { CirclePause } from 'lucide-react';
import { sending } from '../client/sending';
import { Actor } from '../parts/actor';
import { Moment } from '../parts/moment';
import { count } from '../parts/numbers';
import { useAction } from '../parts/use-action';
import { useMayDeliver } from '../parts/use-may';
import classes from './control-banner.module.css';
import { controlQuestion, sendingKeys } from './sites-key';

const REFRESH_MS = 5000;

export function ControlBanner() {
  const { data } = useQuery({ ...controlQuestion, refetchInterval: REFRESH_MS });
  const mayDeliver = useMayDeliver();
  const resume = useAction({ run: sending.resume, changes: sendingKeys, done: 'Sending goes on' });
  if (data === undefined || (!data.isPaused && data.ratePerMinute === null)) return null;
  return (
    <section className={classes.banner} aria-label="State of sending">
      <CirclePause size={16} strokeWidth={1.75} aria-hidden />
      <p>
        <strong>
          {data.isPaused
            ? 'All sending is paused'
            : `Sending is slowed to ${count(data.ratePerMinute ?? 0)} messages a minute`}
        </strong>{' '}
        by {data.actor === null ? 'somebody' : <Actor name={data.actor} at={data.pausedAt} />}
        {data.isPaused && data.pausedUntil !== null && (
          <>
            ; it goes on <Moment at={data.pausedUntil} asRelative />
          </>
        )}
        {data.reason && <>: {data.reason}</>}
      </p>
      {mayDeliver && (
        <Button variant="default" loading={resume.isPending} onClick={() => resume.mutate(undefined)}>
          {data.isPaused ? 'Resume sending' : 'Lift the limit'}
        </Button>
      )}
    </section>
  );
}
