// MX lookup, SMTP session, throttle, retry policy.
export type { MxAnswer, MxHost } from './mx-answer.js';
export type { AttemptOutcome, AttemptReport, Reply, Stage, Step } from './report.js';
