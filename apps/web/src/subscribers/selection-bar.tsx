// Says what is selected, takes in everybody who matches, and offers what can be done with them.
'use client';

import type { BulkKind } from '@doorstep/contracts';
import { Button, Group, Menu, Text } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import { counted } from '../parts/numbers';
import { bulkVerbs } from './bulk-words';

interface SelectionBarProps {
  /** null: everybody who matches. */
  selected: number | null;
  /** How many match; undefined until it was counted. */
  matching: number | undefined;
  isCounting: boolean;
  /** Rows on the page so far. */
  shown: number;
  selectShown: () => void;
  selectAll: () => void;
  clear: () => void;
  act: (kind: BulkKind) => void;
  mayDeliver: boolean;
}

export function SelectionBar({
  selected,
  matching,
  isCounting,
  shown,
  selectShown,
  selectAll,
  clear,
  act,
  mayDeliver,
}: SelectionBarProps) {
  const kinds = (Object.keys(bulkVerbs) as BulkKind[]).filter((kind) => kind !== 'suppress' || mayDeliver);
  return (
    <Group gap={12} px={12} py={8} style={{ borderBottom: '1px solid var(--hairline)' }}>
      <Text size="sm" role="status">
        {selected === null ? `All ${counted(matching ?? 0, 'person', 'people')} who match` : `${selected} selected`}
      </Text>
      {selected !== null && selected < shown && (
        <Button variant="default" size="compact-sm" onClick={selectShown}>
          Select the {shown} shown
        </Button>
      )}
      {selected !== null && (
        <Button variant="default" size="compact-sm" onClick={selectAll} loading={isCounting}>
          Select all who match
        </Button>
      )}
      <Menu position="bottom-start">
        <Menu.Target>
          <Button
            size="compact-sm"
            rightSection={<ChevronDown size={14} aria-hidden />}
            disabled={selected === null && !matching}
          >
            Change them
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {kinds.map((kind) => (
            <Menu.Item key={kind} onClick={() => act(kind)}>
              {bulkVerbs[kind]}…
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button variant="subtle" size="compact-sm" onClick={clear}>
        Clear the selection
      </Button>
    </Group>
  );
}
