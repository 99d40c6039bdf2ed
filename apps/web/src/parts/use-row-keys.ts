// Keys on a list: j and k go from row to row, letters of the page act on the row in focus; Enter opens. Off with the other single keys.
'use client';

import { useLocalStorage } from '@mantine/hooks';
import { useEffect, useRef } from 'react';

/** What a row is opened with: its button carries the row's id as data-row. */
const ROWS = 'button[data-row]';

/** @param keys what a letter does, with the id of the row in focus */
export function useRowKeys(keys: Readonly<Record<string, (id: string) => void>>): void {
  const [isOn] = useLocalStorage({ key: 'doorstep-single-keys', defaultValue: true });
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  }, [keys]);
  useEffect(() => {
    if (!isOn) return;
    const hear = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector('[role="dialog"]') !== null) return;
      const rows = [...document.querySelectorAll<HTMLButtonElement>(ROWS)];
      const row = document.activeElement?.closest('tr') ?? null;
      const here = rows.findIndex((button) => row?.contains(button) === true);
      const id = rows[here]?.dataset.row;
      if (event.key === 'j') rows[Math.min(here + 1, rows.length - 1)]?.focus();
      else if (event.key === 'k') rows[Math.max(here - 1, 0)]?.focus();
      else if (id !== undefined) latest.current[event.key]?.(id);
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, [isOn]);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  // A checkbox takes no letters.
  if (target instanceof HTMLInputElement && target.type === 'checkbox') return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}
