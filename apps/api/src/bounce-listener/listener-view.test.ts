// What the page says of a bounce listener.
import type { DomainCheck } from '@doorstep/contracts';
import { describe, expect, it } from 'vitest';
import { listenerView, recordsFor } from './listener-view.js';

const now = new Date('2026-03-01T10:00:00Z');
const row = {
  ...{ id: 'm::25', hostName: 'mx.example', address: '', port: 25, hasTls: true, isListening: true, trouble: null },
  ...{
    connections: 4,
    accepted: 7,
    refused: 2,
    putOff: 0,
    lastAcceptedAt: now,
    lastRefusedAt: null,
    lastRefusal: null,
  },
  seenAt: new Date(now.getTime() - 3000),
};

describe('listenerView', () => {
  it.each([
    { name: 'listens', change: {}, state: 'listening', connections: 4 },
    { name: 'may not listen', change: { isListening: false, trouble: 'taken' }, state: 'trouble', connections: 4 },
    { name: 'has ended in order', change: { isListening: false }, state: 'silent', connections: 0 },
    { name: 'is silent', change: { seenAt: new Date(now.getTime() - 60_001) }, state: 'silent', connections: 0 },
  ])('$name', ({ change, state, connections }) => {
    expect(listenerView({ ...row, ...change }, now)).toMatchObject({
      state,
      connections,
      lastAcceptedAt: now.toISOString(),
    });
  });
});

describe('recordsFor', () => {
  const check = (found: string[], result: DomainCheck['result'] = 'pass'): DomainCheck => ({
    ...{ name: 'return_path', result, words: '', recordName: 'back.example', recordType: 'MX', expected: '', found },
  });
  it.each([
    { name: 'leads here', checks: [check(['10 MX.example.'])], leadsHere: true },
    { name: 'leads elsewhere', checks: [check(['10 mail.other.example'])], leadsHere: false },
    { name: 'leads nowhere', checks: [check([], 'fail')], leadsHere: false },
    { name: 'did not answer', checks: [check([], 'unknown')], leadsHere: null },
    { name: 'was not checked', checks: null, leadsHere: null },
  ])('the domain $name', ({ checks, leadsHere }) => {
    const domain = { returnPathDomain: 'Back.example', checks, checkedAt: checks && now };
    expect(recordsFor([domain, domain], ['mx.example'])).toMatchObject([
      { name: 'back.example', type: 'MX', value: '10 mx.example.', leadsHere },
    ]);
  });
});
