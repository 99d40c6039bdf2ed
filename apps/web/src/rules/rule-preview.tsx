// What a rule would change, looked up in the history while it is written; nothing is saved by it.
'use client';

import { Progress, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { ruleReplays } from '../client/rules';
import { counted } from '../parts/numbers';
import { ProblemBox } from '../parts/problem-box';
import { ReplayGroups } from './replay-groups';
import { hasSomething, type RuleValues, ruleOf } from './rule-form';
import { isAtWork, resultWords } from './rule-words';
import classes from './rules.module.css';

const REST_MS = 700;
const ASK_MS = 700;
const DAYS = 90;
/** A worker looks every second; when none has begun after so long, there is none. */
const PATIENCE_MS = 15_000;

export function RulePreview({ values, replaces }: { values: RuleValues; replaces: string | null }) {
  const { note: _note, name: _name, ...asked } = values;
  const [settled] = useDebouncedValue(JSON.stringify(asked), REST_MS);
  // What she rested at, not what she is typing by now: half of a rule is none.
  const rested = { ...values, ...(JSON.parse(settled) as typeof asked) };
  const isAsked = hasSomething(rested);
  const begun = useQuery({
    queryKey: ['rule-preview', replaces, settled],
    queryFn: () => ruleReplays.preview(ruleOf({ ...rested, name: 'New rule' }), replaces, DAYS),
    enabled: isAsked,
    retry: false,
    staleTime: 60_000,
  });
  const id = begun.data?.id;
  const found = useQuery({
    queryKey: ['rule-preview', id],
    queryFn: ({ signal }) => ruleReplays.one(id!, signal),
    enabled: id !== undefined,
    refetchInterval: (query) => (query.state.data && !isAtWork(query.state.data) ? false : ASK_MS),
  });
  if (!isAsked)
    return (
      <Text size="sm" c="dimmed">
        Say what to look for, and the replies of the last {DAYS} days that would mean something else appear here.
      </Text>
    );
  if (begun.error) return <ProblemBox error={begun.error} again={() => void begun.refetch()} />;
  if (found.error) return <ProblemBox error={found.error} again={() => void found.refetch()} />;
  const replay = found.data;
  if (replay === undefined || isAtWork(replay)) {
    const isAlone = replay?.state === 'waiting' && Date.now() - Date.parse(replay.createdAt) > PATIENCE_MS;
    return (
      <div aria-live="polite">
        <Progress value={replay?.percent ?? 0} animated aria-label="Looking through the history" mb={8} />
        <Text size="sm" c="dimmed">
          {isAlone
            ? 'No worker has begun to look: see on the overview whether one is running. The rule can be saved all the same.'
            : `Looking through the last ${DAYS} days: ${counted(replay?.seen ?? 0, 'reply', 'replies')} so far.`}
        </Text>
      </div>
    );
  }
  if (replay.state === 'failed')
    return <Text size="sm">The history could not be looked through: {replay.problem}</Text>;
  return (
    <div aria-live="polite">
      <p className={classes.result}>
        {resultWords(replay)}.{' '}
        <span className={classes.dim}>
          {counted(replay.seen, 'reply', 'replies')} of the last {DAYS} days looked at.
        </span>
      </p>
      <ReplayGroups groups={replay.groups} />
    </div>
  );
}
