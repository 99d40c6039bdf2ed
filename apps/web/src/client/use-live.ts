// Live work: hears a stream of the API, and says when the line is down so that the page can poll instead.
'use client';

import { useEffect, useRef, useState } from 'react';

/** How often a page asks again while its stream is down. */
export const POLL_MS = 5000;

/**
 * Hears one kind of event of a Server-Sent Events address while `url` is given.
 * The browser opens the line again by itself and sends Last-Event-ID.
 *
 * @returns true while the line is open
 */
export function useLive<Data>(url: string | null, event: string, onData: (data: Data) => void): boolean {
  const [isOpen, setIsOpen] = useState(false);
  const hear = useRef(onData);
  hear.current = onData;
  useEffect(() => {
    if (url === null) return;
    const source = new EventSource(url);
    source.onopen = () => setIsOpen(true);
    source.onerror = () => setIsOpen(false);
    source.addEventListener(event, (message) =>
      hear.current(JSON.parse((message as MessageEvent<string>).data) as Data),
    );
    return () => {
      source.close();
      setIsOpen(false);
    };
  }, [url, event]);
  return isOpen;
}
