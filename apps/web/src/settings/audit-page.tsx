// The audit log: who changed what, when and from where. It cannot be edited.
'use client';

import { Button, Text } from '@mantine/core';
import { useMemo } from 'react';
import { audit } from '../client/settings';
import { DataTable } from '../parts/data-table';
import { EmptyState } from '../parts/empty-state';
import { ExportMenu } from '../parts/export-menu';
import { FrameBox } from '../parts/frame-box';
import classes from './audit.module.css';
import { auditColumns } from './audit-columns';
import { AuditFilters } from './audit-filters';
import { SettingsHead } from './settings-tabs';
import { useAudit } from './use-audit';

export function AuditPage() {
  const log = useAudit();
  const { entry, asked, list } = log;
  const columns = useMemo(() => auditColumns(entry), [entry]);
  return (
    <>
      <SettingsHead
        about="Every change by a person or a program, newest first. Entries cannot be changed or deleted."
        actions={
          <ExportMenu
            forms={{
              'CSV, for a spreadsheet': audit.exportHref(asked, 'csv'),
              'JSON, for a program': audit.exportHref(asked, 'json'),
            }}
          />
        }
      />
      <FrameBox>
        <AuditFilters log={log} />
        {log.isMissing && (
          <Place showNewest={null}>
            No line of the log stands beside that change. It was made by something that ran by itself, or before the log
            began.
          </Place>
        )}
        {entry !== null && <Place showNewest={log.showNewest}>The list begins with the line you were led to.</Place>}
        <DataTable
          caption="Audit log"
          columns={columns}
          list={list}
          rowKey={(row) => row.id}
          empty={
            log.isFiltered || entry !== null ? (
              <EmptyState
                title="Nothing for this filter"
                action={
                  <Button variant="default" onClick={log.showAll}>
                    Show everything
                  </Button>
                }
              >
                An address finds everything that was done to it, also under subscribers that were deleted since; a name
                finds objects that are called so.
              </EmptyState>
            ) : (
              <EmptyState title="No change yet">The first change anybody makes stands here.</EmptyState>
            )
          }
        />
      </FrameBox>
    </>
  );
}

function Place({ children, showNewest }: { children: string; showNewest: (() => void) | null }) {
  return (
    <div className={classes.place} role="status">
      <Text size="sm">{children}</Text>
      {showNewest !== null && (
        <Button variant="default" size="compact-sm" onClick={showNewest}>
          Show what came after it
        </Button>
      )}
    </div>
  );
}
