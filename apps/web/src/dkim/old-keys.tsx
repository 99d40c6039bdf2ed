// Keys that were replaced: how long their records are needed, the way back, and when they may go.
'use client';

import type { DkimKeyView, DkimRotation } from '@doorstep/contracts';
import { Button, Group, Text } from '@mantine/core';
import { dkim } from '../client/dkim';
import { Moment } from '../parts/moment';
import { useAction } from '../parts/use-action';
import { domainsKey } from '../sending-domains/domains-key';
import { dkimKey } from './dkim-key';
import { ServerViews } from './server-views';

export function OldKey({ rotation, old, mayChange }: { rotation: DkimRotation; old: DkimKeyView; mayChange: boolean }) {
  const { id } = rotation;
  const { selector, record, views, replacedAt, keepUntil } = old;
  const changes = [dkimKey(id), domainsKey];
  const back = useAction({ run: () => dkim.switchBack(id), changes, done: 'The key before signs again' });
  const remove = useAction({ run: () => dkim.remove(id, selector), changes, done: `${selector} is forgotten` });
  const isResting = old.state === 'resting';
  return (
    <div>
      <Text size="sm" component="div">
        {isResting ? (
          <>
            <span className="mono">{selector}</span> signed until <Moment at={replacedAt} />. Keep its record until{' '}
            <Moment at={keepUntil} />: messages signed with it are still on their way.
          </>
        ) : (
          <>
            Remove the record <span className="mono">{record.name}</span>: nothing is signed with it any more.
          </>
        )}
      </Text>
      {isResting && views?.some(({ result }) => result !== 'right') && (
        <ServerViews views={views} wanted={record.value} what={selector} />
      )}
      {mayChange && (
        <Group gap={8} mt={8}>
          {isResting ? (
            <Button
              variant="default"
              loading={back.isPending}
              onClick={() => back.mutate(undefined)}
              aria-label={`Let it sign again: ${selector}`}
            >
              Let it sign again
            </Button>
          ) : (
            <Button
              variant="default"
              loading={remove.isPending}
              onClick={() => remove.mutate(undefined)}
              aria-label={`I have removed it: ${selector}`}
            >
              I have removed it
            </Button>
          )}
        </Group>
      )}
    </div>
  );
}
