// Copying an identifier, and saying that it is copied.
'use client';

import { ActionIcon, CopyButton as KitCopyButton, Tooltip } from '@mantine/core';
import { Check, Copy } from 'lucide-react';

export function CopyButton({ value, what }: { value: string; what: string }) {
  return (
    <KitCopyButton value={value} timeout={2000}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? 'Copied' : `Copy ${what}`}>
          <ActionIcon size={24} onClick={copy} aria-label={copied ? `Copied ${what}` : `Copy ${what}`}>
            {copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
          </ActionIcon>
        </Tooltip>
      )}
    </KitCopyButton>
  );
}
