// What is kept of a report: everything, once.
import { describe, expect, it } from 'vitest';
import { attemptReport } from '../testing/attempt-fixture.js';
import { storedReport } from './stored-report.js';

describe('a stored report', () => {
  it('keeps what no column holds, and the host of a step only where it is another', () => {
    const report = attemptReport({
      steps: [
        { stage: 'connect', mxHost: 'first.inbox.example', ip: '192.0.2.7', ms: 3, words: 'connection refused' },
        { stage: 'mail', mxHost: 'mx.inbox.example', ip: '192.0.2.1', ms: 1, words: '250 ok' },
      ],
    });
    const stored = storedReport(report);
    expect(stored.steps).toEqual([report.steps[0], { stage: 'mail', ms: 1, words: '250 ok' }]);
    expect(stored).toMatchObject({ mx: report.mx, sourceIp: '192.0.2.99', wasDotSent: true, trouble: null });
    expect(Object.keys(stored)).not.toEqual(expect.arrayContaining(['reply', 'outcome']));
  });
});
