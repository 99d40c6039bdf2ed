// The raw mail: as text on demand, and as a file to keep.
'use client';

import { Anchor, Button, Group, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { returnedMail } from '../client/returned-mail';
import { ProblemBox } from '../parts/problem-box';
import classes from './returned-mail.module.css';

export function RawMail({ id, href }: { id: string; href: string }) {
  const [isShown, setIsShown] = useState(false);
  const raw = useQuery({ queryKey: ['inbound-text', id], queryFn: () => returnedMail.text(id), enabled: isShown });
  return (
    <section aria-label="Raw mail">
      <Group gap={12} mb={8}>
        <Button variant="default" aria-expanded={isShown} onClick={() => setIsShown(!isShown)}>
          {isShown ? 'Hide the raw mail' : 'Show the raw mail'}
        </Button>
        <Anchor href={href} download size="sm">
          Download it (.eml)
        </Anchor>
      </Group>
      {isShown && raw.error && <ProblemBox error={raw.error} again={() => void raw.refetch()} />}
      {isShown && raw.isLoading && <Skeleton height={160} />}
      {isShown && raw.data && (
        <>
          {/* A box that scrolls is to be reached by the keyboard, too. */}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls. */}
          <pre className={classes.raw} tabIndex={0}>
            {raw.data.text}
          </pre>
          {raw.data.isCut && (
            <Text size="sm" c="dimmed">
              Only the first 256 kB are shown. The file has all of it.
            </Text>
          )}
        </>
      )}
    </section>
  );
}
