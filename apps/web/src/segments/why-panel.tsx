// Beside the rules: why one person is in or out.
'use client';

import type { SegmentGroup } from '@doorstep/contracts';
import { Button, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { segments } from '../client/segments';
import { ProblemBox } from '../parts/problem-box';
import { Section } from '../parts/section';
import { ToneIcon } from '../parts/status';
import classes from './preview-panel.module.css';
import { segmentsKey } from './segment-questions';

export function WhyPanel({ definition }: { definition: SegmentGroup | null }) {
  const [typed, setTyped] = useState('');
  const [address, setAddress] = useState('');
  const why = useQuery({
    queryKey: [...segmentsKey, 'why', definition, address],
    queryFn: () => segments.why(definition as SegmentGroup, address),
    enabled: definition !== null && address !== '',
    retry: false,
  });
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
        {why.isFetching && !why.data && <Skeleton height={48} />}
        {why.error && <ProblemBox error={why.error} />}
        {why.data && (
          <div role="status">
            <Text size="sm" fw={500} style={{ overflowWrap: 'anywhere' }}>
              {why.data.words}
            </Text>
            <ul className={classes.reasons}>
              {why.data.conditions.map((condition, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the same condition may stand there twice
                <li key={at}>
                  <ToneIcon tone={condition.isTrue ? 'good' : 'bad'} size={16} />
                  <span>
                    {condition.isTrue ? 'Yes: ' : 'No: '}
                    {condition.words}
                    <span className={classes.saw}>{condition.saw === null ? 'Nothing is known' : condition.saw}</span>
                  </span>
                </li>
              ))}
            </ul>
          </div>
        )}
      </Stack>
    </Section>
  );
}
