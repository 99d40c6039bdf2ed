// What Google, Yahoo and Microsoft ask of whoever sends much mail, judged by our own checks and by what they reply. Pure.
import { intervalOf, percent } from './proportions.js';

export type RuleStatus = 'pass' | 'warn' | 'fail' | 'unknown';

export interface SeenCheck {
  readonly name: string;
  readonly result: RuleStatus;
  readonly words: string;
}

export interface SeenReply {
  readonly pattern: number;
  readonly text: string;
  readonly enhancedCode: string | null;
  readonly category: string;
  readonly messages: number;
}

export interface SenderFacts {
  /** DNS checks of the sending domain; null: it was never looked at. */
  readonly checks: readonly SeenCheck[] | null;
  /** What was seen in a message of its newest campaign, made as it goes out; null: there is none. */
  readonly message: { readonly campaign: string; readonly checks: readonly SeenMessageCheck[] } | null;
  /** Messages of the domain in the time looked at, by whether they went over an encrypted connection. */
  readonly tls: { readonly of: number; readonly encrypted: number };
  readonly accepted: number;
  readonly complained: number;
  /** A complaint ever came in: some provider reports them to us. */
  readonly hasComplaintsAtAll: boolean;
  readonly replies: readonly SeenReply[];
}

export interface SeenMessageCheck {
  readonly id: string;
  readonly state: 'pass' | 'warn' | 'fail';
  readonly seen: string;
  readonly whatToDo: string | null;
}

export type RuleId =
  | 'spf'
  | 'dkim'
  | 'dmarc'
  | 'alignment'
  | 'ptr'
  | 'tls'
  | 'one_click'
  | 'complaints'
  | 'format'
  | 'list_headers';
export type Asker = 'google' | 'yahoo' | 'microsoft';

export interface JudgedRule {
  readonly id: RuleId;
  readonly title: string;
  readonly askedBy: readonly Asker[];
  readonly status: RuleStatus;
  readonly evidence: readonly string[];
  readonly replies: readonly { readonly pattern: number; readonly text: string; readonly messages: number }[];
  readonly whatToDo: string | null;
}

/** Google's lines: below 0.1 % is wanted, from 0.3 % on there is no help (support.google.com/a/answer/81126). */
export const COMPLAINTS_WANTED = 0.001;
export const COMPLAINTS_LIMIT = 0.003;

interface Judged {
  readonly status: RuleStatus;
  readonly evidence: readonly string[];
  readonly whatToDo: string | null;
}

interface Rule {
  readonly id: RuleId;
  readonly title: string;
  readonly askedBy: readonly Asker[];
  readonly judge: (facts: SenderFacts) => Judged;
}

const ALL = ['google', 'yahoo', 'microsoft'] as const;

const rules: readonly Rule[] = [
  { id: 'spf', title: 'SPF', askedBy: ALL, judge: byCheck('spf') },
  { id: 'dkim', title: 'DKIM', askedBy: ALL, judge: byCheck('dkim') },
  { id: 'dmarc', title: 'DMARC', askedBy: ALL, judge: byCheck('dmarc') },
  { id: 'alignment', title: 'Alignment with the sender', askedBy: ALL, judge: byCheck('alignment') },
  { id: 'ptr', title: 'Reverse name and back', askedBy: ['google', 'yahoo'], judge: byCheck('ptr') },
  { id: 'tls', title: 'Encrypted connections', askedBy: ['google'], judge: byTls },
  { id: 'one_click', title: 'One-click unsubscribe', askedBy: ['google', 'yahoo'], judge: byMessage(['one_click']) },
  { id: 'complaints', title: 'Complaints', askedBy: ALL, judge: byComplaints },
  {
    id: 'format',
    title: 'Form of the message',
    askedBy: ['google', 'yahoo'],
    judge: byMessage(['headers', 'line_ends', 'line_length', 'text_part', 'size']),
  },
  {
    id: 'list_headers',
    title: 'List headers, signed',
    askedBy: ['google', 'yahoo'],
    judge: byMessage(['signed_headers', 'alignment']),
  },
];

/** One after the other, each with what it rests on. Replies that speak against a passing check make it one to look at. */
export function judgeSenderRules(facts: SenderFacts): JudgedRule[] {
  return rules.map(({ judge, ...rule }) => {
    const judged = judge(facts);
    const replies = facts.replies
      .filter((reply) => ruleOf(reply).includes(rule.id))
      .sort((one, other) => other.messages - one.messages)
      .slice(0, 5)
      .map(({ pattern, text, messages }) => ({ pattern, text, messages }));
    if (replies.length === 0) return { ...rule, ...judged, replies };
    return {
      ...{ ...rule, ...judged, replies, status: judged.status === 'fail' ? 'fail' : 'warn' },
      whatToDo: judged.whatToDo ?? 'A provider saw it otherwise than our own check: read what it said.',
    };
  });
}

const worst = (results: readonly RuleStatus[]): RuleStatus =>
  (['fail', 'warn', 'unknown'] as const).find((word) => results.includes(word)) ?? 'pass';

function byCheck(name: string) {
  return ({ checks }: SenderFacts): Judged => {
    const own = checks?.filter((check) => check.name === name) ?? [];
    if (own.length === 0) {
      const evidence = checks === null ? 'Its DNS records were never looked at.' : 'Nothing is known of it yet.';
      return { status: 'unknown', evidence: [evidence], whatToDo: 'Check the records of the sending domain.' };
    }
    const status = worst(own.map(({ result }) => result));
    const wrong = own.find(({ result }) => result === status && result !== 'pass');
    return {
      ...{ status, evidence: own.map(({ words }) => words) },
      whatToDo: wrong === undefined ? null : 'The page of the sending domain shows the record that is expected.',
    };
  };
}

function byMessage(ids: readonly string[]) {
  return ({ message }: SenderFacts): Judged => {
    if (message === null)
      return {
        ...{ status: 'unknown', evidence: ['No campaign of this domain has a message yet.'] },
        whatToDo: 'Write a campaign: its message is looked at as it would go out.',
      };
    const own = message.checks.filter(({ id }) => ids.includes(id));
    const wrong = own.find(({ state }) => state !== 'pass');
    return {
      status: own.length === 0 ? 'unknown' : worst(own.map(({ state }) => state)),
      evidence: [`In a message of “${message.campaign}”, made as it goes out:`, ...own.map(({ seen }) => seen)],
      whatToDo: wrong?.whatToDo ?? null,
    };
  };
}

const whole = new Intl.NumberFormat('en');

function byTls({ tls: { of, encrypted } }: SenderFacts): Judged {
  if (of === 0) return { status: 'unknown', evidence: ['No message was taken in this time.'], whatToDo: null };
  const isAll = encrypted === of;
  return {
    status: isAll ? 'pass' : 'warn',
    evidence: [
      `${whole.format(encrypted)} of the last ${whole.format(of)} messages went over an encrypted connection.`,
    ],
    whatToDo: isAll
      ? null
      : 'Doorstep encrypts wherever it is offered. The others took it in plaintext: their servers offer nothing else.',
  };
}

function byComplaints({ accepted, complained, hasComplaintsAtAll }: SenderFacts): Judged {
  const lines = `Wanted is less than ${percent(COMPLAINTS_WANTED)}; from ${percent(COMPLAINTS_LIMIT)} on mail goes to spam.`;
  const google = 'Gmail tells no sender of single complaints: its rate stands in Google Postmaster Tools alone.';
  if (accepted === 0)
    return { status: 'unknown', evidence: ['No message was taken in this time.', lines], whatToDo: null };
  const numbers = `${whole.format(complained)} of ${whole.format(accepted)} accepted messages were reported as spam`;
  if (complained === 0 && !hasComplaintsAtAll)
    return {
      status: 'unknown',
      evidence: [`No report of spam ever came in: that may also mean that nobody sends us any.`, lines, google],
      whatToDo:
        'Sign up for the feedback loops of Yahoo and Microsoft, with a bounce mailbox of Doorstep as their address.',
    };
  const share = complained / accepted;
  const isCertain = intervalOf({ of: accepted, hits: complained }).low >= COMPLAINTS_LIMIT || accepted >= 1000;
  const status = share < COMPLAINTS_WANTED ? 'pass' : share >= COMPLAINTS_LIMIT && isCertain ? 'fail' : 'warn';
  const rate = accepted < 1000 ? `${numbers}: too few for a rate.` : `${numbers}: ${(share * 100).toFixed(3)} %.`;
  return {
    status,
    evidence: [rate, lines, google],
    whatToDo: status === 'pass' ? null : 'Mail only people who asked for it; let whoever has not read it for long go.',
  };
}

/** The last two parts of an enhanced code that speak of one rule (support.google.com/a/answer/3726730; Microsoft: 5.7.515). */
const byCode: Readonly<Record<string, readonly RuleId[]>> = {
  '7.23': ['ptr'],
  '7.25': ['ptr'],
  '7.26': ['spf', 'dkim'],
  '7.27': ['spf'],
  '7.29': ['tls'],
  '7.30': ['dkim'],
  '7.31': ['dmarc'],
  '7.32': ['alignment'],
  '7.40': ['dmarc'],
  '7.509': ['dmarc'],
  '7.515': ['dmarc'],
};
const byCategory: Readonly<Record<string, readonly RuleId[]>> = {
  authentication: ['dmarc'],
  ptr_helo: ['ptr'],
  tls_required: ['tls'],
  message_format: ['format'],
};
const OURS = new Set(Object.keys(byCategory));

/** Codes alone mean many things to many servers: the category has to be one of ours. */
function ruleOf({ enhancedCode, category }: SeenReply): readonly RuleId[] {
  if (!OURS.has(category)) return [];
  return byCode[enhancedCode?.slice(2) ?? ''] ?? byCategory[category]!;
}
