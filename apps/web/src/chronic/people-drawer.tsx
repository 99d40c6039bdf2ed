// The people behind one number of the page: of a group or of all, held back or not.
'use client';

import type { CampaignSummary, ChronicPerson } from '@doorstep/contracts';
import { Anchor, Drawer, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { campaigns } from '../client/campaigns';
import { chronic } from '../client/chronic';
import { usePages } from '../client/use-pages';
import { AddressLink } from '../parts/address-link';
import { type Column, DataTable } from '../parts/data-table';
import { EmptyState } from '../parts/empty-state';
import { Link } from '../parts/link';
import { Moment } from '../parts/moment';
import { Status } from '../parts/status';
import { chronicKey } from './chronic-questions';
import type { Shown } from './shown';

export const personColumns: readonly Column<ChronicPerson>[] = [
  { header: 'Who', cell: ({ address }) => <AddressLink address={address} /> },
  { header: 'Failed', width: 88, isNumber: true, cell: ({ failed, of }) => `${failed} of ${of}` },
  { header: 'Last', width: 112, isNumber: true, cell: ({ lastFailedAt }) => <Moment at={lastFailedAt} asRelative /> },
  {
    header: 'Held back',
    width: 96,
    cell: ({ isHeldBack }) => isHeldBack && <Status word={{ label: 'Held back', tone: 'calm' }} />,
  },
];

/** The campaign that leaves them out next: the first that is scheduled, else the newest draft. */
function useNextCampaign(isOn: boolean): CampaignSummary | null {
  const { data } = useQuery({ queryKey: ['campaigns', 'next'], queryFn: () => campaigns.page(), enabled: isOn });
  const scheduled = (data?.data ?? []).filter(({ state }) => state === 'scheduled');
  const first = scheduled.sort((a, b) => (a.scheduledAt ?? '').localeCompare(b.scheduledAt ?? ''))[0];
  return first ?? data?.data.find(({ state }) => state === 'draft') ?? null;
}

function NextCheck({ campaign }: { campaign: CampaignSummary }) {
  return (
    <>
      {' '}
      Of the audience of “{campaign.name}” they are{' '}
      <Anchor component={Link} href={`/campaigns/${campaign.id}/audience?share=chronic`} inherit underline="always">
        the term “chronic”
      </Anchor>
      , as far as they are on its lists.
    </>
  );
}

interface PeopleDrawerProps {
  /** null: of every group */
  groupKey: string | null;
  shown: Shown;
  close: () => void;
}

export function PeopleDrawer({ groupKey, shown, close }: PeopleDrawerProps) {
  const filter = shown === 'held_back' ? { heldBack: 'yes' as const } : {};
  const list = usePages([...chronicKey, 'people', groupKey, shown], (cursor) =>
    groupKey === null ? chronic.everybody(filter, cursor) : chronic.people(groupKey, filter, cursor),
  );
  const next = useNextCampaign(shown === 'held_back');
  return (
    <Drawer
      opened
      onClose={close}
      size="lg"
      title={
        shown === 'held_back' ? 'Skipped next time' : groupKey === null ? 'Everybody in chronic trouble' : 'This group'
      }
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {shown === 'held_back' && (
        <Text size="sm" c="dimmed" mb="md">
          Suppressed now, whatever for: no campaign is sent to them. What holds each of them back, and its end, stands
          on her page;{' '}
          <Anchor component={Link} href="/suppressions" inherit underline="always">
            all suppressions
          </Anchor>{' '}
          are a list of their own.{next && <NextCheck campaign={next} />}
        </Text>
      )}
      <DataTable
        caption="People in chronic trouble"
        columns={personColumns}
        list={list}
        rowKey={({ addressId }) => addressId}
        isEndless
        empty={
          <EmptyState title="Nobody any more">
            Since the number was counted they were let go, got their last campaigns, or were deleted.
          </EmptyState>
        }
      />
    </Drawer>
  );
}
