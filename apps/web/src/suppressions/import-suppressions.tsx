// Thousands of suppressions at once, pasted or out of a file: counted first, then held back with a reason.
'use client';

import type { SuppressionCause, SuppressionImportResult } from '@doorstep/contracts';
import { Button, FileButton, Group, List, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { suppressions } from '../client/audience';
import { Dialog } from '../parts/dialog';
import { count, counted } from '../parts/numbers';
import { useAction } from '../parts/use-action';
import { causeWords } from '../parts/words';
import { suppressionsKey } from './suppressions-key';

const formats: Readonly<Record<SuppressionImportResult['format'], string>> = {
  plain: 'plain lines',
  doorstep: 'a file of Doorstep',
  listmonk: 'a file of listmonk',
  mailchimp: 'a file of Mailchimp',
  ses: 'a file of Amazon SES',
};

export function ImportSuppressions({ close }: { close: () => void }) {
  const [text, setText] = useState('');
  const [reason, setReason] = useState('');
  const [counts, setCounts] = useState<SuppressionImportResult | null>(null);
  const run = useAction({
    run: (isTrial: boolean) => suppressions.read(text, reason.trim(), isTrial),
    changes: [suppressionsKey, ['address'], ['subscribers']],
    isFaultShownInPlace: true,
    onDone: (result) => {
      if (result.isTrial) setCounts(result);
      else close();
    },
    done: (result) =>
      result.isTrial ? 'Counted: nothing is changed yet' : `${count(result.added)} are held back from now on`,
  });
  const give = (given: string) => {
    setText(given);
    setCounts(null);
  };
  const isReady = counts !== null && counts.added > 0;
  return (
    <Dialog
      title="Import suppressions"
      isOpen
      close={close}
      act={isReady ? `Hold back ${count(counts.added)}` : 'Count them first'}
      isBusy={run.isPending}
      isDisabled={text.trim() === '' || reason.trim() === '' || counts?.added === 0}
      error={run.error}
      onAct={() => run.mutate(!isReady)}
    >
      <Text size="sm">
        One address a line, @example.org for a whole domain, or the export of listmonk, Mailchimp (cleaned,
        unsubscribed), Amazon SES or Doorstep: up to 10,000 at once.
      </Text>
      <Textarea
        label="Addresses"
        data-autofocus
        rows={8}
        spellCheck={false}
        className="mono"
        value={text}
        onChange={(event) => give(event.currentTarget.value)}
      />
      <Group>
        <FileButton onChange={(file) => void file?.text().then(give)} accept=".csv,.txt,.json,.tsv">
          {(props) => (
            <Button variant="default" {...props}>
              Choose a file
            </Button>
          )}
        </FileButton>
      </Group>
      <TextInput
        label="Why"
        placeholder="The blocklist of our old newsletter service"
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {counts && <Counted counts={counts} />}
    </Dialog>
  );
}

function Counted({ counts }: { counts: SuppressionImportResult }) {
  const { format, added, already, subscribers, domains, passedOver, unreadable, unreadableCount, causes } = counts;
  return (
    <div role="status">
      <Text size="sm">
        Read as {formats[format]}: {counted(added, 'is', 'are')} new, {count(already)} held back already
        {domains > 0 && `, ${counted(domains, 'whole domain', 'whole domains')} among them`}
        {passedOver > 0 && `, ${count(passedOver)} rows of people nobody stopped passed over`}.{' '}
        {counted(subscribers, 'subscriber', 'subscribers')} of yours will get no campaign any more.
      </Text>
      <List size="sm">
        {Object.entries(causes).map(([cause, many]) => (
          <List.Item key={cause}>
            {causeWords[cause as SuppressionCause]}: {count(many)}
          </List.Item>
        ))}
      </List>
      {unreadableCount > 0 && (
        <Text size="sm" component="div">
          {counted(unreadableCount, 'line', 'lines')} cannot be read and {unreadableCount === 1 ? 'is' : 'are'} left
          out:
          {unreadable.slice(0, 5).map(({ line, text, reason }) => (
            <Text key={line} size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              Line {line}: {text}: {reason}
            </Text>
          ))}
        </Text>
      )}
    </div>
  );
}
