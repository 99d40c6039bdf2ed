// The zone times are shown in. A page that comes with its answers is written on the server first, in the zone the browser told of before; if
// it has moved since, the page is written once more.
'use client';

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { deviceZone } from './time-words';
import { ZONE_COOKIE } from './zone-name';

const YEAR_SECONDS = 365 * 86_400;

const Zone = createContext<string | null>(null);

export function ZoneProvider({ known, children }: { known: string | null; children: ReactNode }) {
  const [zone, setZone] = useState(known);
  useEffect(() => {
    const own = deviceZone();
    setZone(own);
    if (own === known) return;
    const isSecure = window.location.protocol === 'https:';
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing over plain HTTP
    document.cookie = `${ZONE_COOKIE}=${own}; path=/; max-age=${YEAR_SECONDS}; samesite=lax${isSecure ? '; secure' : ''}`;
  }, [known]);
  return <Zone.Provider value={zone}>{children}</Zone.Provider>;
}

/** The zone of this device. */
export const useZone = (): string => useContext(Zone) ?? deviceZone();
