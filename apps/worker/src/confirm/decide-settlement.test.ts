import type { AttemptReport, MxAnswer } from '@doorstep/delivery';
import { describe, expect, it } from 'vitest';
import { abandonedReport, reportWithoutHost } from '../attempt/made-reports.js';
import { decideSettlement } from './decide-settlement.js';

const mx: MxAnswer = { kind: 'trouble', domain: 'firm.example', hosts: [], ttlSeconds: 60, trouble: 'SERVFAIL' };
const said = (outcome: AttemptReport['outcome'], code: number, text: string): AttemptReport => ({
  ...reportWithoutHost(mx),
  ...{ outcome, stage: 'rcpt', reply: { code, enhancedCode: null, text }, trouble: null, mxHost: 'mx.firm.example' },
});

describe('decideSettlement', () => {
  it('waits longer after each of four tries and gives up after the fifth', () => {
    const waits = [1, 2, 3, 4, 5, 9].map((tries) => decideSettlement(reportWithoutHost(mx), tries, 1));
    expect(waits).toMatchObject([300, 1800, 7200, 28_800, null, null].map((retrySeconds) => ({ retrySeconds })));
    expect(decideSettlement(reportWithoutHost(mx), 1, 60)).toMatchObject({ outcome: 'deferred', retrySeconds: 5 });
  });

  it('gives up at once on a final no to the address, not on one to us', () => {
    const unknown = decideSettlement(said('refused', 550, '550 5.1.1 User unknown'), 1, 1);
    expect(unknown).toMatchObject({ outcome: 'refused', retrySeconds: null, mxHost: 'mx.firm.example' });
    const blocked = said('refused', 554, '554 5.7.1 Client host blocked using zen.spamhaus.org');
    expect(decideSettlement(blocked, 1, 1)).toMatchObject({ outcome: 'deferred', retrySeconds: 300 });
  });

  it('bounds what a host said and makes nothing of a try we ended ourselves', () => {
    const long = decideSettlement(said('accepted', 250, `250 ${'x'.repeat(4000)}`), 1, 1);
    expect(long!.reply).toHaveLength(1000);
    expect(decideSettlement(abandonedReport(mx, 'the worker stopped'), 1, 1)).toBeNull();
  });
});
