// Why a delivery has not left: opens in place, asks again while it is open.
'use client';

import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { waitingReason } from '../client/sending';
import { Moment } from '../parts/moment';
import { ProblemBox } from '../parts/problem-box';
import classes from './waiting-reason.module.css';

const REFRESH_MS = 3000;

function Reason({ deliveryId }: { deliveryId: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['waiting', deliveryId],
    queryFn: () => waitingReason(deliveryId),
    refetchInterval: REFRESH_MS,
  });
  if (error !== null && data === undefined) return <ProblemBox error={error} again={() => void refetch()} />;
  if (data === undefined)
    return (
      <Text size="sm" c="dimmed">
        Looking.
      </Text>
    );
  return (
    <>
      <p className={classes.words}>{data.words}</p>
      {data.until !== null && (
        <p className={classes.more}>
          That ends <Moment at={data.until} asRelative />.
        </p>
      )}
      <p className={classes.more}>{data.whatToDo}</p>
      {data.afterwards.length > 0 && (
        <>
          <p className={classes.more}>Afterwards it may still wait:</p>
          <ul className={classes.next}>
            {data.afterwards.map(({ gate, words }) => (
              <li key={gate}>{words}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

export function WaitingReason({ deliveryId, whose }: { deliveryId: string; whose: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const Icon = isOpen ? ChevronDown : ChevronRight;
  return (
    <div className={classes.box}>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<Icon size={14} aria-hidden />}
        aria-expanded={isOpen}
        aria-controls={id}
        aria-label={`Why has it not left: ${whose}`}
        onClick={() => setIsOpen(!isOpen)}
      >
        Why has it not left?
      </Button>
      <div id={id} role="status" className={isOpen ? classes.open : undefined}>
        {isOpen && <Reason deliveryId={deliveryId} />}
      </div>
    </div>
  );
}
