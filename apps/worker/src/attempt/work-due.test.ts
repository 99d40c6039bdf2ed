// Behaviour of the question whether a worker could send something now.
import { describe, expect, it } from 'vitest';
import { isWorkDue, type WorkDueOptions } from './work-due.js';

interface Given {
  readonly due?: readonly { readonly siteId: string; readonly provider: string | null }[];
  readonly running?: readonly string[];
  readonly unrouted?: boolean;
  readonly isPaused?: boolean;
  readonly ratePerMinute?: number;
}

function asked({ due = [], running = [], unrouted = false, isPaused = false, ratePerMinute }: Given): Promise<boolean> {
  const options = {
    lanes: {
      dueLanes: async () => due.map((lane) => ({ ...lane, sourceId: 'a' })),
      unroutedDomains: async () => (unrouted ? [{ name: 'inbox.example', siteId: null }] : []),
    },
    control: { read: async () => ({ isPaused, ratePerMinute: ratePerMinute ?? null }) },
    worker: 'w',
    most: 3,
    running: () => running.map((siteId) => ({ siteId })),
  } as unknown as WorkDueOptions;
  return isWorkDue(options);
}

const bakery = { siteId: 'bakery', provider: null };

describe('isWorkDue', () => {
  it.each<[string, Given, boolean]>([
    ['nothing is due', {}, false],
    ['a site is due and has no lane', { due: [bakery] }, true],
    ['a site is due whose lane runs here', { due: [bakery], running: ['bakery'] }, false],
    ['every lane is taken', { due: [bakery], running: ['a', 'b', 'c'] }, false],
    ['the site shares its provider’s limit', { due: [{ siteId: 'g', provider: 'google' }] }, false],
    ['deliveries are on no site yet', { unrouted: true }, true],
    ['all sending is paused', { due: [bakery], unrouted: true, isPaused: true }, false],
    ['all sending is slowed', { due: [bakery], ratePerMinute: 1 }, false],
  ])('when %s', async (_name, given, expected) => {
    expect(await asked(given)).toBe(expected);
  });
});
