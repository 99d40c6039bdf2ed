// Reports of attempts that never opened a connection: no host to go to, no message to send, or we stopped.
import type { AttemptReport, MxAnswer } from '@doorstep/delivery';

const EMPTY = {
  reply: null,
  mxHost: null,
  mxIp: null,
  sourceIp: null,
  tls: null,
  wasDotSent: false,
} as const;

/** What DNS said is the whole report. Null MX is final (RFC 7505 section 4); everything else is asked again later. */
export function reportWithoutHost(mx: MxAnswer): AttemptReport {
  const trouble = wordsOf(mx);
  return {
    ...EMPTY,
    outcome: mx.kind === 'null-mx' ? 'refused' : 'deferred',
    stage: 'dns',
    trouble,
    steps: [{ stage: 'dns', mxHost: null, ip: null, ms: 0, words: trouble }],
    mx,
  };
}

function wordsOf(mx: MxAnswer): string {
  switch (mx.kind) {
    case 'null-mx':
      return `${mx.domain} accepts no mail (null MX)`;
    case 'nxdomain':
      return `there is no such domain: ${mx.domain} (NXDOMAIN)`;
    case 'no-address':
    case 'mx':
    case 'implicit':
      return `no host of ${mx.domain} has an address`;
    case 'trouble':
      return `no answer of DNS about ${mx.domain}: ${mx.trouble}`;
    default:
      return mx satisfies never;
  }
}

/** We stopped before the dot; nothing happened to the recipient. */
export function abandonedReport(mx: MxAnswer, why: string): AttemptReport {
  return { ...EMPTY, outcome: 'abandoned', stage: null, trouble: why, steps: [], mx };
}

/** DNS sends the domain elsewhere now: given back, to be routed anew. */
export function movedReport(mx: MxAnswer): AttemptReport {
  return { ...abandonedReport(mx, `the mail of ${mx.domain} goes to other hosts now`), stage: 'dns' };
}

/** The site is left alone because of what it said to another delivery; this one was not begun. */
export function postponedReport(mx: MxAnswer, cause: AttemptReport): AttemptReport {
  const said = (cause.reply?.text ?? cause.trouble ?? 'nothing').slice(0, 1000);
  return {
    ...EMPTY,
    outcome: 'deferred',
    stage: 'connect',
    mxHost: cause.mxHost,
    trouble: `Not tried: ${cause.mxHost ?? 'its host'} had just said to another message: ${said}`,
    steps: [],
    mx,
  };
}

/** The message of this one recipient cannot be made; it would be the same on every attempt. */
export function unfitReport(mx: MxAnswer, why: string): AttemptReport {
  return { ...EMPTY, outcome: 'refused', stage: null, trouble: why, steps: [], mx };
}
