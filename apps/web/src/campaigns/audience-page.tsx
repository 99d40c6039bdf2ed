// The people behind one number of a campaign's audience, beside the whole sum.
'use client';

import type { AudiencePerson, AudienceShare } from '@doorstep/contracts';
import { Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { parseAsString, useQueryState } from 'nuqs';
import { audiences } from '../client/segments';
import { usePages } from '../client/use-pages';
import { AddressLink } from '../parts/address-link';
import { type Column, DataTable } from '../parts/data-table';
import { EmptyState } from '../parts/empty-state';
import { counted } from '../parts/numbers';
import { PageHeader } from '../parts/page-header';
import { ProblemBox } from '../parts/problem-box';
import { Section } from '../parts/section';
import classes from '../segments/preview-panel.module.css';
import { AudienceSum } from './audience-sum';
import { campaignKey } from './campaigns-key';
import { useCampaign } from './use-campaign';

export function AudiencePage({ id }: { id: string }) {
  const [share] = useQueryState('share', parseAsString.withDefault('will_get_it'));
  const { query: campaign } = useCampaign(id);
  const sum = useQuery({ queryKey: [...campaignKey(id), 'audience'], queryFn: () => audiences.counts(id) });
  const people = usePages([...campaignKey(id), 'audience', share], (cursor) =>
    audiences.people(id, share as AudienceShare, cursor),
  );
  const terms = sum.data?.terms ?? [];
  const term = terms.find((one) => one.term === share);
  const title = titles[share] ?? term?.words ?? 'People';
  const number = share === 'chosen' ? sum.data?.chosen : share === 'will_get_it' ? sum.data?.willGetIt : term?.count;
  const whyNot: Column<AudiencePerson> = {
    header: 'Why not',
    cell: (row) => (row.verdict === null ? '' : (terms.find((one) => one.term === row.verdict)?.words ?? row.verdict)),
  };
  const columns: Column<AudiencePerson>[] = [
    { header: 'Address', cell: (row) => <AddressLink address={row.address} /> },
    { header: 'Name', cell: (row) => row.name },
    // Of those who will get it nobody has a reason.
    ...(share === 'will_get_it' ? [] : [whyNot]),
  ];
  return (
    <>
      <PageHeader
        back={{ href: `/campaigns/${id}`, label: campaign.data?.name ?? 'Campaign' }}
        title={capital(title)}
        about={term?.meaning}
      />
      <div className={classes.page}>
        <Section title={number === undefined ? 'People' : howMany(share, number)} isFlush>
          <DataTable
            caption={capital(title)}
            columns={columns}
            list={people}
            rowKey={(row) => `${row.address} ${people.rows?.indexOf(row)}`}
            empty={<EmptyState title="Nobody">No address of the audience is counted here.</EmptyState>}
          />
        </Section>
        <Section title="The whole sum">
          <Stack gap={8}>
            {sum.data && <AudienceSum campaignId={id} audience={sum.data} current={share as AudienceShare} />}
            {sum.isPending && <Skeleton height={96} />}
            {sum.error && <ProblemBox error={sum.error} again={() => void sum.refetch()} />}
            {sum.data && (
              <Text size="sm" c="dimmed">
                {sum.data.from === 'plan'
                  ? 'As it was written down when the campaign began.'
                  : 'Counted now; the plan counts again when the campaign begins.'}
              </Text>
            )}
          </Stack>
        </Section>
      </div>
    </>
  );
}

/** Whoever is chosen three times stands there three times, so that the rows are as many as the number. */
const howMany = (share: string, number: number) =>
  share === 'chosen' || share === 'duplicates'
    ? counted(number, 'time somebody was chosen', 'times somebody was chosen')
    : counted(number, 'person', 'people');

const titles: Readonly<Record<string, string>> = { chosen: 'Chosen', selected: 'Selected', will_get_it: 'Will get it' };
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
