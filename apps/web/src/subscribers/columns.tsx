// The columns of the subscribers' table: fixed ones, and any field, chosen per browser.
'use client';

import type { CustomField, Subscriber } from '@doorstep/contracts';
import { Button, Menu } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { Check, Columns3 } from 'lucide-react';
import { useMemo } from 'react';
import { AddressLink } from '../parts/address-link';
import type { Column } from '../parts/data-table';
import { Moment } from '../parts/moment';
import { Status } from '../parts/status';
import { causeWords, standingWords } from '../parts/words';

const address: Column<Subscriber> = {
  header: 'Address',
  width: '26%',
  cell: (row) => <AddressLink address={row.address} />,
};

const choosable: Readonly<Record<string, Column<Subscriber>>> = {
  name: { header: 'Name', cell: (row) => row.name },
  // Wide enough for the name of a list.
  lists: { header: 'Lists', cell: (row) => <div style={{ minWidth: 120 }}>{listsOf(row)}</div> },
  tags: { header: 'Tags', cell: (row) => row.tags.join(', ') },
  mail: {
    header: 'Mail to this address',
    cell: (row) =>
      row.suppressedBy === null ? (
        <Status word={standingWords[row.standing]} />
      ) : (
        <Status word={{ label: 'Suppressed', tone: 'bad', meaning: causeWords[row.suppressedBy] }} />
      ),
  },
  added: { header: 'Added', cell: (row) => <Moment at={row.createdAt} asRelative /> },
};

function listsOf({ memberships }: Subscriber): string {
  return memberships
    .filter((membership) => membership.status !== 'removed')
    .map(({ status, listName }) => (status === 'subscribed' ? listName : `${listName} (${status})`))
    .join(', ');
}

export function useColumns(fields: readonly CustomField[]) {
  const [chosen, setChosen] = useLocalStorage({
    key: 'doorstep-subscriber-columns',
    defaultValue: Object.keys(choosable),
  });
  const all = useMemo(
    (): Readonly<Record<string, Column<Subscriber>>> => ({
      ...choosable,
      ...Object.fromEntries(
        fields.map(({ key, label }) => [`field:${key}`, { header: label, cell: (row: Subscriber) => row.fields[key] }]),
      ),
    }),
    [fields],
  );
  const columns = useMemo(
    () => [address, ...Object.keys(all).flatMap((key) => (chosen.includes(key) ? [all[key]!] : []))],
    [all, chosen],
  );
  const chooser = (
    <Menu position="bottom-end" closeOnItemClick={false}>
      <Menu.Target>
        <Button variant="default" leftSection={<Columns3 size={14} aria-hidden />}>
          Columns
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {Object.entries(all).map(([key, { header }]) => (
          <Menu.Item
            key={key}
            role="menuitemcheckbox"
            aria-checked={chosen.includes(key)}
            leftSection={
              <Check size={14} aria-hidden style={{ visibility: chosen.includes(key) ? 'visible' : 'hidden' }} />
            }
            onClick={() => setChosen(chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key])}
          >
            {header}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
  return { columns, chooser };
}
