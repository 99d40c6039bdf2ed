// A full-loop test in words: every stage that can stop says what to do.
import type { LoopTestRow } from '@doorstep/database';
import { describe, expect, it } from 'vitest';
import { loopTestView } from './loop-test-view.js';

const at = (seconds: number) => new Date(Date.UTC(2026, 4, 1, 10, 0, seconds));
const row = (more: Partial<LoopTestRow>): LoopTestRow => ({
  ...{ id: 'x', returnPathDomain: 'back.example', state: 'sending', startedBy: 'Ada', createdAt: at(0) },
  ...{ waitsUntil: at(300), mxHosts: null, mxHost: null, reply: null, handedAt: null, trouble: null },
  ...{ troubleStep: null, cameAt: null, mailboxName: null, endedAt: null },
  ...more,
});
const steps = (more: Partial<LoopTestRow>) =>
  loopTestView(row(more), 'bounce-x@back.example').steps.map(({ step, result }) => `${step} ${result}`);
const last = (more: Partial<LoopTestRow>) => loopTestView(row(more), 'bounce-x@back.example').steps.at(-1)!;
const sent = { mxHosts: ['mx.back.example'], mxHost: 'mx.back.example', reply: '250 ok', handedAt: at(2) };

describe('loopTestView', () => {
  it('goes from stage to stage', () => {
    expect(steps({})).toEqual(['mx waiting']);
    expect(steps({ ...sent, state: 'on_its_way' })).toEqual(['mx pass', 'handover pass', 'arrival waiting']);
    const returned = { ...sent, state: 'returned' as const, cameAt: at(9), mailboxName: 'Box' };
    expect(steps(returned)).toEqual(['mx pass', 'handover pass', 'arrival pass']);
    expect(last(returned).words).toBe('It came back into “Box” and was recognised, 7 s after it was sent.');
    expect(last({ ...returned, mailboxName: null }).words).toMatch(/over the bounce listener/);
  });

  it.each<[string, Partial<LoopTestRow>, string, RegExp]>([
    ['no MX', { state: 'failed', troubleStep: 'mx', trouble: 'NXDOMAIN', mxHosts: [] }, 'mx fail', /Set an MX record/],
    ['no worker', { state: 'failed' }, 'mx fail', /whether a worker runs/],
    [
      'no catch-all',
      { ...sent, handedAt: null, state: 'failed', troubleStep: 'handover', trouble: '550 5.1.1 no such user' },
      'handover fail',
      /catch-all.*empty sender/,
    ],
    [
      'a closed port',
      { ...sent, handedAt: null, state: 'failed', troubleStep: 'handover', trouble: 'connection refused by 192.0.2.1' },
      'handover fail',
      /port 25/,
    ],
    [
      'not now',
      { ...sent, handedAt: null, troubleStep: 'handover', trouble: '451 4.7.1 later' },
      'handover warn',
      /by itself/,
    ],
    ['nothing came', { ...sent, state: 'overdue', endedAt: at(300) }, 'arrival fail', /mx\.back\.example.*junk folder/],
  ])('%s', (_, more, step, fix) => {
    const stopped = last(more);
    expect(`${stopped.step} ${stopped.result}`).toBe(step);
    expect(stopped.fix).toMatch(fix);
  });
});
