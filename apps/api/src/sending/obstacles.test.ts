// Why nothing goes out: each thing that can hold it is named, and nothing else.
import type { ObstacleFacts, SendingControlRow } from '@doorstep/database';
import { describe, expect, it } from 'vitest';
import { obstaclesOf } from './obstacles.js';

const now = new Date('2026-11-24T10:00:00Z');
const later = new Date('2026-11-24T11:00:00Z');
const quiet: ObstacleFacts = {
  ...{ pausedCampaigns: 0, pausedName: null, pausedId: null, closedCampaigns: 0, opensAt: null },
  ...{ sites: 3, pausedSites: 0, goesOnAt: null, unrouted: 0, dueAt: now, now },
};
const control: SendingControlRow = {
  ...{ isPaused: false, pausedAt: null, pausedUntil: null, ratePerMinute: null, reason: null, actor: null, waiting: 9 },
};
const well = [{ isAlive: true, trouble: null }];
const gates = (facts: Partial<ObstacleFacts>, more: object = {}) =>
  obstaclesOf({ control, workers: well, facts: { ...quiet, ...facts }, ...more });

describe('obstaclesOf', () => {
  it.each<[string, Partial<ObstacleFacts>, object, object]>([
    [
      'a pause by hand',
      {},
      { control: { ...control, isPaused: true, actor: 'Ada', reason: 'Wrong link', pausedUntil: later } },
      { gate: 'paused', words: 'All sending is paused, by Ada: “Wrong link”.', until: later },
    ],
    ['no worker', {}, { workers: [{ isAlive: false, trouble: null }] }, { gate: 'no_worker' }],
    [
      'workers in trouble',
      {},
      { workers: [{ isAlive: true, trouble: 'The disk is full.' }] },
      { gate: 'worker_trouble', words: 'No worker takes mail: The disk is full.' },
    ],
    [
      'a paused campaign',
      { pausedCampaigns: 1, pausedName: 'May', pausedId: 'c1' },
      {},
      { gate: 'campaign_paused', words: '“May” is paused.', href: '/campaigns/c1' },
    ],
    ['hours', { closedCampaigns: 2, opensAt: later }, {}, { gate: 'outside_hours', until: later }],
    ['destinations that rest', { pausedSites: 3, goesOnAt: later }, {}, { gate: 'sites_paused', until: later }],
    ['DNS', { unrouted: 12 }, {}, { gate: 'dns' }],
    ['time', { dueAt: later }, {}, { gate: 'later', until: later }],
    ['nothing that is known', {}, {}, { gate: 'none' }],
  ])('names %s', (_, facts, more, told) => {
    expect(gates(facts, more)).toMatchObject([told]);
  });

  it('names all that hold it, a pause by hand first', () => {
    const held = gates({ pausedSites: 3, unrouted: 1 }, { control: { ...control, isPaused: true }, workers: [] });
    expect(held.map(({ gate }) => gate)).toEqual(['paused', 'no_worker', 'sites_paused', 'dns']);
  });

  it('is silent about destinations while one of them may go', () => {
    expect(gates({ pausedSites: 2 })).toMatchObject([{ gate: 'none' }]);
  });
});
