// Taking the evidence along: a note for their postmaster, or everything as text or JSON.
'use client';

import type { AddressPage } from '@doorstep/contracts';
import { Button, CopyButton, Menu } from '@mantine/core';
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
