// Pausing an import and letting it go on: what is done stays done, also over a restart.
'use client';

import type { Import } from '@doorstep/contracts';
import { Button } from '@mantine/core';
import { Pause, Play } from 'lucide-react';
import { imports } from '../client/imports';
import { useAction } from '../parts/use-action';
import { importKey, importsKey, useRemember } from './import-query';

export function PauseImport({ run }: { run: Import }) {
  const isPaused = run.state === 'paused';
  const move = useAction({
    run: () => (isPaused ? imports.resume(run.id) : imports.pause(run.id)),
    changes: [importKey(run.id), importsKey],
    onDone: useRemember(run.id),
  });
  if (!isPaused && run.state !== 'importing') return null;
  const Icon = isPaused ? Play : Pause;
  return (
    <Button
      variant="default"
      leftSection={<Icon size={14} aria-hidden />}
      loading={move.isPending}
      onClick={() => move.mutate(undefined)}
    >
      {isPaused ? 'Go on' : 'Pause'}
    </Button>
  );
}
