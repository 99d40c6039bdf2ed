// What was chosen in a step and not saved yet: kept for this tab, so that walking back and a reload lose nothing.
'use client';

import { useCallback, useState } from 'react';

const PREFIX = 'doorstep-import-draft:';

function read<Draft>(key: string): Draft | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') as Draft | null;
  } catch {
    // Storage may be closed to us; then a draft lives as long as its step.
    return null;
  }
}

function write(key: string, draft: unknown): void {
  try {
    if (draft === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // As above.
  }
}

/**
 * The draft of one step of one import, null when there is none.
 * Its `basis` is what it was made for (the columns as they were read, say): with another basis it is no draft any more.
 */
export function useDraft<Draft>(importId: string, step: string, basis: string) {
  const key = `${PREFIX}${importId}:${step}:${basis}`;
  const [draft, setDraft] = useState<Draft | null>(() => (typeof window === 'undefined' ? null : read<Draft>(key)));
  const keep = useCallback(
    (changed: Draft | null) => {
      setDraft(changed);
      write(key, changed);
    },
    [key],
  );
  return [draft, keep] as const;
}
