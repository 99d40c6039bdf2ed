// Whether a campaign stands in the public archives of its lists. Can be changed at any time: nothing mailed depends on it.
'use client';

import type { ArchiveChoice, Campaign, CampaignArchive } from '@doorstep/contracts';
import { Anchor, SegmentedControl, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { campaigns } from '../client/campaigns';
import { Link } from '../parts/link';
import { ProblemBox } from '../parts/problem-box';
import { Section } from '../parts/section';
import { useAction } from '../parts/use-action';
import { useMayWriteCampaigns } from '../parts/use-may';
import { notifyWithUndo } from '../queue/undo';
import { campaignKey } from './campaigns-key';

const choices: readonly { value: ArchiveChoice; label: string }[] = [
  { value: 'default', label: 'As usual' },
  { value: 'shown', label: 'Show it' },
  { value: 'hidden', label: 'Hide it' },
];

export function ArchiveSection({ campaign }: { campaign: Campaign }) {
  const mayWrite = useMayWriteCampaigns();
  const queryKey = [...campaignKey(campaign.id), 'archive', campaign.updatedAt];
  const archive = useQuery({ queryKey, queryFn: () => campaigns.archive(campaign.id) });
  const changes = [[...campaignKey(campaign.id), 'archive']];
  const undo = useAction({
    run: (choice: ArchiveChoice) => campaigns.chooseArchive(campaign.id, choice),
    changes,
    done: 'It is as it was',
  });
  const choose = useAction({
    run: ({ choice }: { choice: ArchiveChoice; before: ArchiveChoice }) => campaigns.chooseArchive(campaign.id, choice),
    changes,
    onDone: (now, { before }) =>
      notifyWithUndo(now.isShown ? 'It stands in the archive' : 'It stands in no archive', () => undo.mutate(before)),
  });
  return (
    <Section title="Public archive">
      {archive.error && <ProblemBox error={archive.error} again={() => void archive.refetch()} />}
      {archive.isPending && <Skeleton height={64} />}
      {archive.data && (
        <Stack gap={8} align="flex-start">
          <SegmentedControl
            aria-label="In the public archive"
            size="xs"
            disabled={!mayWrite}
            data={[...choices]}
            value={archive.data.choice}
            onChange={(choice) => choose.mutate({ choice: choice as ArchiveChoice, before: archive.data.choice })}
          />
          <Text size="sm" c="dimmed">
            As usual means: shown where it goes to a whole list, not where a segment or a report chose its people.
            Nobody’s name or data is in it: the fallbacks stand there instead.
          </Text>
          <Places archive={archive.data} hasStarted={campaign.startedAt !== null} />
        </Stack>
      )}
    </Section>
  );
}

function Places({ archive, hasStarted }: { archive: CampaignArchive; hasStarted: boolean }) {
  const open = archive.places.filter(({ isOpen }) => isOpen);
  if (open.length === 0)
    return (
      <Text size="sm">
        None of its lists has an open archive. It is opened under{' '}
        <Anchor component={Link} underline="always" href="/lists" size="sm">
          Lists
        </Anchor>
        , in the menu of a list.
      </Text>
    );
  if (!archive.isShown) return <Text size="sm">It stands in no archive.</Text>;
  return open.map((place) => (
    <Text size="sm" key={place.listId}>
      {hasStarted ? 'In the archive of' : 'Once it goes out, in the archive of'} {place.listName}:{' '}
      <Anchor href={place.url} target="_blank" rel="noreferrer" size="sm" style={{ overflowWrap: 'anywhere' }}>
        {place.url}
      </Anchor>
    </Text>
  ));
}
