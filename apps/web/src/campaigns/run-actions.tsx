// Pausing, going on, cancelling: each says in numbers what it does to the people, and what it cannot undo.
'use client';

import type { Campaign } from '@doorstep/contracts';
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { CalendarClock, CopyPlus, Pause, Play, X } from 'lucide-react';
import { useState } from 'react';
import { campaigns } from '../client/campaigns';
import { late } from '../parts/late';
import { counted } from '../parts/numbers';
import { useAction } from '../parts/use-action';
import { campaignKey, campaignsKey } from './campaigns-key';
import { stillOpen } from './tally';
import { useCopy } from './use-copy';
import { useScheduleOpen } from './use-schedule-open';

const CancelDialog = late(() => import('./cancel-dialog').then((file) => file.CancelDialog));
const ScheduleDialog = late(() => import('./schedule-dialog').then((file) => file.ScheduleDialog));

const people = (value: number) => counted(value, 'person', 'people');

function PauseButton({ campaign }: { campaign: Campaign }) {
  const changes = [campaignKey(campaign.id), campaignsKey, ['overview']];
  const resume = useAction({
    run: () => campaigns.resume(campaign.id),
    changes,
    done: `“${campaign.name}” goes on`,
  });
  const pause = useAction({
    run: () => campaigns.pause(campaign.id),
    changes,
    onDone: (paused) =>
      notifications.show({
        title: `“${campaign.name}” is paused`,
        message:
          paused.plannedAt === null
            ? 'Change it, then resume it or choose another time.'
            : `${people(stillOpen(paused.tally))} wait until you resume it. Messages on an open connection still end.`,
      }),
  });
  if (campaign.state === 'paused') {
    return (
      <Button
        leftSection={<Play size={14} aria-hidden />}
        loading={resume.isPending}
        onClick={() => resume.mutate(undefined)}
      >
        Resume
      </Button>
    );
  }
  return (
    <Button
      variant="default"
      leftSection={<Pause size={14} aria-hidden />}
      loading={pause.isPending}
      onClick={() => pause.mutate(undefined)}
    >
      {campaign.state === 'scheduled' ? 'Stop it to change it' : 'Pause'}
    </Button>
  );
}

export function RunActions({ campaign }: { campaign: Campaign }) {
  const [isCancelling, setIsCancelling] = useState(false);
  const [isMoving, setIsMoving] = useScheduleOpen();
  const copy = useCopy();
  const isScheduled = campaign.state === 'scheduled';
  const canPause = isScheduled || campaign.state === 'planned' || campaign.state === 'sending';
  const canCancel = canPause || campaign.state === 'paused';
  return (
    <>
      {isScheduled && (
        <Button
          variant="default"
          leftSection={<CalendarClock size={14} aria-hidden />}
          onClick={() => void setIsMoving(true)}
        >
          Change the time
        </Button>
      )}
      {canCancel && <PauseButton campaign={campaign} />}
      {canCancel && (
        <Button variant="default" leftSection={<X size={14} aria-hidden />} onClick={() => setIsCancelling(true)}>
          Cancel the campaign
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<CopyPlus size={14} aria-hidden />}
        loading={copy.isPending}
        onClick={() => copy.mutate(campaign.id)}
      >
        Write a copy
      </Button>
      {isScheduled && isMoving && (
        <ScheduleDialog campaign={campaign} willGetIt={null} close={() => void setIsMoving(null)} />
      )}
      {isCancelling && <CancelDialog campaign={campaign} close={() => setIsCancelling(false)} />}
    </>
  );
}
