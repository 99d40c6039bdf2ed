// The audit log: who changed what, when and from where. It cannot be edited.
'use client';

import type { AuditEntry } from '@doorstep/contracts';
import { Anchor } from '@mantine/core';
import { audit } from '../client/settings';
import { usePages } from '../client/use-pages';
import { type Column, DataTable } from '../parts/data-table';
import { EmptyState } from '../parts/empty-state';
import { FrameBox } from '../parts/frame-box';
import { Link } from '../parts/link';
import { Moment } from '../parts/moment';
import { plainWords } from '../parts/words';
import { actionWords, detailWords, subjectHref } from './audit-words';
import { auditKey } from './settings-keys';
import { SettingsHead } from './settings-tabs';

function Subject({ entry }: { entry: AuditEntry }) {
  if (entry.subjectKind === null) return null;
  const href = subjectHref(entry);
  const words = plainWords(entry.subjectKind);
  if (href === null) return words;
  return (
    <Anchor component={Link} href={href}>
      {words}
    </Anchor>
  );
}

const columns: Column<AuditEntry>[] = [
  { header: 'When', cell: (entry) => <Moment at={entry.at} asRelative /> },
  { header: 'Who', cell: (entry) => <span style={{ overflowWrap: 'anywhere' }}>{entry.actorLabel}</span> },
  { header: 'What', cell: (entry) => actionWords(entry.action) },
  { header: 'About', cell: (entry) => <Subject entry={entry} /> },
  {
    header: 'In detail',
    cell: (entry) => <span style={{ overflowWrap: 'anywhere' }}>{detailWords(entry.detail)}</span>,
  },
  { header: 'From', cell: (entry) => entry.ip !== null && <span className="mono">{entry.ip}</span> },
];

export function AuditPage() {
  const list = usePages(auditKey, (cursor) => audit(cursor));
  return (
    <>
      <SettingsHead about="Every change by a person or a program, newest first. Entries cannot be changed or deleted." />
      <FrameBox>
        <DataTable
          caption="Audit log"
          columns={columns}
          list={list}
          rowKey={(entry) => entry.id}
          empty={<EmptyState title="No change yet">The first change anybody makes stands here.</EmptyState>}
        />
      </FrameBox>
    </>
  );
}
