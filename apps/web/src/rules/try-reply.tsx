// Asking what a reply means: paste it, and the rule that decides stands below with what it found.
'use client';

import { Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { rules } from '../client/rules';
import { ProblemBox } from '../parts/problem-box';
import { Section } from '../parts/section';
import { categoryWords, scopeWords } from '../parts/words';
import classes from './rules.module.css';

const REST_MS = 400;

export function TryReply() {
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim().slice(0, 2000), REST_MS);
  const answer = useQuery({
    queryKey: ['rules', 'explain', asked],
    queryFn: ({ signal }) => rules.explain(asked, signal),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
  });
  const said = asked === '' ? undefined : answer.data;
  return (
    <Section title="What does a reply mean?">
      <Textarea
        label="A mail server’s reply"
        placeholder="550 5.1.1 <ann@example.org>: Recipient address rejected: User unknown"
        autosize
        minRows={2}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {answer.error && asked !== '' && <ProblemBox error={answer.error} />}
      {said && (
        <div className={classes.explained} aria-live="polite">
          <strong>{categoryWords[said.category]}</strong>{' '}
          <span className={classes.dim}>
            ({scopeWords[said.scope]}
            {said.isPermanent ? ', for good' : ''})
          </span>
          <div>{said.words}</div>
        </div>
      )}
    </Section>
  );
}
