// A control for those who may use it; and for everybody else, once on a page, who may.
'use client';

import type { ApiScope } from '@doorstep/contracts';
import type { ReactNode } from 'react';
import { late } from './late';
import { useRight } from './use-may';

/** Most people never need it: it is loaded for the others. */
const WhoMay = late(() => import('./who-may').then((file) => file.WhoMay));

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
export function OnlyFor(right: Right) {
  return useRight(right.scope) === 'lacks' ? <WhoMay {...right} /> : null;
}
