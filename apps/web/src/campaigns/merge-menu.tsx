// Merge fields at a click: what every subscriber has, and the fields of those on the chosen lists.
'use client';

import { Button, Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Braces } from 'lucide-react';
import { subscribers } from '../client/audience';
import { fieldId } from './go-to-field';

const always = [
  { label: 'Name', insert: '{{ name }}' },
  { label: 'Name, or “there” without one', insert: '{{ name | default: "there" }}' },
  { label: 'Address', insert: '{{ address }}' },
  { label: 'Unsubscribe link', insert: '{{ unsubscribe_url }}' },
];

const places = { subject: 'subject', html: 'HTML', text: 'plain text' };

/** The keys of the first page of subscribers: enough to show what there is, cheap enough to ask on opening. */
async function fieldKeys(listId: string | undefined): Promise<string[]> {
  const page = await subscribers.page(listId === undefined ? {} : { listId });
  const keys = new Set(page.data.flatMap((subscriber) => Object.keys(subscriber.fields)));
  return [...keys].sort().slice(0, 30);
}

interface MergeMenuProps {
  /** The field the text goes into, where the caret stands. */
  into: 'subject' | 'html' | 'text';
  listId: string | undefined;
  onChange: (value: string) => void;
}

export function MergeMenu({ into, listId, onChange }: MergeMenuProps) {
  const keys = useQuery({
    queryKey: ['subscribers', 'field-keys', listId ?? 'all'],
    queryFn: () => fieldKeys(listId),
    staleTime: 60_000,
  });
  const insert = (text: string) => {
    const field = document.getElementById(fieldId(into)) as HTMLInputElement | HTMLTextAreaElement | null;
    if (field === null) return;
    const { selectionStart, selectionEnd, value } = field;
    const start = selectionStart ?? value.length;
    const written = value.slice(0, start) + text + value.slice(selectionEnd ?? start);
    onChange(written);
    requestAnimationFrame(() => {
      field.focus();
      field.setSelectionRange(start + text.length, start + text.length);
    });
  };
  return (
    <Menu position="bottom-end" returnFocus={false}>
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<Braces size={14} aria-hidden />}
          aria-label={`Insert a field into the ${places[into]}`}
        >
          Insert a field
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Every subscriber has these</Menu.Label>
        {always.map((item) => (
          <Menu.Item key={item.insert} onClick={() => insert(item.insert)}>
            {item.label}
          </Menu.Item>
        ))}
        {(keys.data?.length ?? 0) > 0 && <Menu.Label>Fields from your lists</Menu.Label>}
        {keys.data?.map((key) => (
          <Menu.Item key={key} onClick={() => insert(`{{ ${key} }}`)}>
            <span className="mono">{key}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
