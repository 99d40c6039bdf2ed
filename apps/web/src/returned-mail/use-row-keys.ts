// Keys on the list: j and k go from message to message, x selects, e lays aside; Enter opens. Off with the other single keys.
'use client';

import { useLocalStorage } from '@mantine/hooks';
import { useEffect } from 'react';

interface RowKeys {
  readonly select: (id: string) => void;
  readonly dismiss: (id: string) => void;
}

const ROWS = 'button[data-message]';

export function useRowKeys({ select, dismiss }: RowKeys): void {
  const [isOn] = useLocalStorage({ key: 'doorstep-single-keys', defaultValue: true });
  useEffect(() => {
    if (!isOn) return;
    const hear = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector('[role="dialog"]') !== null) return;
      const rows = [...document.querySelectorAll<HTMLButtonElement>(ROWS)];
      const row = document.activeElement?.closest('tr') ?? null;
      const here = rows.findIndex((button) => row?.contains(button) === true);
      const id = rows[here]?.dataset.message;
      if (event.key === 'j') rows[Math.min(here + 1, rows.length - 1)]?.focus();
      else if (event.key === 'k') rows[Math.max(here - 1, 0)]?.focus();
      else if (event.key === 'x' && id !== undefined) select(id);
      else if (event.key === 'e' && id !== undefined) dismiss(id);
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, [isOn, select, dismiss]);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  // A checkbox takes no letters.
  if (target instanceof HTMLInputElement && target.type === 'checkbox') return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}
