// Taking the evidence along: notes for her IT and for her, or everything as text or JSON.
'use client';

import type { AddressPage } from '@doorstep/contracts';
import { Button, Menu } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { ChevronDown, FileBraces, FileSpreadsheet, FileText, Printer } from 'lucide-react';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { late } from '../parts/late';
import { type NoteKind, noteKinds, noteOf } from './note';
import { isForHerIt } from './verdict-acts';

const NoteDialog = late(() => import('./note-dialog').then((file) => file.NoteDialog));

function save(text: string, type: string, fileName: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}

const types = { txt: 'text/plain', csv: 'text/csv', json: 'application/json' } as const;

const fileName = (page: AddressPage, ending: string) =>
  `evidence-${page.address.replace(/[^a-z0-9.@_-]+/gi, '_')}.${ending}`;

export function EvidenceMenu({ page }: { page: AddressPage }) {
  const [note, setNote] = useQueryState('note', parseAsStringLiteral(noteKinds));
  const clipboard = useClipboard();
  /** How files are written comes when the first one is asked for. */
  const take = async (form: keyof typeof types) => {
    const { evidenceCsv, evidenceJson, evidenceText } = await import('./evidence');
    const written = { txt: evidenceText, csv: evidenceCsv, json: evidenceJson };
    save(written[form](page, new Date()), types[form], fileName(page, form));
  };
  /** One press is enough: what is shown stands in the clipboard already. */
  const openNote = (kind: NoteKind) => {
    clipboard.copy(noteOf(page, kind, 'en')?.body ?? '');
    void setNote(kind);
  };
  return (
    <>
      {page.notesForPostmaster !== null && (
        <Button variant={isForHerIt(page.verdict) ? 'filled' : 'default'} onClick={() => openNote('it')}>
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
          <Menu.Item leftSection={<FileText size={14} aria-hidden />} onClick={() => void take('txt')}>
            Everything as text
          </Menu.Item>
          <Menu.Item leftSection={<FileSpreadsheet size={14} aria-hidden />} onClick={() => void take('csv')}>
            Every try as CSV
          </Menu.Item>
          <Menu.Item leftSection={<FileBraces size={14} aria-hidden />} onClick={() => void take('json')}>
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
