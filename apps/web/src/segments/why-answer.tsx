// Why one person is in or out of a segment: each condition, and what is known of her. Comes once somebody asks.
'use client';

import type { SegmentGroup } from '@doorstep/contracts';
import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { segments } from '../client/segments';
import { ProblemBox } from '../parts/problem-box';
import { ToneIcon } from '../parts/status';
import classes from './preview-panel.module.css';
import { segmentsKey } from './segment-questions';

interface WhyAnswerProps {
  definition: SegmentGroup;
  address: string;
}

export function WhyAnswer({ definition, address }: WhyAnswerProps) {
  const why = useQuery({
    queryKey: [...segmentsKey, 'why', definition, address],
    queryFn: () => segments.why(definition, address),
    retry: false,
  });
  if (why.error) return <ProblemBox error={why.error} />;
  if (!why.data) return <Skeleton height={48} />;
  return (
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
  );
}
