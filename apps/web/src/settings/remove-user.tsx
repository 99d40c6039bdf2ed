// Taking a user out: signed out at once; what she did stays in the log.
'use client';

import type { UserView } from '@doorstep/contracts';
import { Text } from '@mantine/core';
import { users } from '../client/settings';
import { Dialog } from '../parts/dialog';
import { useAction } from '../parts/use-action';
import { auditKey, usersKey } from './settings-keys';

export function RemoveUser({ user, close }: { user: UserView; close: () => void }) {
  const remove = useAction({
    run: () => users.remove(user.id),
    changes: [usersKey, auditKey],
    done: `${user.name} may not sign in any more`,
    isFaultShownInPlace: true,
    onDone: close,
  });
  return (
    <Dialog
      title={`Remove ${user.name}`}
      isOpen
      close={close}
      act="Remove the user"
      isDangerous
      isBusy={remove.isPending}
      error={remove.error}
      onAct={() => remove.mutate(undefined)}
    >
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {user.address} is signed out everywhere and cannot sign in again. Campaigns, lists and the audit log stay.
      </Text>
    </Dialog>
  );
}
