// Switching to the next key: now, or at a minute of one's own time.
'use client';

import { SegmentedControl, Text } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { useState } from 'react';
import { ApiProblem } from '../client/api';
import { dkim } from '../client/dkim';
import { Dialog } from '../parts/dialog';
import { localDay } from '../parts/local-day';
import { absolute, deviceZone } from '../parts/time-words';
import { useAction } from '../parts/use-action';
import { domainsKey } from '../sending-domains/domains-key';
import { dkimKey } from './dkim-key';

interface SwitchDialogProps {
  id: string;
  /** As a person lists them. */
  selectors: string;
  close: () => void;
}

export function SwitchDialog({ id, selectors, close }: SwitchDialogProps) {
  const [when, setWhen] = useState('now');
  const [local, setLocal] = useState<string | null>(null);
  const at = local === null ? null : new Date(local.replace(' ', 'T'));
  const isPast = at !== null && at.getTime() <= Date.now();
  const change = useAction({
    run: () => dkim.switchToNext(id, when === 'now' ? null : at!.toISOString()),
    changes: [dkimKey(id), domainsKey],
    done: ({ switchAt }) =>
      switchAt === null
        ? `${selectors} signs from now on`
        : 'The switch is planned; records are looked at once more then',
    isFaultShownInPlace: true,
    onDone: close,
  });
  const atFault = change.error instanceof ApiProblem ? change.error.fieldDetail('at') : undefined;
  return (
    <Dialog
      title={`Switch to ${selectors}`}
      isOpen
      close={close}
      act={when === 'now' ? 'Switch now' : 'Plan the switch'}
      isBusy={change.isPending}
      isDisabled={when !== 'now' && (at === null || isPast)}
      error={atFault === undefined ? change.error : null}
      onAct={() => change.mutate(undefined)}
    >
      <SegmentedControl
        aria-label="When"
        value={when}
        onChange={setWhen}
        data={[
          { value: 'now', label: 'Now' },
          { value: 'later', label: 'At a time' },
        ]}
      />
      {when !== 'now' && (
        <DateTimePicker
          label="Day and time"
          description={`In the time of this device (${deviceZone()})`}
          valueFormat="ddd D MMM YYYY, HH:mm"
          firstDayOfWeek={1}
          value={local}
          minDate={localDay(new Date())}
          onChange={setLocal}
          popoverProps={{ withinPortal: true }}
          error={isPast ? 'That is in the past' : atFault}
        />
      )}
      <Text size="sm" role="status">
        {when === 'now' || at === null
          ? 'The records are looked for first. Workers take the new key up within a minute; mail that is on its way stays valid.'
          : `At ${absolute(at, deviceZone())} the records are looked for once more; if one is not right, the old key goes on signing and this page says why.`}
      </Text>
    </Dialog>
  );
}
