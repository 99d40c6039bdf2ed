// What the table of suppressions says of each: who, why, since when, until when, and who lifted it.
'use client';

import type { Suppression } from '@doorstep/contracts';
import { ActionIcon, Anchor, Text, Tooltip } from '@mantine/core';
import { Pencil } from 'lucide-react';
import { Actor } from '../parts/actor';
import { AddressLink, addressHref } from '../parts/address-link';
import type { Column } from '../parts/data-table';
import { Link } from '../parts/link';
import { Moment } from '../parts/moment';
import { count } from '../parts/numbers';
import { causeWords } from '../parts/words';
import { askedWords } from './asked-words';
import { EvidenceDetails } from './evidence-details';
import { evidenceWords } from './evidence-words';

function Why({ row }: { row: Suppression }) {
  const more = evidenceWords(row);
  return (
    <div>
      {causeWords[row.cause]}
      {more && (
        <Text size="xs" c="dimmed" component="span" display="block" style={{ overflowWrap: 'anywhere' }}>
          {more}
        </Text>
      )}
      <EvidenceDetails suppression={row} />
    </div>
  );
}

/** Leads to the very messages, where it is one address. */
function Hits({ row }: { row: Suppression }) {
  if (row.hits === 0 || row.address === null) return count(row.hits);
  return (
    <Anchor component={Link} href={`${addressHref(row.address)}?show=held`} size="sm">
      {count(row.hits)}
    </Anchor>
  );
}

export const columns: Column<Suppression>[] = [
  {
    header: 'Who',
    width: 260,
    cell: (row) =>
      row.address === null ? (
        <span className="mono">everyone at {row.domainName}</span>
      ) : (
        <AddressLink address={row.address} />
      ),
  },
  { header: 'Why', width: 360, cell: (row) => <Why row={row} /> },
  { header: 'By', cell: (row) => <Actor name={row.actor} at={row.createdAt} about={`suppressions:${row.id}`} /> },
  {
    header: 'Held back since',
    isNumber: true,
    cell: (row) => (
      <>
        <Hits row={row} />
        {row.lastHitAt && (
          <Text size="xs" c="dimmed" component="span" display="block" style={{ whiteSpace: 'nowrap' }}>
            last <Moment at={row.lastHitAt} asRelative />
          </Text>
        )}
      </>
    ),
  },
  { header: 'Since', cell: (row) => <Moment at={row.createdAt} asRelative /> },
];

export function Ends({ row, change }: { row: Suppression; change: (() => void) | null }) {
  if (row.liftedAt !== null) return <Lifted row={row} />;
  const until = (
    <Moment at={row.expiresAt} none={row.cause === 'complaint' ? 'Hers to lift' : 'Until lifted'} asRelative />
  );
  return (
    <>
      <span style={{ whiteSpace: 'nowrap' }}>
        {until}
        {change !== null && (
          <ActionIcon
            ml={4}
            onClick={change}
            aria-label={`Change how long ${row.address ?? row.domainName} is held back`}
          >
            <Pencil size={14} aria-hidden />
          </ActionIcon>
        )}
      </span>
      {row.asked && (
        <Text size="xs" c="dimmed" component="span" display="block">
          Asked <Moment at={row.asked.at} asRelative />: {askedWords[row.asked.state]}
        </Text>
      )}
    </>
  );
}

const Lifted = ({ row }: { row: Suppression }) => (
  <Tooltip label={row.liftReason ?? 'No reason was given'}>
    <span>
      Lifted by{' '}
      {row.liftedBy === null ? (
        'somebody'
      ) : (
        <Actor name={row.liftedBy} at={row.liftedAt} about={`suppressions:${row.id}`} />
      )}
      , <Moment at={row.liftedAt} asRelative />
      {row.liftReason && (
        <Text size="xs" c="dimmed" component="span" display="block" style={{ overflowWrap: 'anywhere' }}>
          {row.liftReason}
        </Text>
      )}
    </span>
  </Tooltip>
);
