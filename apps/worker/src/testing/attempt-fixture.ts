// A claimed delivery, reports and classifications for tests, each field replaceable.
import type { Classification } from '@doorstep/bounces';
import { type ClaimedDelivery, DEFAULT_SOURCE_ID, type Lane } from '@doorstep/database';
import type { AttemptReport } from '@doorstep/delivery';

export function claimedDelivery(changes: Partial<ClaimedDelivery> = {}): ClaimedDelivery {
  const queuedAt = new Date('2026-11-24T08:00:00Z');
  return {
    deliveryId: '0199a1b2-0000-7000-8000-000000000001',
    attemptId: '0199a1b2-0000-7000-8000-000000000002',
    campaignId: '0199a1b2-0000-7000-8000-000000000003',
    addressId: '0199a1b2-0000-7000-8000-000000000004',
    siteId: '0199a1b2-0000-7000-8000-000000000005',
    sourceId: DEFAULT_SOURCE_ID,
    domainName: 'inbox.example',
    spelling: 'Eve@inbox.example',
    fence: 1,
    attempts: 0,
    queuedAt,
    claimedAt: new Date(queuedAt.getTime() + 60_000),
    expiresAt: new Date(queuedAt.getTime() + 48 * 3_600_000),
    variant: null,
    mergeFields: null,
    ...changes,
  };
}

export function laneOf(changes: Partial<Lane> = {}): Lane {
  return {
    ...{
      siteId: 'site',
      sourceId: DEFAULT_SOURCE_ID,
      mxKey: 'mx.inbox.example',
      provider: 'google',
      connectionLimit: 2,
    },
    ...{
      wellCount: 0,
      isLimitByHand: false,
      messageLimit: null,
      messagesByHand: null,
      ratePerMinute: null,
      limitsSetAt: null,
    },
    ...{ isProbe: false, recentPauses: 0 },
    ...{ sourceIp: null, ehloName: null, isWarmingUp: false },
    ...changes,
  };
}

export function attemptReport(changes: Partial<AttemptReport> = {}): AttemptReport {
  return {
    outcome: 'accepted',
    stage: 'dot',
    reply: { code: 250, enhancedCode: '2.0.0', text: '250 2.0.0 Ok: queued' },
    trouble: null,
    mxHost: 'mx.inbox.example',
    mxIp: '192.0.2.1',
    sourceIp: '192.0.2.99',
    tls: 'none',
    wasDotSent: true,
    steps: [],
    mx: {
      kind: 'mx',
      domain: 'inbox.example',
      hosts: [{ host: 'mx.inbox.example', preference: 10, addresses: ['192.0.2.1'] }],
      ttlSeconds: 300,
    },
    ...changes,
  };
}

export function replied(code: number, enhancedCode: string | null, stage: AttemptReport['stage']): AttemptReport {
  return attemptReport({
    outcome: code >= 500 ? 'refused' : code >= 400 ? 'deferred' : 'accepted',
    stage,
    reply: { code, enhancedCode, text: `${code} ${enhancedCode ?? ''} no` },
    wasDotSent: stage === 'dot',
  });
}

export function classified(changes: Partial<Classification> = {}): Classification {
  return {
    category: 'unclassified',
    scope: 'unknown',
    certainty: 'certain',
    ruleId: 'test/rule',
    isPermanent: false,
    retryHintSeconds: null,
    ...changes,
  };
}
