// Each file of stories has a whole service of its own, so that two can be told side by side.
import { inject } from 'vitest';
import type { Services } from './stack-setup.js';

let chosen: keyof Services | undefined;

/** Says once, at the top of a file of stories, which service its parts visit. */
export function visitService(name: keyof Services): void {
  chosen = name;
}

/** Where the service of this file is. */
export function service(): Services[keyof Services] {
  if (chosen === undefined) throw new Error('Call visitService at the top of the file of stories.');
  return inject('services')[chosen];
}
