// Retiring an old key of links: what stops working is counted first.
'use client';

import type { TokenKey } from '@doorstep/contracts';
import { Checkbox, Text } from '@mantine/core';
import { useState } from 'react';
import { tokenKeys } from '../client/dkim';
import { Dialog } from '../parts/dialog';
import { Moment } from '../parts/moment';
import { useAction } from '../parts/use-action';
import { auditKey } from '../settings/settings-keys';
import { costOf, mayRetire } from './link-key-words';
import { linkKeysKey } from './link-keys-key';

export function RetireLinkKey({ linkKey, close }: { linkKey: TokenKey; close: () => void }) {
  const [isAccepted, setIsAccepted] = useState(false);
  const isOld = mayRetire(linkKey, new Date());
  const retire = useAction({
    run: () => tokenKeys.retire(linkKey.id, !isOld),
    changes: [linkKeysKey, auditKey],
    done: `The key ${linkKey.id} is retired; it can be taken back`,
    isFaultShownInPlace: true,
    onDone: close,
  });
  return (
    <Dialog
      title={`Retire the key ${linkKey.id}`}
      isOpen
      close={close}
      act="Retire it"
      isDangerous
      isBusy={retire.isPending}
      isDisabled={!isOld && !isAccepted}
      error={retire.error}
      onAct={() => retire.mutate(undefined)}
    >
      <Text size="sm">{costOf(linkKey)}</Text>
      {!isOld && (
        <>
          <Text size="sm" component="div">
            Without harm it can retire from <Moment at={linkKey.retirableAt} /> on.
          </Text>
          <Checkbox
            checked={isAccepted}
            onChange={(event) => setIsAccepted(event.currentTarget.checked)}
            label="Retire it now; these links may stop working"
          />
        </>
      )}
    </Dialog>
  );
}
