// Every import so far: file, how far it is, what came of it.
'use client';

import type { Import } from '@doorstep/contracts';
import { Anchor, Button } from '@mantine/core';
import { Upload } from 'lucide-react';
import { imports } from '../client/imports';
import { usePages } from '../client/use-pages';
import { Actor } from '../parts/actor';
import { type Column, DataTable } from '../parts/data-table';
import { EmptyState } from '../parts/empty-state';
import { FrameBox } from '../parts/frame-box';
import { Link } from '../parts/link';
import { May } from '../parts/may';
import { Moment } from '../parts/moment';
import { count } from '../parts/numbers';
import { PageHeader } from '../parts/page-header';
import { Status } from '../parts/status';
import { importWords } from '../parts/words';
import { importsKey } from './import-query';

const columns: Column<Import>[] = [
  {
    header: 'File',
    cell: (run) => (
      <Anchor component={Link} href={`/imports/${run.id}`} fw={500} style={{ overflowWrap: 'anywhere' }}>
        {run.fileName}
      </Anchor>
    ),
  },
  { header: 'State', cell: (run) => <Status word={importWords[run.state]} /> },
  { header: 'Rows', isNumber: true, cell: (run) => numberOf(run, 'rows') },
  { header: 'New', isNumber: true, cell: (run) => numberOf(run, 'new') },
  { header: 'Updated', isNumber: true, cell: (run) => numberOf(run, 'updated') },
  {
    header: 'Rejected',
    isNumber: true,
    cell: (run) =>
      (run.importCounts ?? run.checkCounts)?.rejected ? (
        <Anchor component={Link} href={`/imports/${run.id}?outcome=rejected`}>
          {numberOf(run, 'rejected')}
        </Anchor>
      ) : (
        numberOf(run, 'rejected')
      ),
  },
  { header: 'Uploaded', cell: (run) => <Moment at={run.createdAt} asRelative /> },
  {
    header: 'By',
    cell: ({ id, createdBy, createdAt }) =>
      createdBy !== null && <Actor name={createdBy} at={createdAt} about={`imports:${id}`} />,
  },
  {
    header: 'Undo',
    isHeaderHidden: true,
    cell: (run) =>
      run.undoUntil !== null && (
        <May scope="subscribers:write">
          <Anchor
            component={Link}
            href={`/imports/${run.id}?undo=true`}
            aria-label={`Undo the import of ${run.fileName}`}
          >
            Undo
          </Anchor>
        </May>
      ),
  },
];

function numberOf(run: Import, key: 'rows' | 'new' | 'updated' | 'rejected'): string {
  const counts = run.importCounts ?? run.checkCounts;
  return counts === null ? '–' : count(counts[key]);
}

export function ImportsPage() {
  const list = usePages([...importsKey, 'page'], (cursor) => imports.page(cursor));
  const start = (
    <May scope="subscribers:write">
      <Button component={Link} href="/imports/new" leftSection={<Upload size={14} aria-hidden />}>
        Import a file
      </Button>
    </May>
  );
  return (
    <>
      <PageHeader
        title="Imports"
        act={start}
        needs={{ scope: 'subscribers:write', to: 'import a file, or undo an import' }}
      />
      <FrameBox>
        <DataTable
          caption="Imports"
          columns={columns}
          list={list}
          rowKey={(run) => run.id}
          empty={
            <EmptyState title="No import yet" action={start}>
              Bring your readers with a CSV file from any other program. Before anything is changed, you see what each
              row would become; nobody who unsubscribed is brought back.
            </EmptyState>
          }
        />
      </FrameBox>
    </>
  );
}
