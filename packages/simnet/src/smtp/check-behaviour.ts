// Reads a behaviour that came from outside: what is wrong is said when it is given, not when the first mail comes.
import type { Answer, Behaviour } from '../behaviour.js';

const answers = [
  'greeting',
  'tooMany',
  'limitReached',
  'rcpt',
  'greylisted',
  'unknownUser',
  'mailboxFull',
  'dot',
] as const;
const numbers = ['delayMs', 'maxConnections', 'maxMessagesPerConnection', 'greylistSeconds'] as const;
const choices = {
  dns: ['mx', 'implicit', 'null-mx', 'all-dead', 'nxdomain', 'no-address', 'servfail', 'timeout'],
  tls: ['self-signed', 'broken', 'none'],
  drops: ['data', 'dot', 'dot-once'],
} as const;
const reports = ['failed', 'delayed', 'plain', 'complaint', 'auto-reply'];
const texts = ['like', 'sharesHostsOf', 'banner', 'acceptedText'] as const;
const others = ['hosts', 'refusesEhlo', 'later'];
const known: ReadonlySet<string> = new Set([...answers, ...numbers, ...Object.keys(choices), ...texts, ...others]);

/** @throws RangeError that names the first fault */
export function checkBehaviour(behaviour: Behaviour): void {
  const fault = faultOf(behaviour);
  if (fault) throw new RangeError(`behaviour: ${fault}`);
}

function faultOf(behaviour: Behaviour): string | undefined {
  const unknown = Object.keys(behaviour).find((key) => !known.has(key));
  if (unknown) return `there is no ${unknown}`;
  for (const key of answers) {
    const answer = behaviour[key];
    if (answer !== undefined && !isAnswer(answer)) return `${key} must be { code: 200 to 599, lines: texts }`;
  }
  for (const key of numbers) {
    const value = behaviour[key];
    if (value !== undefined && !(Number.isFinite(value) && value >= 0)) return `${key} must be a number from 0`;
  }
  for (const [key, allowed] of Object.entries(choices)) {
    const value = behaviour[key as keyof typeof choices];
    if (value !== undefined && !(allowed as readonly string[]).includes(value))
      return `${key} must be one of ${allowed.join(', ')}`;
  }
  const text = texts.find((key) => behaviour[key] !== undefined && typeof behaviour[key] !== 'string');
  if (text) return `${text} must be a text`;
  return faultOfLists(behaviour);
}

function faultOfLists({ hosts = [], later = [] }: Behaviour): string | undefined {
  if (!Array.isArray(hosts) || hosts.length > 20 || hosts.some((plan) => typeof plan !== 'object' || plan === null))
    return 'hosts must be a list of at most 20 plans';
  const isReport = (report: (typeof later)[number]) =>
    typeof report === 'object' && report !== null && reports.includes(report.kind) && report.afterSeconds >= 0;
  if (!Array.isArray(later) || !later.every(isReport))
    return `later must be a list of { kind: ${reports.join(' | ')}, afterSeconds }`;
  return undefined;
}

function isAnswer({ code, lines, raw }: Answer): boolean {
  const hasText = Array.isArray(lines) && lines.every((line) => typeof line === 'string');
  return Number.isInteger(code) && code >= 200 && code <= 599 && hasText && (raw !== undefined || lines.length > 0);
}
