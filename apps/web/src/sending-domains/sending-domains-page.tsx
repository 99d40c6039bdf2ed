// The domains campaigns come from: what must stand in DNS, what stands there, and whether that is enough.
'use client';

import { Button, Skeleton, Stack } from '@mantine/core';
import { Plus } from 'lucide-react';
import { parseAsBoolean, useQueryState } from 'nuqs';
import { usePages } from '../client/use-pages';
import { EmptyState } from '../parts/empty-state';
import { FrameBox } from '../parts/frame-box';
import { late } from '../parts/late';
import { May } from '../parts/may';
import { PageHeader } from '../parts/page-header';
import { ProblemBox } from '../parts/problem-box';
import { DomainSection } from './domain-section';
import { domainsQuestion } from './domains-key';

const AddDomain = late(() => import('./add-domain').then((file) => file.AddDomain));

/** While what is wrong is looked up often, the page is up to date. */
const WATCHED_MS = 10_000;

export function SendingDomainsPage() {
  const [isAdding, setIsAdding] = useQueryState('new', parseAsBoolean.withDefault(false));
  const list = usePages(domainsQuestion.queryKey, domainsQuestion.load, { refetchInterval: WATCHED_MS });
  const add = (
    <May scope="deliverability:write">
      <Button leftSection={<Plus size={14} aria-hidden />} onClick={() => void setIsAdding(true)}>
        Add a domain
      </Button>
    </May>
  );
  return (
    <>
      <PageHeader
        title="Sending domains"
        act={add}
        needs={{ scope: 'deliverability:write', to: 'add, check or change sending domains' }}
        about="The part after the @ of your sender address. A few records in its DNS prove to mail servers that the mail is yours."
      />
      <Stack gap="md">
        {list.error && <ProblemBox error={list.error} again={list.again} />}
        {list.rows === undefined && list.error === null && <Skeleton height={360} />}
        {list.rows?.length === 0 && (
          <FrameBox>
            <EmptyState title="No sending domain yet" action={add}>
              Add the domain your newsletter comes from, such as news.example.org. You then see which records to put
              into its DNS, ready to copy, and whether they are seen from outside.
            </EmptyState>
          </FrameBox>
        )}
        {list.rows?.map((domain) => (
          <DomainSection key={domain.id} domain={domain} />
        ))}
        {list.hasMore && (
          <Button variant="default" onClick={list.loadMore} loading={list.isLoadingMore} w="fit-content">
            Show more
          </Button>
        )}
      </Stack>
      {isAdding && (
        <May scope="deliverability:write">
          <AddDomain close={() => void setIsAdding(null)} />
        </May>
      )}
    </>
  );
}
