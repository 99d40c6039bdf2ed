// Which domains of a file are to be mended, as ticked on the screen.
import type { Import } from '@doorstep/contracts';

type Slips = Pick<Import, 'corrections' | 'suggestions'>;

/** What was ticked before the last check. */
export const chosenBefore = ({ corrections }: Slips): string[] => Object.keys(corrections);

/** What is ticked now, mistyped to meant. */
export function correctionsOf({ corrections, suggestions }: Slips, chosen: readonly string[]): Record<string, string> {
  const known = { ...Object.fromEntries(suggestions.map(({ domain, meant }) => [domain, meant])), ...corrections };
  return Object.fromEntries(Object.entries(known).filter(([domain]) => chosen.includes(domain)));
}

/** The check that stands there was made with another choice. */
export function isAnotherChoice({ corrections }: Slips, chosen: readonly string[]): boolean {
  const before = Object.keys(corrections);
  return before.length !== chosen.length || before.some((domain) => !chosen.includes(domain));
}
