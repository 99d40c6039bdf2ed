// Taking the evidence along: a note for their postmaster, or everything as text or JSON.
'use client';

import type { AddressPage } from '@doorstep/contracts';
import { Button, CopyButton, Menu } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { Check, ChevronDown, Copy, FileBraces, FileText, Printer } from 'lucide-react';
import { evidenceJson, evidenceText, noteForPostmaster } from './evidence';

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

/** A letter to paste into whatever reaches her: a chat, a letter, a telephone call. */
function NoteForHer({ notes }: { notes: NonNullable<AddressPage['notesForHer']> }) {
  const clipboard = useClipboard({ timeout: 3000 });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          leftSection={clipboard.copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
          rightSection={<ChevronDown size={14} aria-hidden />}
        >
          {clipboard.copied ? 'Copied' : 'Copy a note for her'}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => clipboard.copy(notes.en)}>In English</Menu.Item>
        <Menu.Item onClick={() => clipboard.copy(notes.de)}>Auf Deutsch</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

export function EvidenceMenu({ page }: { page: AddressPage }) {
  return (
    <>
      {page.verdict.failed > 0 && (
        <CopyButton value={noteForPostmaster(page)} timeout={3000}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              onClick={copy}
              leftSection={copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
            >
              {copied ? 'Copied' : 'Copy for their postmaster'}
            </Button>
          )}
        </CopyButton>
      )}
      {page.notesForHer !== null && <NoteForHer notes={page.notesForHer} />}
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
    </>
  );
}
