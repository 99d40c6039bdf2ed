// Returned mail: every message that came back, what it led to, and the shelf of what nobody could match.
'use client';

import { Button, NativeSelect, Text } from '@mantine/core';
import { parseAsString, parseAsStringLiteral, useQueryState, useQueryStates } from 'nuqs';
import { useCallback, useState } from 'react';
import { exportHref, returnedMail } from '../client/returned-mail';
import { usePages } from '../client/use-pages';
import { DataTable } from '../parts/data-table';
import { EmptyState } from '../parts/empty-state';
import { ExportMenu } from '../parts/export-menu';
import { FrameBox } from '../parts/frame-box';
import { late } from '../parts/late';
import { counted } from '../parts/numbers';
import { PageHeader } from '../parts/page-header';
import { SearchField, Toolbar } from '../parts/toolbar';
import { useMayDeliver } from '../parts/use-may';
import { useRowKeys } from '../parts/use-row-keys';
import { inboundColumns, isOnShelf } from './inbound-columns';
import { shows, showValues } from './inbound-words';
import { NoMail } from './no-mail';
import classes from './returned-mail.module.css';
import { inboundKey } from './returned-mail-keys';
import { useShelf } from './use-shelf';

const MessageDrawer = late(() => import('./message-drawer').then((file) => file.MessageDrawer));

const REFRESH_MS = 30_000;
const nothing: ReadonlySet<string> = new Set();

export function ReturnedMailPage() {
  const [filter, setFilter] = useQueryStates({
    search: parseAsString.withDefault(''),
    show: parseAsStringLiteral(showValues).withDefault('all'),
  });
  const [openId, setOpenId] = useQueryState('message', parseAsString);
  const [ids, setIds] = useState(nothing);
  const mayDeliver = useMayDeliver();
  const list = usePages([...inboundKey, filter], (cursor) => returnedMail.page(filter, cursor), {
    refetchInterval: REFRESH_MS,
  });
  const { dismiss } = useShelf(() => setIds(nothing));
  const onShelf = new Set((list.rows ?? []).filter(isOnShelf).map(({ id }) => id));
  const selected = [...ids].filter((id) => onShelf.has(id));
  const toggle = useCallback((id: string) => {
    setIds((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]));
  }, []);
  const dismissOne = (id: string) => {
    if (mayDeliver && onShelf.has(id)) dismiss.mutate({ ids: [id] });
  };
  useRowKeys({ x: (id) => mayDeliver && onShelf.has(id) && toggle(id), e: dismissOne });
  const isShelf = filter.show === 'unmatched' && mayDeliver && onShelf.size > 0;
  const columns = inboundColumns((id) => void setOpenId(id), isShelf ? { ids, toggle } : null);
  return (
    <>
      <PageHeader
        title="Returned mail"
        needs={{ scope: 'deliverability:write', to: 'match returned mail, or lay it aside' }}
        actions={
          <ExportMenu
            forms={{
              'CSV, for a spreadsheet': exportHref(filter, 'csv'),
              'JSON lines, for a program': exportHref(filter, 'jsonl'),
            }}
          />
        }
        about="Everything that came back to your return paths: bounces, complaints, warnings, automatic answers. What nobody could match changes nothing, and waits here for you."
      />
      <FrameBox>
        <Toolbar>
          <SearchField
            label="Address, subject or sender"
            value={filter.search}
            onChange={(search) => void setFilter({ search: search || null })}
          />
          <NativeSelect
            aria-label="Which messages"
            size="sm"
            data={[...shows]}
            value={filter.show}
            onChange={(event) => {
              setIds(nothing);
              void setFilter({ show: event.currentTarget.value as typeof filter.show });
            }}
          />
        </Toolbar>
        {isShelf && (
          <div className={classes.bulk}>
            <Text size="sm">
              {selected.length === 0 ? 'None of ours?' : `${counted(selected.length, 'message', 'messages')} selected`}
            </Text>
            <Button
              variant="default"
              disabled={selected.length === 0}
              loading={dismiss.isPending}
              onClick={() => dismiss.mutate({ ids: selected.slice(0, 500) })}
            >
              Lay the selected aside
            </Button>
            <Button
              variant="default"
              loading={dismiss.isPending}
              onClick={() => dismiss.mutate({ all: true, search: filter.search })}
            >
              {filter.search === '' ? 'Lay all unmatched aside' : 'Lay all aside that fit the search'}
            </Button>
          </div>
        )}
        <DataTable
          caption="Returned mail"
          columns={columns}
          list={list}
          rowKey={(row) => row.id}
          empty={<Empty filter={filter} showAll={() => void setFilter(null)} />}
        />
      </FrameBox>
      {openId !== null && <MessageDrawer id={openId} close={() => void setOpenId(null)} />}
    </>
  );
}

function Empty({ filter, showAll }: { filter: Parameters<typeof exportHref>[0]; showAll: () => void }) {
  if (filter.search === '' && (filter.show === 'all' || filter.show === 'unmatched'))
    return <NoMail show={filter.show} />;
  return (
    <EmptyState
      title="Nothing for this filter"
      action={
        <Button variant="default" onClick={showAll}>
          Show everything
        </Button>
      }
    >
      A whole address is found in all messages; a piece of a subject, sender or recipient in the newest 50,000.
    </EmptyState>
  );
}
