// A part of a page that comes once it is first shown: a dialog nobody opened and a chart further down hold no page up.
'use client';

import dynamic from 'next/dynamic';
import type { ComponentType, ReactNode } from 'react';

/** A new version may have come meanwhile: the files of the old one are gone. */
function notLoaded(): never {
  throw new Error(
    'A part of this page could not be loaded. The connection is lost, or Doorstep has a new version since you opened the page. Reload the page.',
  );
}

/**
 * @param load  imports the component, which stands in a file of its own
 * @param place what keeps its room meanwhile, in its final size; nothing for what lies above the page
 */
export function late<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  place: () => ReactNode = () => null,
): ComponentType<Props> {
  return dynamic<Props>(() => load().catch(notLoaded), { ssr: false, loading: place });
}
