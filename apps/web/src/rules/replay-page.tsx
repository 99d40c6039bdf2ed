// One replay: how far it is, what would change and for whom; applied and undone by a person.
'use client';

import { Button, Group, Progress, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ruleReplays } from '../client/rules';
import { Actor, ActorIn } from '../parts/actor';
import { Moment } from '../parts/moment';
import { count, counted } from '../parts/numbers';
import { PageHeader } from '../parts/page-header';
import { ProblemBox } from '../parts/problem-box';
import { Section } from '../parts/section';
import { Status } from '../parts/status';
import { useAction } from '../parts/use-action';
import { useMayDeliver } from '../parts/use-may';
import { ReplayGroups } from './replay-groups';
import { ReplayPeople } from './replay-people';
import { isAtWork, replayWords, resultWords } from './rule-words';
import classes from './rules.module.css';
import { replayKey, replaysKey } from './rules-key';

const ASK_MS = 1000;

export function ReplayPage({ id }: { id: string }) {
  const mayChange = useMayDeliver();
  const query = useQuery({
    queryKey: replayKey(id),
    queryFn: ({ signal }) => ruleReplays.one(id, signal),
    refetchInterval: (asked) => (asked.state.data && !isAtWork(asked.state.data) ? false : ASK_MS),
  });
  const changes = [replaysKey, ['suppressions'], ['address']];
  const apply = useAction({ run: () => ruleReplays.apply(id), changes });
  const undo = useAction({ run: () => ruleReplays.undo(id), changes });
  const cancel = useAction({ run: () => ruleReplays.cancel(id), changes });
  const back = { href: '/settings/rules', label: 'Rules' };
  if (query.error) return <ProblemBox error={query.error} again={() => void query.refetch()} />;
  const replay = query.data;
  if (replay === undefined) return <Skeleton height={240} />;
  const isBusy = isAtWork(replay);
  const about = `rule-replays:${replay.id}`;
  return (
    <>
      <PageHeader
        title="Replay of the history"
        back={back}
        needs={{ scope: 'deliverability:write', to: 'apply, cancel or undo a replay' }}
        status={<Status word={replayWords[replay.state]} />}
        about={
          <ActorIn
            words={`${replay.words}, over the replies and reports of the past. Begun by ${replay.createdBy}.`}
            {...{ name: replay.createdBy, at: replay.createdAt, about }}
          />
        }
        actions={
          mayChange && (
            <Group gap={8}>
              {(replay.state === 'waiting' || replay.state === 'running') && (
                <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate(undefined)}>
                  Cancel
                </Button>
              )}
              {replay.state === 'ready' && replay.differences > 0 && (
                <Button loading={apply.isPending} onClick={() => apply.mutate(undefined)}>
                  Apply it
                </Button>
              )}
              {replay.state === 'applied' && replay.differences > 0 && (
                <Button variant="default" loading={undo.isPending} onClick={() => undo.mutate(undefined)}>
                  Undo it
                </Button>
              )}
            </Group>
          )
        }
      />
      <Stack gap="md">
        <Section title={isBusy ? 'At work' : 'Result'}>
          {isBusy && <Progress value={replay.percent} animated aria-label="How far it is" mb={12} />}
          <p className={classes.result} aria-live="polite">
            {isBusy ? `${replay.percent}%` : resultWords(replay)}
          </p>
          <dl className={classes.figures}>
            <Figure label="Replies looked at" value={count(replay.seen)} />
            <Figure label="Mean something else" value={count(replay.differences)} />
            <Figure label="People" value={count(replay.people)} />
            <Figure label="Suppressions added" value={count(replay.suppressionsAdded)} />
            <Figure label="Suppressions lifted" value={count(replay.suppressionsLifted)} />
          </dl>
          <Text size="sm" c="dimmed" component="div">
            From <Moment at={replay.since} /> to <Moment at={replay.until} />.
            {replay.state === 'ready' && ' Nothing is changed yet.'}
            {replay.appliedBy && (
              <>
                {' '}
                Applied by <Actor name={replay.appliedBy} {...{ at: replay.appliedAt, about }} />{' '}
                <Moment at={replay.appliedAt} asRelative none="just now" />.
              </>
            )}
            {replay.undoneBy && (
              <>
                {' '}
                Undone by <Actor name={replay.undoneBy} {...{ at: replay.undoneAt, about }} />{' '}
                <Moment at={replay.undoneAt} asRelative none="just now" />.
              </>
            )}
            {replay.peopleSkipped > 0 &&
              ` ${counted(replay.peopleSkipped, 'person was', 'people were')} left alone: something happened to them since.`}
            {replay.problem && ` It stopped: ${replay.problem}`}
          </Text>
        </Section>
        {replay.groups.length > 0 && (
          <Section title="What replies would mean">
            <ReplayGroups groups={replay.groups} />
          </Section>
        )}
        {!isBusy && replay.people > 0 && <ReplayPeople id={id} state={replay.state} />}
      </Stack>
    </>
  );
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="numbers">{value}</dd>
    </div>
  );
}
