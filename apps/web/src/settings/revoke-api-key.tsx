// Revoking an API key: programs that use it are refused from the next request on.
'use client';

import type { ApiKey } from '@doorstep/contracts';
import { Text } from '@mantine/core';
import { apiKeys } from '../client/settings';
import { Dialog } from '../parts/dialog';
import { Moment } from '../parts/moment';
import { useAction } from '../parts/use-action';
import { apiKeysKey, auditKey } from './settings-keys';

export function RevokeApiKey({ apiKey, close }: { apiKey: ApiKey; close: () => void }) {
  const revoke = useAction({
    run: () => apiKeys.revoke(apiKey.id),
    changes: [apiKeysKey, auditKey],
    done: `“${apiKey.name}” is revoked`,
    isFaultShownInPlace: true,
    onDone: close,
  });
  return (
    <Dialog
      title={`Revoke “${apiKey.name}”`}
      isOpen
      close={close}
      act="Revoke the key"
      isDangerous
      isBusy={revoke.isPending}
      error={revoke.error}
      onAct={() => revoke.mutate(undefined)}
    >
      <Text size="sm" component="div">
        It was last used <Moment at={apiKey.lastUsedAt} none="never" asRelative />. Whatever uses it is refused from the
        next request on; a revoked key cannot be brought back.
      </Text>
    </Dialog>
  );
}
