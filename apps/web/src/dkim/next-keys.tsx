// The next keys on their way: publish, look, switch, as three steps that stay on the page.
'use client';

import type { DkimKeyView, DkimRotation } from '@doorstep/contracts';
import { Button, Group, Text } from '@mantine/core';
import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { dkim } from '../client/dkim';
import { late } from '../parts/late';
import { Moment } from '../parts/moment';
import { useAction } from '../parts/use-action';
import classes from './dkim.module.css';
import { dkimKey } from './dkim-key';
import { isSeen, selectorsOf } from './dkim-words';
import { KeyRecord } from './key-record';

const SwitchDialog = late(() => import('./switch-dialog').then((file) => file.SwitchDialog));

export function NextKeys({
  rotation,
  next,
  mayChange,
}: {
  rotation: DkimRotation;
  next: DkimKeyView[];
  mayChange: boolean;
}) {
  const { id, switchAt } = rotation;
  const [isSwitching, setIsSwitching] = useState(false);
  const changes = [dkimKey(id)];
  const look = useAction({ run: () => dkim.look(id), changes });
  const discard = useAction({ run: () => dkim.discardNext(id), changes, done: 'The next key is discarded' });
  const takeBack = useAction({ run: () => dkim.takePlanBack(id), changes, done: 'The planned switch is taken back' });
  const isReady = isSeen(next);
  return (
    <ol className={classes.steps}>
      <li>
        Publish {next.length === 1 ? 'this record' : 'these records'} where the domain is managed. Leave the one in use
        as it is.
        {next.map((key) => (
          <KeyRecord key={key.selector} keyView={key} />
        ))}
      </li>
      <li>
        {isReady
          ? 'Every name server shows exactly the new key.'
          : 'Wait until every name server shows it; that takes minutes, at some hosters hours. It is looked for by itself.'}
        <Group gap={8} mt={8}>
          {mayChange && (
            <Button
              variant="default"
              leftSection={<RefreshCw size={14} aria-hidden />}
              loading={look.isPending}
              onClick={() => look.mutate(undefined)}
            >
              Look again
            </Button>
          )}
          <Text size="sm" c="dimmed" component="div">
            looked <Moment at={next[0]?.viewedAt ?? null} none="never" asRelative />
          </Text>
        </Group>
      </li>
      <li>
        {switchAt === null ? (
          'Switch. From then on the new key signs; the record of the old one is needed for another week.'
        ) : (
          <>
            The new key takes over <Moment at={switchAt} />, if its record is still seen then.
          </>
        )}
        {mayChange && (
          <Group gap={8} mt={8}>
            {switchAt === null ? (
              <Button disabled={!isReady} onClick={() => setIsSwitching(true)}>
                Switch to it
              </Button>
            ) : (
              <Button variant="default" loading={takeBack.isPending} onClick={() => takeBack.mutate(undefined)}>
                Take the plan back
              </Button>
            )}
            <Button variant="default" loading={discard.isPending} onClick={() => discard.mutate(undefined)}>
              Discard the next key
            </Button>
          </Group>
        )}
      </li>
      {isSwitching && <SwitchDialog id={id} selectors={selectorsOf(next)} close={() => setIsSwitching(false)} />}
    </ol>
  );
}
