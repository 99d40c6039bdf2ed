// Above the audit log: by whom, what kind of change, on what, from when to when.
'use client';

import type { AuditChoices } from '@doorstep/contracts';
import { Button, NativeSelect, Pill, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { audit } from '../client/settings';
import { SearchField, Toolbar } from '../parts/toolbar';
import { plainWords } from '../parts/words';
import { actionChoices } from './audit-words';
import { auditKey } from './settings-keys';
import type { useAudit } from './use-audit';

const none: AuditChoices = { actors: [], actions: [] };

/** Whatever the address of the page says can be chosen, also when nothing in the log fits it. */
const withChosen = (values: readonly string[], chosen: string | null): readonly string[] =>
  chosen === null || values.includes(chosen) ? values : [chosen, ...values];

export function AuditFilters({ log }: { log: ReturnType<typeof useAudit> }) {
  const { filter, change, list } = log;
  const choices = useQuery({ queryKey: [...auditKey, 'choices'], queryFn: audit.choices, staleTime: 60_000 });
  const { actors, actions } = choices.data ?? none;
  const [, kind] = /^([a-z-]+):/.exec(filter.about ?? '') ?? [];
  return (
    <Toolbar>
      {kind === undefined ? (
        <SearchField
          label="Address, or name of an object"
          value={filter.about ?? ''}
          onChange={(about) => change({ about: about || null })}
        />
      ) : (
        <Pill
          size="md"
          withRemoveButton
          onRemove={() => change({ about: null })}
          removeButtonProps={{ 'aria-label': 'Show changes of everything', 'aria-hidden': false, tabIndex: 0 }}
        >
          Only {plainWords(kind).toLowerCase()}: {list.rows?.[0]?.subjectName ?? 'one of them'}
        </Pill>
      )}
      <NativeSelect
        aria-label="By whom"
        data={[{ value: '', label: 'By anybody' }, ...withChosen(actors, filter.who)]}
        value={filter.who ?? ''}
        onChange={(event) => change({ who: event.currentTarget.value || null })}
      />
      <NativeSelect
        aria-label="Kind of change"
        data={[{ value: '', label: 'Every kind of change' }, ...actionChoices(withChosen(actions, filter.action))]}
        value={filter.action ?? ''}
        onChange={(event) => change({ action: event.currentTarget.value || null })}
      />
      <TextInput
        type="date"
        aria-label="From"
        value={filter.from ?? ''}
        onChange={(event) => change({ from: event.currentTarget.value || null })}
      />
      <TextInput
        type="date"
        aria-label="To"
        value={filter.to ?? ''}
        onChange={(event) => change({ to: event.currentTarget.value || null })}
      />
      {log.isFiltered && (
        <Button variant="subtle" onClick={log.showAll}>
          Show everything
        </Button>
      )}
    </Toolbar>
  );
}
