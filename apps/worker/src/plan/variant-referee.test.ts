// Behaviour of deciding tests of variants: by the numbers, by hand, and page after page for the rest.
import type { AbEvidence, AbTermsRow } from '@doorstep/database';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../log.js';
import { createVariantReferee, judge } from './variant-referee.js';

const terms = (changes: Partial<AbTermsRow> = {}): AbTermsRow => ({
  ...{ samplePercent: 20, winnerBy: 'clicks', decideAfterHours: 4, deadlineHours: 24, ifUnclear: 'wait' },
  ...changes,
});
const evidence = (number: number, gotIt: number, peopleOpened: number, peopleClicked: number): AbEvidence => ({
  ...{ number, people: gotIt, gotIt, notTried: 0, missed: 0, complained: 0, peopleOpened, peopleClicked },
});
const rows = [evidence(0, 400, 200, 40), evidence(1, 400, 120, 80)];

describe('judge', () => {
  it('takes the measure that was chosen', () => {
    expect(judge(rows, terms(), 2)).toMatchObject({ kind: 'send', winner: 1 });
    expect(judge(rows, terms({ winnerBy: 'opens' }), 2)).toMatchObject({ kind: 'send', winner: 0 });
  });

  it('counts a variant nobody got as one nobody can judge', () => {
    const decision = judge(rows, terms(), 3);
    expect(decision).toMatchObject({ kind: 'ask', words: expect.stringMatching(/C: 0 of 0 clicked.*too few/) });
  });

  it('never chooses by numbers what a person wanted to choose', () => {
    expect(judge(rows, terms({ winnerBy: 'hand' }), 2).kind).toBe('ask');
    expect(judge(rows, terms({ winnerBy: 'hand', ifUnclear: 'first' }), 2)).toMatchObject({ kind: 'send', winner: 0 });
  });
});

describe('createVariantReferee', () => {
  it('decides what is due, then lets page after page go, and leaves what another one is at', async () => {
    const pages: Record<string, ('more' | 'done' | 'left')[]> = { a: ['more', 'more', 'done'], b: ['left'] };
    const decided: string[] = [];
    const referee = createVariantReferee({
      tests: {
        due: async () => ['a'],
        decide: async (id, ask) => {
          decided.push(id);
          return ask(rows, terms(), 2);
        },
        unreleased: async () => ['b', 'a'],
        releasePage: async (id) => pages[id]!.shift()!,
      },
      ...{ timeScale: 1, pageSize: 10, log: silentLog },
    });
    expect(await referee.turn()).toBe(true);
    expect(decided).toEqual(['a']);
    expect(pages).toEqual({ a: [], b: [] });
  });
});
