// Help: the keys and the words. Single keys can be switched off (WCAG 2.1.4).
'use client';

import { ActionIcon } from '@mantine/core';
import { useDisclosure, useLocalStorage } from '@mantine/hooks';
import { CircleHelp } from 'lucide-react';
import { late } from '../parts/late';
import { useKeys } from './use-keys';

const HelpDialog = late(() => import('./help-dialog').then((file) => file.HelpDialog));

export function Help() {
  const [isOpen, help] = useDisclosure(false);
  const [hasKeys, setHasKeys] = useLocalStorage({ key: 'doorstep-single-keys', defaultValue: true });
  useKeys(hasKeys, help.open);
  return (
    <>
      <ActionIcon size={32} aria-label="Help and keys" onClick={help.open}>
        <CircleHelp size={16} strokeWidth={1.5} aria-hidden />
      </ActionIcon>
      {isOpen && <HelpDialog hasKeys={hasKeys} setHasKeys={setHasKeys} close={help.close} />}
    </>
  );
}
