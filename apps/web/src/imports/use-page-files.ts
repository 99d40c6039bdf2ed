// Files and rows pasted or dropped anywhere on the page, so that nobody has to aim.
'use client';

import { useEffect, useRef } from 'react';

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null;

/** Text copied from a spreadsheet or a message, as a file. */
export const pastedFile = (rows: string): File => new File([rows], 'Pasted rows.csv', { type: 'text/csv' });

/** @param onFile takes the file; null while none is wanted */
export function usePageFiles(onFile: ((file: File) => void) | null): void {
  const take = useRef(onFile);
  take.current = onFile;
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      if (take.current === null || isField(event.target)) return;
      const file = event.clipboardData?.files[0];
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (file !== undefined) take.current(file);
      else if (text.includes('@')) take.current(pastedFile(text));
    };
    // Without this the browser would leave the page and show the file.
    const over = (event: DragEvent) => event.preventDefault();
    const drop = (event: DragEvent) => {
      const isTaken = event.defaultPrevented;
      event.preventDefault();
      const file = event.dataTransfer?.files[0];
      if (!isTaken && file !== undefined) take.current?.(file);
    };
    window.addEventListener('paste', paste);
    window.addEventListener('dragover', over);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('paste', paste);
      window.removeEventListener('dragover', over);
      window.removeEventListener('drop', drop);
    };
  }, []);
}
