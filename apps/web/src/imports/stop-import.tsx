// Stopping an import: what is done stays, what is not done is left.
'use client';

import type { Import } from '@doorstep/contracts';
import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { imports } from '../client/imports';
import { Dialog } from '../parts/dialog';
import { counted } from '../parts/numbers';
import { useAction } from '../parts/use-action';
import { importKey, importsKey, useRemember } from './import-query';

export function StopImport({ run }: { run: Import }) {
  const [isOpen, dialog] = useDisclosure(false);
  const isImporting = run.state === 'importing' || run.state === 'paused';
  const act = isImporting ? 'Stop the import' : 'Discard the file';
  const remember = useRemember(run.id);
  const stop = useAction({
    run: () => imports.cancel(run.id),
    changes: [importKey(run.id), importsKey],
    done: isImporting ? 'The import is stopped' : 'The file is discarded',
    isFaultShownInPlace: true,
    onDone: (stopped) => {
      remember(stopped);
      dialog.close();
    },
  });
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        {act}
      </Button>
      <Dialog
        title={act}
        isOpen={isOpen}
        close={dialog.close}
        act={act}
        isDangerous
        isBusy={stop.isPending}
        error={stop.error}
        onAct={() => stop.mutate(undefined)}
      >
        <Text size="sm">
          {isImporting
            ? `${counted(run.rowsDone, 'row is', 'rows are')} done and stay imported${run.rowsTotal === null ? '' : `; ${counted(Math.max(0, run.rowsTotal - run.rowsDone), 'row is', 'rows are')} left out`}.`
            : 'Nothing has been imported from it. To import it after all, upload it again.'}
        </Text>
      </Dialog>
    </>
  );
}
