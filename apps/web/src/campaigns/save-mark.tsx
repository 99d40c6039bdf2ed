// Whether what was typed is safe, and what to do when it could not be saved.
import { Button, Group } from '@mantine/core';
import { ProblemBox } from '../parts/problem-box';
import { ToneIcon } from '../parts/status';
import type { Tone } from '../parts/words';
import type { DraftField } from './draft';
import type { Draft, SaveState } from './use-draft';

const marks: Record<SaveState, { words: string; tone: Tone }> = {
  saved: { words: 'Saved', tone: 'good' },
  waiting: { words: 'Saving', tone: 'working' },
  saving: { words: 'Saving', tone: 'working' },
  failed: { words: 'Not saved', tone: 'bad' },
};

const labels: Record<DraftField, string> = {
  name: 'name',
  sendingDomainId: 'sending domain',
  fromName: 'from name',
  fromLocal: 'from address',
  replyTo: 'reply address',
  subject: 'subject',
  previewText: 'preview text',
  contentKind: 'way of writing',
  contentSource: 'content',
  html: 'HTML',
  text: 'text',
  listIds: 'lists',
  segmentIds: 'segments',
  excludedListIds: 'lists left out',
  excludedSegmentIds: 'segments left out',
  maxAgeHours: 'how long we try',
  inDoubtPolicy: 'what becomes of messages in doubt',
  tracking: 'opens and clicks',
};

export function SaveMark({ draft }: { draft: Draft }) {
  const mark = marks[draft.saveState];
  return (
    <span role="status" style={{ display: 'inline-flex', alignItems: 'center', gap: 6, minWidth: 84 }}>
      <ToneIcon tone={mark.tone} />
      {mark.words}
    </span>
  );
}

export function SaveTrouble({ draft }: { draft: Draft }) {
  return (
    <>
      {draft.error && (
        <div style={{ marginBottom: 16 }}>
          <ProblemBox error={draft.error} again={draft.saveNow} />
          <Group mt={4} fz="sm" c="dimmed">
            What you typed is kept on this device until it is saved; a reload does not lose it.
            {draft.isOffline && ' It is tried again every ten seconds, and as soon as you are online.'}
          </Group>
        </div>
      )}
      {draft.conflicts.length > 0 && (
        <Group role="status" gap={8} mb="md" p={12} bg="var(--wash-warn)" style={{ borderRadius: 8 }}>
          <ToneIcon tone="warn" size={16} />
          <span style={{ flex: '1 1 240px' }}>
            Somebody else, or another window, changed this too: {draft.conflicts.map((name) => labels[name]).join(', ')}
            . What stands here was kept; what they wrote is among the versions.
          </span>
          <Button variant="default" onClick={draft.dismissConflicts}>
            Understood
          </Button>
        </Group>
      )}
    </>
  );
}
