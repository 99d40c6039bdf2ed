// Single keys: "?" help, "/" the search of the page, "g" and a letter to go somewhere. Never while typing.
'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { allPlaces } from './places';

const GO_WITHIN_MS = 1200;

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}

export function useKeys(isOn: boolean, openHelp: () => void): void {
  const router = useRouter();
  const goSince = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    if (!isOn) return;
    const hear = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector('[role="dialog"]') !== null) return;
      if (event.timeStamp - goSince.current < GO_WITHIN_MS) {
        goSince.current = Number.NEGATIVE_INFINITY;
        const place = allPlaces.find(({ key }) => key === event.key);
        if (place) router.push(place.href);
      } else if (event.key === 'g') {
        goSince.current = event.timeStamp;
      } else if (event.key === '?') {
        openHelp();
      } else if (event.key === '/') {
        const search = document.querySelector<HTMLInputElement>('main input[type="search"]');
        if (search === null) return;
        event.preventDefault();
        search.focus();
      }
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, [isOn, openHelp, router]);
}
