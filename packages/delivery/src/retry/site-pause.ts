// What a reply means for the whole site: left alone, slower, with fewer connections. Rules are data.
import type { Reply, Stage } from '../report.js';

export type SiteAction =
  | { readonly kind: 'pause' }
  | { readonly kind: 'rate'; readonly perMinute: number }
  | { readonly kind: 'connections'; readonly most: number }
  /** The campaign or its domain is at fault, and every further message would be too. */
  | { readonly kind: 'stop-campaign' };

export interface SiteAdvice {
  readonly action: SiteAction;
  readonly seconds: number;
  /** Id of the rule. */
  readonly cause: string;
  /** Replies within an hour until the action is taken; 1 = at once. */
  readonly threshold: number;
}

export interface SiteReply {
  readonly provider: string | null;
  readonly category: string;
  readonly stage: Stage | null;
  readonly reply: Reply | null;
  /** Pauses of this site in the last 24 h; each doubles the time of a rule that has no fixed one. */
  readonly recentPauses: number;
}

interface SiteRule {
  readonly cause: string;
  readonly provider?: string;
  readonly categories?: readonly string[];
  readonly pattern?: RegExp;
  readonly codes?: readonly number[];
  readonly stages?: readonly Stage[];
  readonly seconds: number;
  readonly threshold: number;
  readonly action: SiteAction;
  /** Doubles with each pause of the last day, up to the limit; a receiver's own published time does not. */
  readonly isDoubling: boolean;
}

const MINUTE = 60;
const HOUR = 3600;
const LONGEST_SECONDS = 2 * HOUR;
const PAUSE: SiteAction = { kind: 'pause' };
const BEFORE_RECIPIENTS: readonly Stage[] = ['banner', 'ehlo', 'starttls', 'mail'];

const said = (
  cause: string,
  pattern: RegExp,
  seconds: number,
  action: SiteAction = PAUSE,
  threshold = 1,
): SiteRule => ({
  ...{ cause, pattern, seconds, action, threshold, isDoubling: false },
  provider: cause.slice(0, cause.indexOf('/')),
});

const anybody = (cause: string, categories: readonly string[], seconds: number, threshold: number): SiteRule => ({
  ...{ cause, categories, seconds, threshold, action: PAUSE, isDoubling: true },
});

const perMinute = (count: number): SiteAction => ({ kind: 'rate', perMinute: count });
const oneConnection: SiteAction = { kind: 'connections', most: 1 };

/** The first that fits decides: a provider's own words before what holds for everybody. */
const rules: readonly SiteRule[] = [
  said('google/unusual-rate', /unusual rate/i, 30 * MINUTE, perMinute(10), 2),
  {
    // As 550 it speaks of that one message; as 421 Gmail asks for patience with everything we send.
    ...said('google/suspicious', /detected that this message[\s\S]{0,80}(suspicious|unsolicited)/i, HOUR, PAUSE, 5),
    codes: [421],
  },
  // SPF, DKIM, DMARC and alignment; 4.7.23, .25, .28 and .29 speak of our address, our pace and our TLS.
  said('google/authentication', /\b[45]\.7\.(2[467]|3[0-2]|40)\b/, HOUR, { kind: 'stop-campaign' }, 3),
  said('yahoo/tss04', /\b(TSS04|IPTS04|TS04)\b/, 2 * HOUR),
  said('yahoo/tss05', /\b(TSS05|IPTS05)\b/, 4 * HOUR),
  said('yahoo/ts02', /\bTS02\b/, 30 * MINUTE, perMinute(1)),
  said('yahoo/ts03', /\bTS03\b/, 30 * MINUTE, perMinute(10)),
  said('yahoo/blocklist', /\[BL\d/, 2 * HOUR),
  said('outlook/s3150', /S3150|S3140|block list/i, 2 * HOUR),
  said('outlook/connections', /IB007|max(imum)? connections/i, HOUR, oneConnection),
  said('outlook/rate', /rate limited|4\.7\.650/i, 30 * MINUTE),
  said('microsoft365/busy', /server busy/i, 20 * MINUTE),
  said('microsoft365/blocked', /\b4\.7\.[56]\d\d\b/, HOUR),
  said('apple/blocklist', /spamhaus/i, 4 * HOUR),
  said('apple/policy', /\[(BS02|HCM1)\]|HM0\d|CS01/, 15 * MINUTE),
  said('comcast/connections', /\bRL000010\b/, 5 * MINUTE),
  said('comcast/rate', /\bRL0000\d\d\b/, 2 * HOUR, perMinute(30), 2),
  said('orange/connections', /trop de connexions/i, HOUR, oneConnection),
  said('orange/refused', /service refus/i, HOUR),
  said('gmx/connections', /too many connections/i, 30 * MINUTE, oneConnection),
  { ...said('gmx/policy', /policy/i, HOUR), stages: BEFORE_RECIPIENTS },
  said('mimecast/busy', /internal resource temporarily unavailable/i, 30 * MINUTE),
  said('qq/frequency', /frequency limited/i, HOUR),
  said('netease/spam', /DT:SPM/, 15 * MINUTE),
  {
    ...anybody('any/authentication', ['authentication', 'reputation_domain'], HOUR, 10),
    action: { kind: 'stop-campaign' },
  },
  anybody('any/reputation', ['reputation_block'], 15 * MINUTE, 1),
  anybody('any/ptr', ['ptr_helo'], 30 * MINUTE, 1),
  // Once may be chance; before the first recipient it was said to everybody.
  { ...anybody('any/rate', ['rate_limited'], 15 * MINUTE, 1), stages: BEFORE_RECIPIENTS },
  anybody('any/rate', ['rate_limited'], 15 * MINUTE, 3),
];

/** Said of one message or one envelope, at whatever step: the next one is welcome. */
const OF_THE_MESSAGE: ReadonlySet<string> = new Set([
  ...['message_too_big', 'message_format', 'content_spam', 'greylist', 'authentication', 'reputation_domain'],
]);

const MANY_PER_SESSION =
  /too many (messages|mails|transactions|recipients)|max(imum)?( number of)? (messages|mails|transactions|recipients)( per| in| for|[^\n]{0,20}(exceeded|reached))/i;
/** The same words about an hour or a day speak of our pace. */
const PER_TIME = /\b(hour|minute|second|day|rate)\b/i;

/** Whether a reply ends this session alone, because it carried enough: the next connection is welcome. */
export function isOfTheSession(reply: Reply | null): boolean {
  if (reply === null || ![421, 450, 451, 452, 552].includes(reply.code)) return false;
  return MANY_PER_SESSION.test(reply.text) && !PER_TIME.test(reply.text);
}

/**
 * Says what a reply asks for in the dealings with the site, for how long and by which rule; null: nothing.
 * A reply to one recipient (RCPT) counts only where its words speak of our address, our domain or our pace.
 */
export function siteAdviceFor(given: SiteReply): SiteAdvice | null {
  const { stage, reply, category, recentPauses } = given;
  if (isOfTheSession(reply)) return null;
  const rule = rules.find((one) => isFit(one, given));
  if (rule) return advice(rule, recentPauses);
  if (stage === null || reply === null || !BEFORE_RECIPIENTS.includes(stage) || OF_THE_MESSAGE.has(category))
    return null;
  return turnedAway(reply, recentPauses);
}

function isFit(rule: SiteRule, { provider, category, stage, reply }: SiteReply): boolean {
  if (rule.provider !== undefined && rule.provider !== provider) return false;
  if (rule.categories !== undefined && !rule.categories.includes(category)) return false;
  if (rule.codes !== undefined && !rule.codes.includes(reply?.code ?? 0)) return false;
  if (rule.stages !== undefined && (stage === null || !rule.stages.includes(stage))) return false;
  return rule.pattern === undefined || rule.pattern.test(reply?.text ?? '');
}

/** A no at the banner, EHLO or MAIL is no reader's fault: the site will say it to the next one too. */
function turnedAway(reply: Reply, recentPauses: number): SiteAdvice {
  const seconds = reply.code >= 500 ? 30 * MINUTE : 5 * MINUTE;
  return advice(anybody('any/turned-away', [], seconds, 1), recentPauses);
}

function advice({ cause, seconds, isDoubling, action, threshold }: SiteRule, recentPauses: number): SiteAdvice {
  const doubled = Math.min(LONGEST_SECONDS, seconds * 2 ** Math.min(recentPauses, 10));
  return { seconds: isDoubling && action.kind === 'pause' ? doubled : seconds, cause, action, threshold };
}
