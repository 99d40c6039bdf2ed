// What waits, by destination: the mail servers behind it, how much is on its way, who said "later", and pausing it.
'use client';

import type { SiteView } from '@doorstep/contracts';
import { Button, Text, Tooltip } from '@mantine/core';
import { useState } from 'react';
import { sites } from '../client/deliverability';
import { usePages } from '../client/use-pages';
import { type Column, DataTable } from '../parts/data-table';
import { EmptyState } from '../parts/empty-state';
import { FrameBox } from '../parts/frame-box';
import { Moment } from '../parts/moment';
import { count } from '../parts/numbers';
import { PageHeader } from '../parts/page-header';
import { Status } from '../parts/status';
import { useAction } from '../parts/use-action';
import { PauseDialog } from './pause-dialog';
import { isPaused, siteName } from './site-words';
import { sitesKey } from './sites-key';

const REFRESH_MS = 5000;

function Destination({ site }: { site: SiteView }) {
  const hosts = site.mxHosts.join(', ');
  return (
    <Tooltip label={<span className="mono">{hosts || 'No mail server known'}</span>}>
      <span>
        <Text component="span" size="sm" fw={500} style={{ overflowWrap: 'anywhere' }}>
          {siteName(site)}
        </Text>
        {hosts !== siteName(site) && (
          <Text size="xs" c="dimmed" component="span" display="block" className="mono" truncate maw={220}>
            {hosts}
          </Text>
        )}
      </span>
    </Tooltip>
  );
}

function State({ site }: { site: SiteView }) {
  if (isPaused(site)) {
    return (
      <span>
        <Status word={{ label: 'Paused', tone: 'warn' }} />{' '}
        <Text component="span" size="xs" c="dimmed">
          goes on <Moment at={site.pausedUntil} asRelative />
        </Text>
        {site.pauseReason && (
          <Text size="xs" c="dimmed" component="span" display="block" style={{ overflowWrap: 'anywhere' }}>
            {site.pauseReason}
          </Text>
        )}
      </span>
    );
  }
  if (site.sending > 0) return <Status word={{ label: 'Sending', tone: 'working' }} />;
  if (site.waiting > 0) return <Status word={{ label: 'Waiting', tone: 'calm' }} />;
  return <Status word={{ label: 'Nothing waits', tone: 'good' }} />;
}

const columns: Column<SiteView>[] = [
  { header: 'Destination', cell: (site) => <Destination site={site} /> },
  { header: 'State', width: 260, cell: (site) => <State site={site} /> },
  { header: 'Waiting', isNumber: true, cell: (site) => count(site.waiting) },
  { header: 'On their way', isNumber: true, cell: (site) => count(site.sending) },
  { header: 'Connection limit', isNumber: true, cell: (site) => count(site.connectionLimit) },
  { header: 'Oldest since', cell: (site) => <Moment at={site.oldestWaitingAt} asRelative /> },
  { header: 'Last accepted', cell: (site) => <Moment at={site.lastAcceptedAt} none="never" asRelative /> },
];

export function QueuePage() {
  const [paused, setPaused] = useState<SiteView | null>(null);
  const list = usePages(sitesKey, (cursor) => sites.page(cursor), { refetchInterval: REFRESH_MS });
  const resume = useAction({
    run: (site: SiteView) => sites.resume(site.id),
    changes: [sitesKey],
    done: (_, site) => `Mail to ${siteName(site)} goes on`,
  });
  const act: Column<SiteView> = {
    header: 'Pause or resume',
    isHeaderHidden: true,
    isNumber: true,
    cell: (site) =>
      isPaused(site) ? (
        <Button
          variant="default"
          onClick={() => resume.mutate(site)}
          loading={resume.isPending && resume.variables?.id === site.id}
          aria-label={`Resume ${siteName(site)}`}
        >
          Resume
        </Button>
      ) : (
        <Button variant="default" onClick={() => setPaused(site)} aria-label={`Pause ${siteName(site)}`}>
          Pause
        </Button>
      ),
  };
  return (
    <>
      <PageHeader
        title="Queue"
        about="What waits, by destination. Domains that share their mail servers share a line here, and a limit."
      />
      <FrameBox>
        <DataTable
          caption="Destinations"
          columns={[...columns, act]}
          list={list}
          rowKey={(site) => site.id}
          empty={
            <EmptyState title="Nothing waits">
              While a campaign goes out, each mail provider your readers use stands here: how much waits for it, and
              whether it asked us to slow down. We do that by ourselves.
            </EmptyState>
          }
        />
      </FrameBox>
      {paused && <PauseDialog site={paused} close={() => setPaused(null)} />}
    </>
  );
}
