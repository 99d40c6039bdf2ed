// Taking the evidence along: notes for her IT and for her, or everything as text or JSON.
'use client';

import type { AddressPage } from '@doorstep/contracts';
import { Button, Menu } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { ChevronDown, FileBraces, FileText, Printer } from 'lucide-react';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { late } from '../parts/late';
import { evidenceJson, evidenceText } from './evidence';
import { type NoteKind, noteKinds, noteOf } from './note';

const NoteDialog = late(() => import('./note-dialog').then((file) => file.NoteDialog));

function save(text: string, type: string, fileName: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}

const fileName = (page: AddressPage, ending: string) =>
  `evidence-${page.address.replace(/[^a-z0-9.@_-]+/gi, '_')}.${ending}`;

export function EvidenceMenu({ page }: { page: AddressPage }) {
  const [note, setNote] = useQueryState('note', parseAsStringLiteral(noteKinds));
  const clipboard = useClipboard();
  /** One press is enough: what is shown stands in the clipboard already. */
  const openNote = (kind: NoteKind) => {
    clipboard.copy(noteOf(page, kind, 'en')?.body ?? '');
    void setNote(kind);
  };
  return (
    <>
      {page.notesForPostmaster !== null && (
        <Button variant="default" onClick={() => openNote('it')}>
          Note for her IT
        </Button>
      )}
      {page.notesForHer !== null && (
        <Button variant="default" onClick={() => openNote('her')}>
          Note for her
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<ChevronDown size={14} aria-hidden />}>
            Export
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<FileText size={14} aria-hidden />}
            onClick={() => save(evidenceText(page, new Date()), 'text/plain', fileName(page, 'txt'))}
          >
            Everything as text
          </Menu.Item>
          <Menu.Item
            leftSection={<FileBraces size={14} aria-hidden />}
            onClick={() => save(evidenceJson(page), 'application/json', fileName(page, 'json'))}
          >
            Everything as JSON
          </Menu.Item>
          <Menu.Item leftSection={<Printer size={14} aria-hidden />} onClick={() => window.print()}>
            Print this page
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {note !== null && <NoteDialog page={page} kind={note} close={() => void setNote(null)} />}
    </>
  );
}
