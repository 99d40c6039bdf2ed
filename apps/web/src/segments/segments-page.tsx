// The segments: each as a sentence, who uses it, duplicate, delete with an undo.
'use client';

import type { Segment } from '@doorstep/contracts';
import { ActionIcon, Anchor, Button, Menu, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Ellipsis, Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { segments } from '../client/segments';
import { usePages } from '../client/use-pages';
import { type Column, DataTable } from '../parts/data-table';
import { EmptyState } from '../parts/empty-state';
import { FrameBox } from '../parts/frame-box';
import { Link } from '../parts/link';
import { May } from '../parts/may';
import { Moment } from '../parts/moment';
import { PageHeader } from '../parts/page-header';
import { useAction } from '../parts/use-action';
import { notifyWithUndo } from '../queue/undo';
import { examples } from './kinds';
import { segmentsKey, segmentsQuestion } from './segment-questions';
import { segmentPeopleHref } from './use-segments';

export function SegmentsPage() {
  const list = usePages(segmentsQuestion.queryKey, segmentsQuestion.load);
  const add = (
    <Button component={Link} href="/segments/new" leftSection={<Plus size={14} aria-hidden />}>
      New segment
    </Button>
  );
  const columns: Column<Segment>[] = [
    {
      header: 'Name',
      cell: (row) => (
        <Anchor component={Link} href={`/segments/${row.id}`} fw={500}>
          {row.name}
        </Anchor>
      ),
    },
    {
      header: 'Who is in it',
      cell: (row) => (
        <Text size="sm" c="dimmed" lineClamp={2} maw={520} component="span">
          {row.sentence}
        </Text>
      ),
    },
    { header: 'Used by', cell: (row) => <UsedBy segment={row} /> },
    { header: 'Changed', cell: (row) => <Moment at={row.updatedAt} asRelative /> },
    { header: 'Actions', isHeaderHidden: true, isNumber: true, cell: (row) => <SegmentMenu segment={row} /> },
  ];
  return (
    <>
      <PageHeader
        title="Segments"
        act={add}
        needs={{ scope: 'subscribers:write', to: 'make or change segments' }}
        about="People told by what is known of them. Who is in a segment is found anew each time it is used; a campaign writes it down when it begins."
      />
      <FrameBox>
        <DataTable caption="Segments" columns={columns} list={list} rowKey={(row) => row.id} empty={<NoSegment />} />
      </FrameBox>
    </>
  );
}

function UsedBy({ segment: { usedBy } }: { segment: Segment }) {
  const [first] = usedBy;
  if (first === undefined) return <span>nobody</span>;
  return (
    <>
      <Anchor
        component={Link}
        href={`/campaigns/${first.campaignId}`}
        size="sm"
        underline={usedBy.length > 1 ? 'always' : 'hover'}
      >
        {first.name}
      </Anchor>
      {usedBy.length > 1 && ` and ${usedBy.length - 1} more`}
    </>
  );
}

function NoSegment() {
  return (
    <EmptyState title="No segment yet">
      <Stack gap={12}>
        <span>
          A segment is a question that is asked again each time: “in Berlin”, “has not opened any of the last 5”. Begin
          with one of these, or with an empty one.
        </span>
        {examples.map((example) => (
          <div key={example.id}>
            <Anchor component={Link} href={`/segments/new?example=${example.id}`} fw={500} size="sm">
              {example.name}
            </Anchor>
            <Text size="sm" c="dimmed">
              {example.sentence}
            </Text>
          </div>
        ))}
      </Stack>
    </EmptyState>
  );
}

function SegmentMenu({ segment }: { segment: Segment }) {
  const router = useRouter();
  const queryClient = useQueryClient();
  const duplicate = useAction({
    run: () => segments.create(`${segment.name} (copy)`.slice(0, 200), segment.definition),
    changes: [segmentsKey],
    onDone: (made) => router.push(`/segments/${made.id}`),
  });
  const restore = useAction({ run: () => segments.restore(segment.id), changes: [segmentsKey] });
  const remove = useAction({
    run: () => segments.remove(segment.id),
    changes: [segmentsKey],
    onDone: () => {
      queryClient.removeQueries({ queryKey: [...segmentsKey, segment.id] });
      notifyWithUndo(`“${segment.name}” is deleted`, () => restore.mutate(undefined));
    },
  });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={`Actions for ${segment.name}`}>
          <Ellipsis size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} href={segmentPeopleHref(segment.id)}>
          Show its people
        </Menu.Item>
        <May scope="subscribers:write">
          <Menu.Item onClick={() => duplicate.mutate(undefined)}>Duplicate</Menu.Item>
          <Menu.Item onClick={() => remove.mutate(undefined)}>Delete</Menu.Item>
        </May>
      </Menu.Dropdown>
    </Menu>
  );
}
