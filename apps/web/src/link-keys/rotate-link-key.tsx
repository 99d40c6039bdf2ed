// Exchanging the key of links: what it is for, and that nothing that is out stops working.
'use client';

import { Text } from '@mantine/core';
import { tokenKeys } from '../client/dkim';
import { Dialog } from '../parts/dialog';
import { useAction } from '../parts/use-action';
import { auditKey } from '../settings/settings-keys';
import { linkKeysKey } from './link-keys-key';

export function RotateLinkKey({ close }: { close: () => void }) {
  const rotate = useAction({
    run: () => tokenKeys.rotate(),
    changes: [linkKeysKey, auditKey],
    done: 'A new key is made; it signs within a minute',
    isFaultShownInPlace: true,
    onDone: close,
  });
  return (
    <Dialog
      title="Exchange the key of links"
      isOpen
      close={close}
      act="Exchange it"
      isBusy={rotate.isPending}
      error={rotate.error}
      onAct={() => rotate.mutate(undefined)}
    >
      <Text size="sm">
        A new key signs the unsubscribe links and return paths of what is planned from then on. Every link and every
        bounce of earlier mail goes on working: the old key is still read, for 400 days at least.
      </Text>
      <Text size="sm">
        Do it when somebody may have seen the old one: a copied backup, a machine that was given away.
      </Text>
    </Dialog>
  );
}
