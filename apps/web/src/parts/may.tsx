// A control for those who may use it; and for everybody else, once on a page, who may.
'use client';

import { type ApiScope, whoMay } from '@doorstep/contracts';
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useRight } from './use-may';

export interface Right {
  scope: ApiScope;
  /** What it is for, after "can": "make or change lists". */
  to: string;
}

interface MayProps {
  scope: ApiScope;
  children: ReactNode;
}

/** Shows what stands in it to those who have the scope, and nothing before it is known. */
export function May({ scope, children }: MayProps) {
  return useRight(scope) === 'has' ? children : null;
}

/** Said near where the controls would be. Nothing where none is missing. */
export function OnlyFor({ scope, to }: Right) {
  if (useRight(scope) !== 'lacks') return null;
  return (
    <Text size="sm" c="dimmed" component="p" m={0} className="no-print" data-only-for={scope}>
      Only {whoMay([scope])} can {to}.
    </Text>
  );
}
