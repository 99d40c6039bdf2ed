// Buttons of the visual editor for what a newsletter has beyond text; one that is selected is changed by the same button.
'use client';

import { Autocomplete, Button, Group, Popover, Stack, TextInput } from '@mantine/core';
import { RichTextEditor } from '@mantine/tiptap';
import type { Editor } from '@tiptap/react';
import { Braces, Columns2, ImagePlus, RectangleHorizontal } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useMergeFields } from './use-merge-fields';
import { twoColumns } from './visual-nodes';

/** Attributes of the part that is selected, when it is one of these. */
function selected(editor: Editor | null, type: string): Record<string, string> | null {
  return editor?.isActive(type) ? (editor.getAttributes(type) as Record<string, string>) : null;
}

interface PartControlProps {
  label: string;
  icon: ReactNode;
  act: string;
  canAct: boolean;
  begin: () => void;
  onAct: () => void;
  children: ReactNode;
}

function PartControl({ label, icon, act, canAct, begin, onAct, children }: PartControlProps) {
  const [isOpen, setIsOpen] = useState(false);
  const toggle = () => {
    if (!isOpen) begin();
    setIsOpen(!isOpen);
  };
  return (
    <Popover
      opened={isOpen}
      onChange={setIsOpen}
      trapFocus
      withinPortal
      width={280}
      position="bottom-start"
      shadow="md"
    >
      <Popover.Target>
        <RichTextEditor.Control aria-label={label} title={label} onClick={toggle}>
          {icon}
        </RichTextEditor.Control>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            setIsOpen(false);
            onAct();
          }}
        >
          <Stack gap={8}>
            {children}
            <Group justify="flex-end" gap={8}>
              <Button variant="default" onClick={() => setIsOpen(false)}>
                Back
              </Button>
              <Button type="submit" disabled={!canAct}>
                {act}
              </Button>
            </Group>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}

export function FieldControl({ editor, listId }: { editor: Editor | null; listId: string | undefined }) {
  const [name, setName] = useState('');
  const [fallback, setFallback] = useState('');
  const fields = useMergeFields(listId);
  return (
    <PartControl
      label="Insert a field"
      icon={<Braces size={16} aria-hidden />}
      act={selected(editor, 'mergeField') === null ? 'Insert' : 'Change'}
      canAct={/^[A-Za-z_][\w-]*$/.test(name)}
      begin={() => {
        const known = selected(editor, 'mergeField');
        setName(known?.name ?? 'name');
        setFallback(known?.fallback ?? 'there');
      }}
      onAct={() => editor?.chain().focus().insertContent({ type: 'mergeField', attrs: { name, fallback } }).run()}
    >
      <Autocomplete
        label="Field"
        data={fields}
        value={name}
        onChange={setName}
        comboboxProps={{ withinPortal: false }}
        data-autofocus
      />
      <TextInput
        label="Without one, they see"
        description="Empty: nothing at all"
        value={fallback}
        onChange={(event) => setFallback(event.currentTarget.value)}
        maxLength={200}
      />
    </PartControl>
  );
}

export function ButtonControl({ editor }: { editor: Editor | null }) {
  const [label, setLabel] = useState('');
  const [href, setHref] = useState('');
  const isSelected = selected(editor, 'button') !== null;
  return (
    <PartControl
      label={isSelected ? 'Change the button' : 'Insert a button'}
      icon={<RectangleHorizontal size={16} aria-hidden />}
      act={isSelected ? 'Change' : 'Insert'}
      canAct={label.trim() !== ''}
      begin={() => {
        const known = selected(editor, 'button');
        setLabel(known?.label ?? '');
        setHref(known?.href ?? '');
      }}
      onAct={() => {
        const attrs = { label: label.trim(), href: href.trim() };
        if (isSelected) editor?.chain().focus().updateAttributes('button', attrs).run();
        else editor?.chain().focus().insertContent({ type: 'button', attrs }).run();
      }}
    >
      <TextInput
        label="Words on it"
        value={label}
        onChange={(event) => setLabel(event.currentTarget.value)}
        maxLength={80}
        data-autofocus
      />
      <TextInput
        label="Leads to"
        placeholder="https://"
        value={href}
        onChange={(event) => setHref(event.currentTarget.value)}
        error={
          href !== '' && !/^(https?:\/\/|mailto:|tel:|\{\{)/i.test(href.trim())
            ? 'An address begins with https://'
            : undefined
        }
      />
    </PartControl>
  );
}

export function ImageControl({ onClick }: { onClick: () => void }) {
  return (
    <RichTextEditor.Control aria-label="Insert an image" title="Insert an image" onClick={onClick}>
      <ImagePlus size={16} aria-hidden />
    </RichTextEditor.Control>
  );
}

export function ColumnsControl({ editor }: { editor: Editor | null }) {
  return (
    <RichTextEditor.Control
      aria-label="Insert two columns"
      title="Insert two columns"
      disabled={editor?.isActive('columns') ?? true}
      onClick={() => editor?.chain().focus().insertContent(twoColumns).run()}
    >
      <Columns2 size={16} aria-hidden />
    </RichTextEditor.Control>
  );
}
