// The keys a domain signs with: which one does, the next one on its way, and those before.
'use client';

import type { SendingDomain } from '@doorstep/contracts';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { dkim } from '../client/dkim';
import { late } from '../parts/late';
import { Moment } from '../parts/moment';
import { ProblemBox } from '../parts/problem-box';
import { Status } from '../parts/status';
import { useMayDeliver } from '../parts/use-may';
import classes from './dkim.module.css';
import { dkimKey } from './dkim-key';
import { algorithmName, keyStateWords } from './dkim-words';
import { NextKeys } from './next-keys';
import { OldKey } from './old-keys';

const MakeNext = late(() => import('./make-next').then((file) => file.MakeNext));

/** While something is on its way the page follows it. */
const FOLLOW_MS = 30_000;

export function SigningKeys({ domain }: { domain: SendingDomain }) {
  const [isMaking, setIsMaking] = useState(false);
  const mayChange = useMayDeliver();
  const rotation = useQuery({
    queryKey: dkimKey(domain.id),
    queryFn: () => dkim.of(domain.id),
    refetchInterval: ({ state }) =>
      state.data?.keys.some((key) => key.state === 'next') ? FOLLOW_MS / 3 : FOLLOW_MS * 2,
  });
  const keys = rotation.data?.keys ?? [];
  const next = keys.filter(({ state }) => state === 'next');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form; these are steps and values
    <div className={classes.keys} role="group" aria-label={`Signing keys of ${domain.name}`}>
      <div className={classes.about}>
        <Text fw={600} size="sm">
          Signing keys
        </Text>
        <Text size="xs" c="dimmed">
          Exchanged once or twice a year, a key that was copied somewhere is worth nothing soon.
        </Text>
      </div>
      <Stack gap={12} align="stretch">
        {rotation.error && <ProblemBox error={rotation.error} again={() => void rotation.refetch()} />}
        {rotation.data?.trouble && (
          <div className={classes.trouble} role="alert">
            {rotation.data.trouble}
          </div>
        )}
        {keys
          .filter(({ state }) => state === 'active')
          .map(({ selector, algorithm, activatedAt, createdAt, state }) => (
            <Group gap={8} key={selector} fz="sm">
              <Status word={keyStateWords[state]} />
              <span>
                <span className="mono">{selector}</span> ({algorithmName(algorithm)}) since{' '}
                <Moment at={activatedAt ?? createdAt} />
              </span>
            </Group>
          ))}
        {rotation.data && next.length > 0 && <NextKeys rotation={rotation.data} next={next} mayChange={mayChange} />}
        {rotation.data &&
          keys
            .filter(({ state }) => state === 'resting' || state === 'removable')
            .map((key) => <OldKey key={key.selector} rotation={rotation.data} old={key} mayChange={mayChange} />)}
        {mayChange && rotation.data && next.length === 0 && (
          <Button
            variant="default"
            w="fit-content"
            onClick={() => setIsMaking(true)}
            aria-label={`Exchange the key of ${domain.name}`}
          >
            Exchange the key
          </Button>
        )}
      </Stack>
      {isMaking && <MakeNext id={domain.id} domain={domain.name} close={() => setIsMaking(false)} />}
    </div>
  );
}
