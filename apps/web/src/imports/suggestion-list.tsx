// Domains that look mistyped: each is mended only when somebody says so, and then the file is checked again.
'use client';

import type { DomainSuggestion, Import } from '@doorstep/contracts';
import { Button, Checkbox, Group, Stack, Text, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { imports } from '../client/imports';
import { counted } from '../parts/numbers';
import { ProblemBox } from '../parts/problem-box';
import { Section } from '../parts/section';
import { useAction } from '../parts/use-action';
import { importKey, importRowsKey, importsKey, useRemember } from './import-query';
import classes from './suggestion-list.module.css';
import { chosenBefore, correctionsOf, isAnotherChoice } from './suggestions';

interface SuggestionListProps {
  run: Import;
  /** Shows the rows of this domain. */
  show: (domain: string) => void;
}

export function SuggestionList({ run, show }: SuggestionListProps) {
  const mended = Object.entries(run.corrections);
  const [chosen, choose] = useState<readonly string[]>(() => chosenBefore(run));
  const remember = useRemember(run.id);
  const checkAgain = useAction({
    run: async () => {
      await imports.change(run.id, { corrections: correctionsOf(run, chosen) });
      return imports.check(run.id);
    },
    changes: [importKey(run.id), importRowsKey(run.id), importsKey],
    isFaultShownInPlace: true,
    onDone: remember,
  });
  if (mended.length + run.suggestions.length === 0) return null;
  const areAllChosen = chosen.length === mended.length + run.suggestions.length;
  return (
    <Section title="Domains that look mistyped">
      <Stack gap={8}>
        <Text size="sm">
          Nothing is changed by itself: tick what is a slip of the hand, leave what is right, and check again.
        </Text>
        {run.suggestions.length > 1 && (
          <Checkbox
            label="All of them"
            checked={areAllChosen}
            indeterminate={chosen.length > 0 && !areAllChosen}
            onChange={() =>
              choose(
                areAllChosen ? [] : [...mended.map(([domain]) => domain), ...run.suggestions.map((one) => one.domain)],
              )
            }
          />
        )}
        <Checkbox.Group role="group" aria-label="Domains to mend" value={[...chosen]} onChange={choose}>
          <ul className={classes.list}>
            {mended.map(([domain, meant]) => (
              <li key={domain}>
                <Slip domain={domain} meant={meant} />
                <Text size="sm" c="dimmed">
                  mended
                </Text>
              </li>
            ))}
            {run.suggestions.map((suggestion) => (
              <Suggested key={suggestion.domain} suggestion={suggestion} show={show} />
            ))}
          </ul>
        </Checkbox.Group>
        {checkAgain.error && <ProblemBox error={checkAgain.error} />}
        <Group>
          <Button
            variant="default"
            disabled={!isAnotherChoice(run, chosen)}
            loading={checkAgain.isPending}
            onClick={() => checkAgain.mutate(undefined)}
          >
            Check again with these
          </Button>
        </Group>
      </Stack>
    </Section>
  );
}

function Slip({ domain, meant }: { domain: string; meant: string }) {
  return (
    <Checkbox
      value={domain}
      label={
        <span className="mono">
          {domain} → {meant}
        </span>
      }
    />
  );
}

function Suggested({ suggestion, show }: { suggestion: DomainSuggestion; show: (domain: string) => void }) {
  const { domain, meant, rows } = suggestion;
  return (
    <li>
      <Slip domain={domain} meant={meant} />
      <UnstyledButton
        className={classes.rows}
        onClick={() => show(domain)}
        aria-label={`${counted(rows, 'row', 'rows')} at ${domain}`}
      >
        {counted(rows, 'row', 'rows')}
      </UnstyledButton>
    </li>
  );
}
