// The columns of the audit log. The time of a line is the link to that line.
import type { AuditEntry } from '@doorstep/contracts';
import { ActionIcon, Anchor, Text } from '@mantine/core';
import { ListFilter } from 'lucide-react';
import type { Column } from '../parts/data-table';
import { Link } from '../parts/link';
import { Moment } from '../parts/moment';
import { plainWords } from '../parts/words';
import { actionWords, detailWords, subjectHref } from './audit-words';

const anywhere = { overflowWrap: 'anywhere' } as const;

function Subject({ entry }: { entry: AuditEntry }) {
  const { subjectKind, subjectId, subjectName } = entry;
  if (subjectKind === null) return null;
  const href = subjectHref(entry);
  const kind = plainWords(subjectKind);
  const words = <span style={anywhere}>{subjectName ?? kind}</span>;
  return (
    <div style={{ display: 'flex', gap: 4, alignItems: 'flex-start' }}>
      <div style={{ minWidth: 0 }}>
        {href === null ? (
          words
        ) : (
          <Anchor component={Link} href={href} inherit>
            {words}
          </Anchor>
        )}
        {subjectName !== null && (
          <Text size="xs" c="dimmed" component="span" display="block">
            {kind}
          </Text>
        )}
      </div>
      {subjectId !== null && (
        <ActionIcon
          component={Link}
          href={`/settings/audit?${new URLSearchParams({ about: `${subjectKind}:${subjectId}` })}`}
          aria-label={`Only changes of this: ${subjectName ?? kind}`}
        >
          <ListFilter size={14} strokeWidth={1.5} aria-hidden />
        </ActionIcon>
      )}
    </div>
  );
}

/** @param entry the line the reader was led to */
export const auditColumns = (entry: string | null): Column<AuditEntry>[] => [
  {
    header: 'When',
    cell: ({ id, at }) => (
      <span id={`a-${id}`}>
        <Anchor component={Link} href={`/settings/audit?entry=${id}`} inherit c="inherit">
          <Moment at={at} asRelative />
        </Anchor>
        {id === entry && (
          <Text size="xs" fw={600} component="span" display="block" c="var(--tone-working)">
            This line
          </Text>
        )}
      </span>
    ),
  },
  { header: 'Who', cell: ({ actorLabel }) => <span style={anywhere}>{actorLabel}</span> },
  { header: 'What', cell: ({ action }) => actionWords(action) },
  { header: 'About', cell: (row) => <Subject entry={row} /> },
  { header: 'In detail', cell: ({ detail }) => <span style={anywhere}>{detailWords(detail)}</span> },
  { header: 'From', cell: ({ ip }) => ip !== null && <span className="mono">{ip}</span> },
];
