// Making the next key: what will happen, and whether a second kind of signature is wanted.
'use client';

import { Checkbox, Text } from '@mantine/core';
import { useState } from 'react';
import { dkim } from '../client/dkim';
import { Dialog } from '../parts/dialog';
import { useAction } from '../parts/use-action';
import { dkimKey } from './dkim-key';

export function MakeNext({ id, domain, close }: { id: string; domain: string; close: () => void }) {
  const [withEd25519, setWithEd25519] = useState(false);
  const make = useAction({
    run: () => dkim.makeNext(id, withEd25519),
    changes: [dkimKey(id)],
    done: 'The next key is made. Publish its record now; nothing changes before it is seen',
    isFaultShownInPlace: true,
    onDone: close,
  });
  return (
    <Dialog
      title={`Exchange the signing key of ${domain}`}
      isOpen
      close={close}
      act="Make the next key"
      isBusy={make.isPending}
      error={make.error}
      onAct={() => make.mutate(undefined)}
    >
      <Text size="sm">
        A new key is made beside the one in use. You publish its record; once every name server shows it, you switch,
        now or at a time you choose. Mail goes on being signed all the while, and the old record stays for a week.
      </Text>
      <Checkbox
        checked={withEd25519}
        onChange={(event) => setWithEd25519(event.currentTarget.checked)}
        label="Also a key of the newer kind (Ed25519)"
        description="Every message is then signed twice, and there are two records to publish. Few receivers look at the second one yet."
      />
    </Dialog>
  );
}
