// Taking an import back: what that does as things stand now, then the one button that does it.
'use client';

import type { Import, ImportUndoCounts } from '@doorstep/contracts';
import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Undo2 } from 'lucide-react';
import { parseAsBoolean, useQueryState } from 'nuqs';
import { imports } from '../client/imports';
import { Dialog } from '../parts/dialog';
import { Moment } from '../parts/moment';
import { ProblemBox } from '../parts/problem-box';
import { useAction } from '../parts/use-action';
import { importKey, importsKey, useRemember } from './import-query';
import { undoneLines } from './undo-words';

export function UndoImport({ run }: { run: Import }) {
  const [isAsking, setAsking] = useQueryState('undo', parseAsBoolean.withDefault(false));
  if (run.undoUntil === null) return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<Undo2 size={14} aria-hidden />}
        onClick={() => void setAsking(true, { history: 'push' })}
      >
        Undo this import
      </Button>
      {isAsking && <UndoDialog run={run} close={() => void setAsking(null)} />}
    </>
  );
}

function UndoDialog({ run, close }: { run: Import; close: () => void }) {
  const remember = useRemember(run.id);
  const preview = useQuery({
    queryKey: [...importKey(run.id), 'undo'],
    queryFn: () => imports.undoPreview(run.id),
    staleTime: 0,
  });
  const undo = useAction({
    run: () => imports.undo(run.id),
    changes: [importKey(run.id), importsKey],
    isFaultShownInPlace: true,
    onDone: (taken) => {
      close();
      remember(taken);
    },
  });
  return (
    <Dialog
      title="Undo this import"
      isOpen
      close={close}
      act="Take it back"
      isDangerous
      isBusy={undo.isPending}
      isDisabled={preview.data === undefined}
      error={undo.error}
      onAct={() => undo.mutate(undefined)}
    >
      {preview.error && <ProblemBox error={preview.error} again={() => void preview.refetch()} />}
      {preview.data === undefined ? (
        <Stack gap={8} aria-busy>
          <Skeleton height={16} />
          <Skeleton height={16} width="70%" />
        </Stack>
      ) : (
        <UndoLines counts={preview.data.counts} />
      )}
      <Text size="sm" c="dimmed" component="div">
        Whoever unsubscribed since stays unsubscribed, and the history of every address is kept. Possible until{' '}
        <Moment at={run.undoUntil} />.
      </Text>
    </Dialog>
  );
}

export function UndoLines({ counts, isDone = false }: { counts: ImportUndoCounts; isDone?: boolean }) {
  return (
    <Text component="ul" size="sm" m={0} pl="md">
      {undoneLines(counts, isDone).map((line) => (
        <li key={line}>{line}</li>
      ))}
    </Text>
  );
}
