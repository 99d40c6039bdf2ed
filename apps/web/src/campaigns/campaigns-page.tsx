// Every campaign, newest first: state, how far it is, when it goes or went.
'use client';

import type { CampaignSummary } from '@doorstep/contracts';
import { Anchor, Button } from '@mantine/core';
import { CalendarDays, Plus, Printer, Repeat } from 'lucide-react';
import { parseAsBoolean, parseAsString, useQueryState } from 'nuqs';
import { campaigns } from '../client/campaigns';
import { POLL_MS } from '../client/use-live';
import { usePages } from '../client/use-pages';
import { type Column, DataTable } from '../parts/data-table';
import { EmptyState } from '../parts/empty-state';
import { FrameBox } from '../parts/frame-box';
import { late } from '../parts/late';
import { Link } from '../parts/link';
import { May } from '../parts/may';
import { Moment } from '../parts/moment';
import { count } from '../parts/numbers';
import { PageHeader } from '../parts/page-header';
import { Status } from '../parts/status';
import { campaignWords } from '../parts/words';
import { CampaignMenu } from './campaign-menu';
import { campaignsKey, campaignsQuestion } from './campaigns-key';
import { failed, settled } from './tally';
import { peopleHref, TallyBar } from './tally-bar';

const NewCampaignDialog = late(() => import('./new-campaign-dialog').then((file) => file.NewCampaignDialog));

const oneMailQuestion = {
  queryKey: [...campaignsKey, 'one-mail'],
  load: (cursor: string | null) => campaigns.page(cursor, 'yes'),
};

const isMoving = ({ state }: CampaignSummary) => state === 'planned' || state === 'sending';

function Missed({ campaign }: { campaign: CampaignSummary }) {
  const missed = failed(campaign.tally);
  if (missed === 0) return campaign.tally.audience === 0 ? '–' : '0';
  return (
    <Anchor component={Link} href={peopleHref(campaign.id, { group: 'missed' })}>
      {count(missed)}
    </Anchor>
  );
}

function When({ campaign }: { campaign: CampaignSummary }) {
  if (campaign.state === 'scheduled') return <Moment at={campaign.scheduledAt} />;
  return <Moment at={campaign.finishedAt ?? campaign.startedAt ?? campaign.updatedAt} asRelative />;
}

const RowMenu = ({ campaign }: { campaign: CampaignSummary }) => (
  <May scope="campaigns:write">
    <CampaignMenu campaign={campaign} />
  </May>
);

const columns: Column<CampaignSummary>[] = [
  {
    header: 'Name',
    cell: (row) => (
      <Anchor component={Link} href={`/campaigns/${row.id}`} fw={500}>
        {row.name}
      </Anchor>
    ),
  },
  { header: 'State', cell: (row) => <Status word={campaignWords[row.state]} /> },
  {
    header: 'Progress',
    width: 180,
    cell: (row) =>
      row.tally.audience === 0 ? (
        '–'
      ) : (
        <div style={{ flex: '1 1 auto', minWidth: 120 }}>
          <TallyBar tally={row.tally} />
        </div>
      ),
  },
  {
    header: 'Done',
    isNumber: true,
    cell: (row) => (row.tally.audience === 0 ? '–' : `${count(settled(row.tally))} of ${count(row.tally.audience)}`),
  },
  { header: 'Did not get it', isNumber: true, cell: (row) => <Missed campaign={row} /> },
  { header: 'When', cell: (row) => <When campaign={row} /> },
  { header: 'More', isHeaderHidden: true, isNumber: true, cell: (row) => <RowMenu campaign={row} /> },
];

export function CampaignsPage() {
  const [isNew, setIsNew] = useQueryState('new', parseAsBoolean.withDefault(false));
  const [listId, setListId] = useQueryState('listId', parseAsString);
  const [oneMail, setOneMail] = useQueryState('oneMail', parseAsBoolean.withDefault(false));
  const { queryKey, load } = oneMail ? oneMailQuestion : campaignsQuestion;
  const list = usePages(queryKey, load, { refetchInterval: POLL_MS * 2 });
  const rows = list.rows;
  const begin = (
    <May scope="campaigns:write">
      <Button leftSection={<Plus size={14} aria-hidden />} onClick={() => void setIsNew(true)}>
        New campaign
      </Button>
    </May>
  );
  return (
    <>
      <PageHeader
        title="Campaigns"
        actions={
          <>
            <Button
              component={Link}
              href="/campaigns/calendar"
              variant="default"
              leftSection={<CalendarDays size={14} aria-hidden />}
            >
              Calendar
            </Button>
            <Button
              component={Link}
              href="/campaigns/series"
              variant="default"
              leftSection={<Repeat size={14} aria-hidden />}
            >
              Series
            </Button>
            <Button
              component={Link}
              href="/campaigns/month"
              variant="default"
              leftSection={<Printer size={14} aria-hidden />}
            >
              A month on paper
            </Button>
          </>
        }
        act={begin}
        needs={{ scope: 'campaigns:write', to: 'write campaigns' }}
        about={
          <>
            {oneMail
              ? 'Single mails to one person each, from the page of her address. '
              : rows?.some(isMoving) && 'Those on their way are counted again every few seconds. '}
            <Anchor component="button" type="button" size="sm" onClick={() => void setOneMail(oneMail ? null : true)}>
              {oneMail ? 'Show the campaigns' : 'Single mails to one person'}
            </Anchor>
          </>
        }
      />
      <FrameBox>
        <DataTable
          caption="Campaigns"
          columns={columns}
          list={list}
          rowKey={(row) => row.id}
          empty={
            oneMail ? (
              <EmptyState title="No single mail yet">
                On the page of an address that did not get a campaign, “Send her one mail…” sends it once more, to her
                alone.
              </EmptyState>
            ) : (
              <EmptyState title="No campaign yet" action={begin}>
                A campaign is one letter to one or more lists. You write it, send a test to yourself, and choose when it
                goes. Then this page says how many mail servers took it, and who did not get it.
              </EmptyState>
            )
          }
        />
      </FrameBox>
      {isNew && (
        <May scope="campaigns:write">
          <NewCampaignDialog
            listId={listId}
            close={() => {
              void setIsNew(null);
              void setListId(null);
            }}
          />
        </May>
      )}
    </>
  );
}
