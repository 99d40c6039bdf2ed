// When a whole site is left alone: replies that speak of our address or our pace, not of one reader. Rules are data.
import type { Reply, Stage } from '../report.js';

export interface SitePauseAdvice {
  readonly seconds: number;
  /** Id of the rule. */
  readonly cause: string;
}

export interface SitePauseInput {
  readonly provider: string | null;
  readonly category: string;
  readonly stage: Stage | null;
  readonly reply: Reply | null;
  /** Pauses of this site in the last 24 h; each doubles the time of a rule that has no fixed one. */
  readonly recentPauses: number;
}

interface PauseRule {
  readonly cause: string;
  readonly provider?: string;
  readonly category?: string;
  readonly pattern?: RegExp;
  readonly codes?: readonly number[];
  readonly seconds: number;
  /** Doubles with each pause of the last day, up to the limit; a receiver's own published time does not. */
  readonly isDoubling: boolean;
}

const MINUTE = 60;
const HOUR = 3600;
const LONGEST_SECONDS = 2 * HOUR;

const fixed = (cause: string, provider: string, pattern: RegExp, seconds: number): PauseRule => ({
  cause,
  provider,
  pattern,
  seconds,
  isDoubling: false,
});

/** The first that fits decides: a provider's own words before what holds for everybody. */
const rules: readonly PauseRule[] = [
  fixed('google/unusual-rate', 'google', /unusual rate/i, 30 * MINUTE),
  {
    // As 550 it speaks of that one message; as 421 Gmail asks for patience with everything we send.
    ...fixed('google/suspicious', 'google', /detected that this message is[\s\S]{0,80}(suspicious|unsolicited)/i, HOUR),
    codes: [421],
  },
  fixed('yahoo/tss04', 'yahoo', /\b(TSS04|IPTS04|TS04)\b/, 2 * HOUR),
  fixed('yahoo/tss05', 'yahoo', /\b(TSS05|IPTS05)\b/, 4 * HOUR),
  fixed('yahoo/ts02', 'yahoo', /\bTS0[23]\b/, 30 * MINUTE),
  fixed('yahoo/blocklist', 'yahoo', /\[BL\d/, 2 * HOUR),
  fixed('outlook/s3150', 'outlook', /S3150|S3140|block list/i, 2 * HOUR),
  fixed('outlook/connections', 'outlook', /IB007|max(imum)? connections/i, HOUR),
  fixed('outlook/rate', 'outlook', /rate limited|4\.7\.650/i, 30 * MINUTE),
  fixed('microsoft365/busy', 'microsoft365', /server busy/i, 20 * MINUTE),
  fixed('microsoft365/blocked', 'microsoft365', /\b4\.7\.[56]\d\d\b/, HOUR),
  fixed('apple/blocklist', 'apple', /spamhaus/i, 4 * HOUR),
  fixed('apple/policy', 'apple', /\[(BS02|HCM1)\]|HM0\d|CS01/, 15 * MINUTE),
  fixed('comcast/connections', 'comcast', /\bRL000010\b/, 5 * MINUTE),
  fixed('comcast/rate', 'comcast', /\bRL0000\d\d\b/, 2 * HOUR),
  fixed('orange/connections', 'orange', /trop de connexions|service refus/i, HOUR),
  fixed('gmx/connections', 'gmx', /too many connections/i, 30 * MINUTE),
  fixed('mimecast/busy', 'mimecast', /internal resource temporarily unavailable/i, 30 * MINUTE),
  fixed('qq/frequency', 'qq', /frequency limited/i, HOUR),
  fixed('netease/spam', 'netease', /DT:SPM/, 15 * MINUTE),
  { cause: 'any/reputation', category: 'reputation_block', seconds: 15 * MINUTE, isDoubling: true },
  { cause: 'any/ptr', category: 'ptr_helo', seconds: 30 * MINUTE, isDoubling: true },
  { cause: 'any/rate', category: 'rate_limited', seconds: 15 * MINUTE, isDoubling: true },
];

/** Said of one message or one envelope, at whatever step: the next one is welcome. */
const OF_THE_MESSAGE: ReadonlySet<string> = new Set(['message_too_big', 'message_format', 'content_spam', 'greylist']);

/** Said of the session alone: the next connection is welcome. */
const OF_THE_SESSION =
  /too many messages (for|in|per) this (session|connection)|max(imum)? messages per (session|connection)/i;

/**
 * Says whether a reply asks for leaving the site alone, for how long and by which rule.
 * A reply to one recipient (RCPT) pauses only where its words speak of our address or our pace.
 */
export function sitePauseFor({
  provider,
  category,
  stage,
  reply,
  recentPauses,
}: SitePauseInput): SitePauseAdvice | null {
  const text = reply?.text ?? '';
  if (OF_THE_SESSION.test(text)) return null;
  for (const rule of rules) {
    if (rule.provider !== undefined && rule.provider !== provider) continue;
    if (rule.category !== undefined && rule.category !== category) continue;
    if (rule.codes !== undefined && !rule.codes.includes(reply?.code ?? 0)) continue;
    if (rule.pattern !== undefined && !rule.pattern.test(text)) continue;
    return advice(rule, recentPauses);
  }
  if (stage === null || reply === null || !isBeforeRecipients(stage) || OF_THE_MESSAGE.has(category)) return null;
  return turnedAway(reply, recentPauses);
}

/** A no at the banner, EHLO or MAIL is no reader's fault: the site will say it to the next one too. */
function turnedAway(reply: Reply, recentPauses: number): SitePauseAdvice {
  const seconds = reply.code >= 500 ? 30 * MINUTE : 5 * MINUTE;
  return advice({ cause: 'any/turned-away', seconds, isDoubling: true }, recentPauses);
}

function advice({ cause, seconds, isDoubling }: PauseRule, recentPauses: number): SitePauseAdvice {
  if (!isDoubling) return { seconds, cause };
  return { seconds: Math.min(LONGEST_SECONDS, seconds * 2 ** Math.min(recentPauses, 10)), cause };
}

function isBeforeRecipients(stage: Stage): boolean {
  return stage === 'banner' || stage === 'ehlo' || stage === 'starttls' || stage === 'mail';
}
