// The end of a campaign as its slowest part has it, and every case in which nobody can say.
import { describe, expect, it } from 'vitest';
import { type EndingFacts, type EndingSite, estimateEnd } from './estimate-end.js';

const now = new Date('2026-12-01T08:00:00Z');
const at = (clock: string, day = '2026-12-01') => new Date(`${day}T${clock}:00Z`);
const site = (own: Partial<EndingSite> = {}): EndingSite => ({
  ...{ name: 'Google', people: 600, connections: 5, secondsPerMessage: 1, othersDue: 0 },
  ...{ ratePerMinute: null, pausedUntil: null, leftToday: null },
  ...own,
});
const end = (own: Partial<EndingFacts> = {}) =>
  estimateEnd({
    ...{ now, startsAt: now, sites: [site()], pause: null, ratePerMinute: null, spreadUntil: null },
    ...{ retrying: 0, retryUntil: null, othersDue: 0 },
    opens: () => ({ from: now, until: at('00:00', '2030-01-01') }),
    ...own,
  });

describe('estimateEnd', () => {
  it('goes by connections and the measured pace', () => {
    expect(end()).toEqual({
      ...{ kind: 'about', lastAt: at('08:02'), isRough: false },
      because: 'because Google takes 5 connections at once (about 300 messages a minute)',
    });
    expect(end({ startsAt: at('09:00') })).toMatchObject({ lastAt: at('09:02') });
  });

  it.each<[string, Partial<EndingFacts>, Date, RegExp]>([
    [
      'the slowest server',
      { sites: [site(), site({ name: 'mx.slow.example', people: 60, connections: 1, secondsPerMessage: 30 })] },
      at('08:30'),
      /mx\.slow\.example takes 1 connection at once \(about 2 /,
    ],
    ['a server that is slowed', { sites: [site({ ratePerMinute: 10 })] }, at('09:00'), /slowed to 10 messages/],
    ['a server that rests', { sites: [site({ pausedUntil: at('10:00') })] }, at('10:02'), /rests for a while/],
    ['a limit of all sending', { ratePerMinute: 5 }, at('10:00'), /all sending is slowed to 5/],
    ['its own spread', { spreadUntil: at('12:00') }, at('12:00'), /spread/],
    ['a pause that ends', { pause: { until: at('11:00') } }, at('11:02'), /Google/],
  ])('is decided by %s', (_, facts, lastAt, because) =>
    expect(end(facts)).toMatchObject({ kind: 'about', lastAt, because: expect.stringMatching(because) }),
  );

  it('waits outside of its hours, as often as it takes', () => {
    const hours = (moment: Date) => {
      const day = moment.toISOString().slice(0, 10);
      const [from, until] = [at('09:00', day), at('10:00', day)];
      if (moment < until) return { from, until };
      const next = new Date(moment.getTime() + 86_400_000).toISOString().slice(0, 10);
      return { from: at('09:00', next), until: at('10:00', next) };
    };
    expect(end({ opens: hours, ratePerMinute: 4 })).toMatchObject({
      ...{ kind: 'about', lastAt: at('09:30', '2026-12-03') },
      because: expect.stringMatching(/hours it may go in$/),
    });
    expect(end({ opens: () => null })).toMatchObject({ kind: 'unknown', because: expect.stringMatching(/never open/) });
  });

  it('says that it cannot be told', () => {
    expect(end({ sites: [site({ secondsPerMessage: null })] })).toMatchObject({
      kind: 'unknown',
      because: expect.stringMatching(/nobody knows/),
    });
    expect(end({ pause: { until: null } })).toMatchObject({
      kind: 'unknown',
      because: expect.stringMatching(/resumes/),
    });
  });

  it('takes the usual pace where nothing was measured, and calls it rough once that is many', () => {
    const unknown = { name: 'new.example', connections: 2, secondsPerMessage: null };
    expect(end({ sites: [site(), site({ ...unknown, people: 60 })] })).toMatchObject({ isRough: false });
    expect(end({ sites: [site(), site({ ...unknown, people: 600 })] })).toMatchObject({
      ...{ isRough: true, lastAt: at('08:05') },
      because: expect.stringMatching(/new\.example/),
    });
  });

  it('promises nothing for today beyond the warm-up', () => {
    expect(end({ sites: [site({ leftToday: 50 })] })).toMatchObject({
      ...{ kind: 'not_before', lastAt: at('00:00', '2026-12-02') },
      because: expect.stringMatching(/leaves 50 more for Google today, and 600/),
    });
  });

  it('lets what other campaigns have due at the same connections go first', () => {
    expect(end({ sites: [site({ othersDue: 900 })] })).toEqual({
      ...{ kind: 'about', lastAt: at('08:05'), isRough: false },
      because:
        'because Google takes 5 connections at once (about 300 messages a minute), and 900 messages of other campaigns go there too',
    });
    expect(end({ startsAt: at('09:00'), sites: [site({ othersDue: 900 })] })).toMatchObject({
      ...{ lastAt: at('09:02'), because: expect.not.stringMatching(/other campaigns/) },
    });
    expect(end({ ratePerMinute: 5, othersDue: 60 })).toMatchObject({
      ...{ lastAt: at('10:12'), because: expect.stringMatching(/and 60 messages of other campaigns are due too$/) },
    });
    expect(end({ sites: [site({ leftToday: 700, othersDue: 200 })] })).toMatchObject({ kind: 'not_before' });
  });

  it('tells retries from the end', () => {
    expect(end({ sites: [], retrying: 3, retryUntil: at('20:00') })).toEqual({
      kind: 'retries',
      retrying: 3,
      until: at('20:00'),
    });
    expect(end({ sites: [site({ people: 0 })] })).toEqual({ kind: 'done' });
  });
});
