// Merge fields at a click: what every subscriber has, and the fields of those on the chosen lists.
'use client';

import { Button, Menu } from '@mantine/core';
import { Braces } from 'lucide-react';
import { fieldId } from './go-to-field';
import { useFieldKeys } from './use-merge-fields';

const always = [
  { label: 'Name', insert: '{{ name }}' },
  { label: 'Name, or “there” without one', insert: '{{ name | default: "there" }}' },
  { label: 'Address', insert: '{{ address }}' },
  { label: 'Unsubscribe link', insert: '{{ unsubscribe_url }}' },
];

const places = { subject: 'subject', html: 'HTML', contentSource: 'message', text: 'plain text' };

interface MergeMenuProps {
  /** The field the text goes into, where the caret stands. */
  into: keyof typeof places;
  listId: string | undefined;
  onChange: (value: string) => void;
}

export function MergeMenu({ into, listId, onChange }: MergeMenuProps) {
  const keys = useFieldKeys(listId);
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
        {keys.length > 0 && <Menu.Label>Fields from your lists</Menu.Label>}
        {keys.map((key) => (
          <Menu.Item key={key} onClick={() => insert(`{{ ${key} }}`)}>
            <span className="mono">{key}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
