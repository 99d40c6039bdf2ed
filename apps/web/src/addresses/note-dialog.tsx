// A note to take along: for whoever runs her mail, or for her; in two languages, copied at once, as a draft or on paper.
'use client';

import type { AddressPage, VerdictLanguage } from '@doorstep/contracts';
import { Button, Group, Modal, SegmentedControl, Stack, Text } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { Check, Copy, Mail, Printer } from 'lucide-react';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { counted } from '../parts/numbers';
import { draftHref, type NoteKind, noteOf } from './note';
import classes from './note-dialog.module.css';

const languages = ['en', 'de'] as const;

const titles: Record<NoteKind, string> = { it: 'Note for her IT', her: 'Note for her' };

const about: Record<NoteKind, string> = {
  it: 'All that whoever runs her mail needs to find it: times, our address and name, their host, the reply, the queue ids.',
  her: 'To be given to her by another way than the mail that does not arrive.',
};

const alikeWords: Record<VerdictLanguage, (others: number) => string> = {
  en: (others) => `The same happens to ${counted(others, 'other address', 'other addresses')} at your servers.`,
  de: (others) =>
    `Dasselbe geschieht ${others === 1 ? 'einer weiteren Adresse' : `${others} weiteren Adressen`} bei Ihnen.`,
};

interface NoteDialogProps {
  page: AddressPage;
  kind: NoteKind;
  /** So many others with the same trouble at the same servers. */
  alike?: number;
  close: () => void;
}

export function NoteDialog({ page, kind, alike = 0, close }: NoteDialogProps) {
  const [language, setLanguage] = useQueryState('language', parseAsStringLiteral(languages).withDefault('en'));
  const clipboard = useClipboard({ timeout: 3000 });
  const single = noteOf(page, kind, language);
  const note =
    single !== null && alike > 0 ? { ...single, body: `${single.body}\n\n${alikeWords[language](alike)}` } : single;
  const end = () => {
    void setLanguage(null);
    close();
  };
  return (
    <Modal opened onClose={end} size="lg" title={titles[kind]} closeButtonProps={{ 'aria-label': 'Close' }}>
      {note === null ? (
        <Text size="sm">Nothing was ever sent to this address: there is nothing to look up yet.</Text>
      ) : (
        <Stack gap="md">
          <Group justify="space-between" gap={8} className="no-print">
            <Text size="sm" c="dimmed" maw="48ch">
              {about[kind]}
            </Text>
            <SegmentedControl
              size="xs"
              aria-label="Language of the note"
              value={language}
              onChange={(value) => void setLanguage(value as VerdictLanguage)}
              data={[
                { value: 'en', label: 'English' },
                { value: 'de', label: 'Deutsch' },
              ]}
            />
          </Group>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys must reach what does */}
          <section className={classes.note} lang={language} tabIndex={0} aria-label="The note">
            <pre>{note.body}</pre>
          </section>
          <Group gap={8} justify="flex-end" className="no-print">
            <Button variant="default" leftSection={<Printer size={14} aria-hidden />} onClick={() => window.print()}>
              Print
            </Button>
            <Button component="a" href={draftHref(note)} variant="default" leftSection={<Mail size={14} aria-hidden />}>
              E-mail draft
            </Button>
            <Button
              onClick={() => clipboard.copy(note.body)}
              leftSection={clipboard.copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
            >
              {clipboard.copied ? 'Copied' : 'Copy'}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
