// Reads code, enhanced code and stage out of the words of a report.
import type { Stage } from '../classification.js';

/** Not part of an IP address, a version or a longer number. */
const enhancedCode = /(?<![\d.\w-])([245]\.\d{1,2}\.\d{1,3})(?![\d]|\.\d)/g;
const replyCode = /(?<![\d.:/\w-])([45]\d\d)(?=[ \-:;<]|$)(?! (?:bytes|seconds|minutes|hours|days|times))/g;

/** The most telling enhanced code: the last specific one, else a general one (x.0.0). */
export function findEnhancedCode(text: string): string | null {
  let general: string | null = null;
  let specific: string | null = null;
  for (const [, code] of text.slice(0, 8192).matchAll(enhancedCode)) {
    if (code!.startsWith('2')) continue;
    if (/^[45]\.0\.0$/.test(code!)) general ??= code!;
    else specific ??= code!;
  }
  return specific ?? general;
}

/** A code that stands where replies have theirs: before an enhanced code, after "said:", or at the start of a line. */
export function findReplyCode(text: string): number | null {
  const bounded = text.slice(0, 8192);
  const placed =
    /(?:said:|returned:?|with:|code ?:?|reply:?|error:?|response:?|server:|<<<|reason:|#|smtp;|because:?|^|\n|: |\()\s{0,4}['"(<#]{0,2}([45]\d\d)(?=[ \-:;<,)]|\n|$)/i.exec(
      bounded,
    ) ?? /(?<![\d.:/\w-])([45]\d\d)[ -](?:#)?[45]\.\d{1,2}\.\d{1,3}/.exec(bounded);
  if (placed) return Number(placed[1]);
  for (const [, code] of bounded.matchAll(replyCode)) {
    const number = Number(code);
    if (
      [
        421, 450, 451, 452, 454, 500, 501, 502, 503, 504, 521, 523, 525, 530, 535, 550, 551, 552, 553, 554, 556, 571,
      ].includes(number)
    )
      return number;
  }
  return null;
}

const STAGES: readonly (readonly [words: RegExp, stage: Stage])[] = [
  [
    /refused to talk to me|(?:after )?initial (?:connection|greeting)|(?:while|on) (?:receiving|reading) (?:the )?initial/,
    'banner',
  ],
  [/(?:reply to|after|in) (?:sending )?(?:ehlo|helo|lhlo)\b/, 'ehlo'],
  [/(?:reply to|after|in) (?:pipelined )?(?:sending )?starttls\b/, 'starttls'],
  [/(?:reply to|after|in) (?:pipelined )?(?:sending )?mail from\b/, 'mail'],
  [
    /(?:reply to|after|in) (?:pipelined )?(?:sending )?rcpt to\b|like (?:our rcpt to|recipient)|\[rcpt_to\]|smtp:rcpt host/,
    'rcpt',
  ],
  [
    /end of (?:pipelined )?data|did not like our (?:final )?data|after i sent the message|reply to (?:message )?body/,
    'dot',
  ],
  [/(?:reply to|after|in) (?:pipelined )?(?:sending )?data\b/, 'data'],
];

const COMMANDS: Readonly<Record<string, Stage>> = {
  helo: 'ehlo',
  ehlo: 'ehlo',
  mail: 'mail',
  rcpt: 'rcpt',
  data: 'dot',
};

/** The stage a reporting host says it was at (Postfix, Exim, qmail); null when it does not. */
export function findStage(text: string): Stage | null {
  const words = text.slice(0, 4096).toLowerCase();
  // In a transcript the first command shown is the one that failed.
  const command =
    /(?:^|\n)[ \t>]{0,8}>>> ?(\w{4})/.exec(words)?.[1] ??
    /(?:-->|<<-|<<<|\bsent ?:|\bsent (?:<<<|>>>):?) ?(helo|ehlo|mail|rcpt|data)\b/.exec(words)?.[1] ??
    /smtp command\s{1,4}(\w{4})/.exec(words)?.[1];
  if (command !== undefined && COMMANDS[command]) return COMMANDS[command];
  return STAGES.find(([pattern]) => pattern.test(words))?.[1] ?? null;
}
