// What waits, by destination: how fast it goes, who said "later", and pausing, slowing and resuming one or all.
'use client';

import type { SiteView } from '@doorstep/contracts';
import { ActionIcon, Button, Group, Menu, Stack } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Ellipsis, Gauge, Pause } from 'lucide-react';
import { useState } from 'react';
import { sites } from '../client/sending';
import { usePages } from '../client/use-pages';
import { type Column, DataTable } from '../parts/data-table';
import { EmptyState } from '../parts/empty-state';
import { FrameBox } from '../parts/frame-box';
import { late } from '../parts/late';
import { Moment } from '../parts/moment';
import { count } from '../parts/numbers';
import { PageHeader } from '../parts/page-header';
import { useAction } from '../parts/use-action';
import { useMayDeliver } from '../parts/use-may';
import { LiveSection } from './live-section';
import { Obstacles } from './obstacles';
import type { SendingAct } from './sending-dialog';
import { Destination, SiteState, TimeLeft } from './site-cells';
import type { SiteAct } from './site-dialog';
import { isPaused, siteName } from './site-words';
import { liveQuestion, sendingKeys, sitesQuestion } from './sites-key';
import { notifyWithUndo } from './undo';

const LimitDialog = late(() => import('./limit-dialog').then((file) => file.LimitDialog));
const SendingDialog = late(() => import('./sending-dialog').then((file) => file.SendingDialog));
const SiteDialog = late(() => import('./site-dialog').then((file) => file.SiteDialog));

const REFRESH_MS = 2500;

const columns: Column<SiteView>[] = [
  { header: 'Destination', width: '24%', cell: (site) => <Destination site={site} /> },
  { header: 'State', width: '24%', cell: (site) => <SiteState site={site} /> },
  { header: 'Waiting', isNumber: true, cell: (site) => count(site.waiting) },
  { header: 'In hand', isNumber: true, cell: (site) => count(site.sending) },
  {
    header: 'Connections',
    isNumber: true,
    cell: (site) => `${count(site.connections)} of ${count(site.connectionLimit)}`,
  },
  { header: 'A minute', isNumber: true, cell: (site) => count(Math.round(site.endedPerMinute)) },
  { header: 'Next due', cell: (site) => <Moment at={site.oldestWaitingAt} asRelative /> },
  { header: 'Time left', isNumber: true, cell: (site) => <TimeLeft site={site} /> },
];

type Asked = SiteAct | 'limit';

/** Until the time it would have gone on by itself. */
function holdAgain({ id, pausedUntil, pauseReason, ratePerMinute, rateUntil, rateReason }: SiteView) {
  const order = (until: string | null, reason: string | null) => ({
    minutes: Math.max(1, Math.ceil((Date.parse(until ?? '') - Date.now()) / 60_000) || 1),
    reason: reason || 'As before',
    ...{ sourceId: null, forProvider: false },
  });
  return ratePerMinute === null || pausedUntil !== null
    ? sites.pause(id, order(pausedUntil, pauseReason))
    : sites.slow(id, ratePerMinute, order(rateUntil, rateReason));
}

/** All of its provider that stand here, or itself alone. */
const ofProvider = ({ id, provider }: SiteView, rows: readonly SiteView[] | undefined) =>
  (rows ?? []).filter((one) => (provider === null ? one.id === id : one.provider === provider));

function SiteActions({ site, order }: { site: SiteView; order: (act: Asked) => void }) {
  const again = useAction({
    run: (before: SiteView) => holdAgain(before),
    changes: sendingKeys,
    done: `Mail to ${siteName(site)} is held as before`,
  });
  const resume = useAction({
    run: (_: SiteView) => sites.resume(site.id),
    changes: sendingKeys,
    onDone: (_, before) => notifyWithUndo(`Mail to ${siteName(site)} goes on`, () => again.mutate(before)),
  });
  const isHeld = isPaused(site) || site.ratePerMinute !== null;
  return (
    <Group gap={4} justify="flex-end" wrap="nowrap">
      {isHeld && (
        <Button
          variant="default"
          onClick={() => resume.mutate(site)}
          loading={resume.isPending}
          aria-label={`Resume ${siteName(site)}`}
        >
          Resume
        </Button>
      )}
      {!isPaused(site) && (
        <Button variant="default" onClick={() => order('pause')} aria-label={`Pause ${siteName(site)}`}>
          Pause
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size={32} aria-label={`More for ${siteName(site)}`}>
            <Ellipsis size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {!isHeld && <Menu.Item onClick={() => order('slow')}>Slow it for a while</Menu.Item>}
          <Menu.Item onClick={() => order('limit')}>Set limits</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}

export function QueuePage() {
  const [ordered, setOrdered] = useState<{ site: SiteView; act: Asked } | null>(null);
  const [everything, setEverything] = useState<SendingAct | null>(null);
  const mayDeliver = useMayDeliver();
  const list = usePages(sitesQuestion.queryKey, sitesQuestion.load, { refetchInterval: REFRESH_MS });
  const live = useQuery({
    ...liveQuestion,
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  });
  const act: Column<SiteView> = {
    header: 'Pause, slow, limit or resume',
    isHeaderHidden: true,
    isNumber: true,
    cell: (site) => <SiteActions site={site} order={(what) => setOrdered({ site, act: what })} />,
  };
  const isPausedWhole = live.data?.control.isPaused ?? false;
  return (
    <>
      <PageHeader
        title="Queue"
        needs={{ scope: 'deliverability:write', to: 'pause or slow sending' }}
        about="What waits, by destination. Domains that share their mail servers share a line here, and a limit."
        actions={
          mayDeliver && (
            <>
              <Button
                variant="default"
                leftSection={<Gauge size={14} aria-hidden />}
                onClick={() => setEverything('slow')}
              >
                Slow everything
              </Button>
              {!isPausedWhole && (
                <Button
                  variant="default"
                  leftSection={<Pause size={14} aria-hidden />}
                  onClick={() => setEverything('pause')}
                >
                  Pause everything
                </Button>
              )}
            </>
          )
        }
      />
      <Stack gap="md">
        <Obstacles obstacles={live.data?.obstacles ?? []} />
        <LiveSection live={live.data} />
        <FrameBox>
          <DataTable
            caption="Destinations"
            columns={mayDeliver ? [...columns, act] : columns}
            list={list}
            rowKey={(site) => site.id}
            empty={
              (live.data?.waiting ?? 0) > 0 ? (
                <EmptyState title="Nothing waits for a mail server that is known">
                  What waits has none yet: DNS did not answer for its domains, or knows no mail server of them. It is
                  asked again by itself; the page of an address says when.
                </EmptyState>
              ) : (
                <EmptyState title="Nothing waits">
                  While a campaign goes out, each mail provider your readers use stands here: how much waits for it, and
                  whether it asked us to slow down. We do that by ourselves.
                </EmptyState>
              )
            }
          />
        </FrameBox>
      </Stack>
      {ordered?.act === 'limit' && <LimitDialog site={ordered.site} close={() => setOrdered(null)} />}
      {ordered && ordered.act !== 'limit' && (
        <SiteDialog
          site={ordered.site}
          act={ordered.act}
          siblings={ofProvider(ordered.site, list.rows)}
          close={() => setOrdered(null)}
        />
      )}
      {everything && <SendingDialog act={everything} live={live.data} close={() => setEverything(null)} />}
    </>
  );
}
