// Behaviour of the group commit before final dots.
import { describe, expect, it } from 'vitest';
import { createDotJournal } from './dot-journal.js';

const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('createDotJournal', () => {
  it('marks what asks at the same time in one commit, and what asks meanwhile in the next', async () => {
    const commits: string[][] = [];
    const gate = Promise.withResolvers<void>();
    const dots = createDotJournal(async (ids) => {
      commits.push([...ids]);
      if (commits.length === 1) await gate.promise;
      return new Set(ids);
    });
    const first = ['a', 'b', 'c'].map((id) => dots.pass(id));
    await turn();
    const second = ['d', 'e'].map((id) => dots.pass(id));
    await turn();
    expect(commits).toEqual([['a', 'b', 'c']]);
    gate.resolve();
    expect(await Promise.all([...first, ...second])).toEqual([true, true, true, true, true]);
    expect(commits).toEqual([
      ['a', 'b', 'c'],
      ['d', 'e'],
    ]);
  });

  it('lets only those pass whose attempt is still open', async () => {
    const dots = createDotJournal(async () => new Set(['ours']));
    expect(await Promise.all([dots.pass('ours'), dots.pass('taken away')])).toEqual([true, false]);
  });

  it('lets nothing pass while the database is away, and works again afterwards', async () => {
    let isAway = true;
    const dots = createDotJournal(async (ids) => {
      if (isAway) throw new Error('away');
      return new Set(ids);
    });
    await expect(dots.pass('a')).rejects.toThrow('away');
    isAway = false;
    expect(await dots.pass('b')).toBe(true);
  });
});
