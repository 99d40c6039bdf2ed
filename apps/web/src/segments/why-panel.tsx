// Beside the rules: why one person is in or out.
'use client';

import type { SegmentGroup } from '@doorstep/contracts';
import { Button, Skeleton, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { late } from '../parts/late';
import { Section } from '../parts/section';
import classes from './preview-panel.module.css';

const WhyAnswer = late(
  () => import('./why-answer').then((file) => file.WhyAnswer),
  () => <Skeleton height={48} />,
);

export function WhyPanel({ definition }: { definition: SegmentGroup | null }) {
  const [typed, setTyped] = useState('');
  const [address, setAddress] = useState('');
  return (
    <Section title="Why is somebody in or out?">
      <Stack gap={12}>
        <form
          className={classes.ask}
          onSubmit={(event) => {
            event.preventDefault();
            setAddress(typed.trim());
          }}
        >
          <TextInput
            aria-label="Address to ask about"
            placeholder="ada@example.org"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={definition === null || typed.trim() === ''}>
            Ask
          </Button>
        </form>
        {definition !== null && address !== '' && <WhyAnswer definition={definition} address={address} />}
      </Stack>
    </Section>
  );
}
