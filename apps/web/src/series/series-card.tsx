// One series: its sentence, the next three times with Skip and Undo, the last issues, and pausing, changing, ending it.
'use client';

import { type Series, type SeriesIssue, scheduleSentence, seriesSentence } from '@doorstep/contracts';
import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { Pause, Pencil, Play, Square } from 'lucide-react';
import { useState } from 'react';
import { series as calls, seriesKey } from '../client/series';
import { Dialog } from '../parts/dialog';
import { Link } from '../parts/link';
import { May } from '../parts/may';
import { counted } from '../parts/numbers';
import { Section } from '../parts/section';
import { Status } from '../parts/status';
import { useAction } from '../parts/use-action';
import { campaignWords, type Word } from '../parts/words';
import classes from './series.module.css';

const states: Record<Series['state'], Word> = {
  active: { label: 'Goes on', tone: 'good' },
  paused: { label: 'Paused', tone: 'warn' },
  ended: { label: 'Ended', tone: 'calm' },
};

const issueWords: Record<Exclude<SeriesIssue['state'], 'made'>, Word> = {
  skip: { label: 'Left out', tone: 'calm' },
  draft: { label: 'A draft: nothing had changed', tone: 'warn' },
  missed: { label: 'Missed: a later one was due already', tone: 'calm' },
  waiting: { label: 'None: the draft before it waits', tone: 'warn' },
};

const changes = [seriesKey, ['overview'], ['calendar']];

function Times({ series }: { series: Series }) {
  const skip = useAction({
    run: ({ occurrence, isSkipped }: Series['coming'][number]) =>
      isSkipped ? calls.unskip(series.id, occurrence) : calls.skip(series.id, occurrence),
    changes,
  });
  if (series.coming.length === 0) return null;
  return (
    <div>
      <Text fw={500} size="sm">
        The next {series.coming.length === 1 ? 'time' : `${series.coming.length} times`}
      </Text>
      <ul className={classes.times}>
        {series.coming.map((time) => (
          <li key={time.occurrence} className={time.isSkipped ? classes.skipped : undefined}>
            <span>
              {scheduleSentence(new Date(time.at), series.timeZone)}
              {time.isSkipped && ', left out'}
            </span>
            <May scope="campaigns:send">
              <Button
                variant="subtle"
                size="compact-sm"
                aria-label={`${time.isSkipped ? 'Undo leaving out' : 'Leave out'} ${time.occurrence}`}
                loading={skip.isPending && skip.variables?.occurrence === time.occurrence}
                onClick={() => skip.mutate(time)}
              >
                {time.isSkipped ? 'Undo' : 'Leave out'}
              </Button>
            </May>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Issues({ issues }: { issues: Series['issues'] }) {
  if (issues.length === 0)
    return (
      <Text size="sm" c="dimmed">
        No issue yet.
      </Text>
    );
  return (
    <div>
      <Text fw={500} size="sm">
        The last issues
      </Text>
      <ul className={classes.times}>
        {issues.map((issue) => (
          <li key={issue.occurrence}>
            {issue.campaignId === null ? (
              <span>{issue.occurrence}</span>
            ) : (
              <Anchor component={Link} href={`/campaigns/${issue.campaignId}`}>
                {issue.number !== null ? `Issue ${issue.number}, ` : ''}
                {issue.occurrence}
              </Anchor>
            )}
            <Status word={wordOf(issue)} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function wordOf(issue: SeriesIssue): Word {
  if (issue.state !== 'made' && (issue.state !== 'draft' || issue.campaignState === 'draft'))
    return issueWords[issue.state];
  const known = campaignWords[issue.campaignState as keyof typeof campaignWords];
  return known ?? { label: 'Deleted', tone: 'calm' };
}

function EndDialog({ series, close }: { series: Series; close: () => void }) {
  const end = useAction({
    run: () => calls.end(series.id),
    changes,
    done: `“${series.name}” has ended. “Change” lets it go on.`,
    isFaultShownInPlace: true,
    onDone: close,
  });
  return (
    <Dialog
      title={`End “${series.name}”`}
      isOpen
      close={close}
      act="End the series"
      isBusy={end.isPending}
      error={end.error}
      onAct={() => end.mutate(undefined)}
    >
      <Text size="sm">No further issue is made. Those that were made stay, and go out if they are scheduled.</Text>
    </Dialog>
  );
}

export function SeriesCard({ series, change }: { series: Series; change: () => void }) {
  const [isEnding, setIsEnding] = useState(false);
  const move = useAction({
    run: () => (series.state === 'paused' ? calls.resume(series.id) : calls.pause(series.id)),
    changes,
    done:
      series.state === 'paused'
        ? `“${series.name}” goes on`
        : `“${series.name}” is paused; nothing is made until it is resumed`,
  });
  const isPaused = series.state === 'paused';
  return (
    <Section id={series.id} title={series.name} aside={<Status word={states[series.state]} />}>
      <Stack gap="md">
        <Text size="sm" component="div">
          {seriesSentence(series)}, made from{' '}
          {series.templateId === null ? (
            'a campaign that is not here any more'
          ) : (
            <Anchor component={Link} href={`/campaigns/${series.templateId}`} underline="always">
              {series.templateName}
            </Anchor>
          )}
          . {counted(series.issuesMade, 'issue', 'issues')} so far.{' '}
          {series.unchangedPolicy === 'draft'
            ? 'When nothing was changed since the last issue, a draft is made and you are told.'
            : 'It goes out even when nothing was changed since the last issue.'}
        </Text>
        {series.pauseReason !== null && (
          <Text size="sm" role="status">
            {series.pauseReason}
          </Text>
        )}
        <div className={classes.columns}>
          <Times series={series} />
          <Issues issues={series.issues} />
        </div>
        <May scope="campaigns:send">
          <Group gap={8}>
            <Button variant="default" leftSection={<Pencil size={14} aria-hidden />} onClick={change}>
              Change
            </Button>
            {series.state !== 'ended' && (
              <>
                <Button
                  variant="default"
                  leftSection={isPaused ? <Play size={14} aria-hidden /> : <Pause size={14} aria-hidden />}
                  loading={move.isPending}
                  onClick={() => move.mutate(undefined)}
                >
                  {isPaused ? 'Resume' : 'Pause'}
                </Button>
                <Button
                  variant="default"
                  leftSection={<Square size={14} aria-hidden />}
                  onClick={() => setIsEnding(true)}
                >
                  End
                </Button>
              </>
            )}
          </Group>
        </May>
      </Stack>
      {isEnding && <EndDialog series={series} close={() => setIsEnding(false)} />}
    </Section>
  );
}
