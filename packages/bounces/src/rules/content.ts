// Text rules: refusals of this message: its content, its form, its size.
import type { Rule } from './rule.js';

const likely = { certainty: 'likely', scope: 'message' } as const;

/** Words on the size of a message; beside 5.2.3 they speak of what this mailbox takes. */
const tooBig =
  /(?:message|mail|e-?mail|size|length).{0,60}(?:exceeds?|too (?:big|large|long)|over).{0,60}(?:size|limit|maximum|administrative|fixed|allowed)|message (?:is )?too (?:big|large|long)|(?:message|mail|file) size (?:limit|exceed)|exceeds? (?:the )?(?:maximum |max |fixed |allowed )?(?:message )?(?:size|length)|too big for (?:system|this)|message length exceeds|line limit|size limit/;

export const contentRules: readonly Rule[] = [
  // "Exceeds" is said of headers and of single lines, too.
  {
    ...likely,
    id: 'text/header-size',
    pattern:
      /header(?: ?size|s?) .{0,30}(?:exceeds?|too)|invalid mime content|cat\.invalidcontent|line length|lines? too long/,
    category: 'message_format',
    sisimai: 'contenterror',
  },
  {
    ...likely,
    id: 'text/message-size-of-mailbox',
    enhanced: ['2.3'],
    pattern: tooBig,
    category: 'message_too_big',
    sisimai: 'exceedlimit',
  },
  {
    ...likely,
    id: 'text/message-size',
    pattern: tooBig,
    category: 'message_too_big',
  },
  {
    ...likely,
    id: 'text/too-large',
    codes: [523, 552, 554],
    pattern: /too (?:large|big)|declared size/,
    category: 'message_too_big',
  },
  {
    ...likely,
    id: 'text/virus',
    pattern:
      /(?<!(?:scanned|checked|screened|free (?:of|from)|clean of) .{0,24})\bvirus(?:es)?\b(?! firewall|.{0,4}free)|malware|infected|\bworm\.|(?:prohibited|contains?) .{0,20}virus|dangerous attachment|suspicious attachment|phish/,
    category: 'content_spam',
    sisimai: 'virusdetected',
  },
  {
    ...likely,
    id: 'text/spam',
    pattern:
      /\bspam\b|\bspamm|junk ?mail|unsolicited|\bube\b|\buce\b|\bbulk (?:e-?mail|mail)|spamassassin|high(?:er)? spam score|looks? like spam|considered (?:as )?spam|spam ?detected|mass mail|message scored|\bscore\b.{0,20}reject|probability of spam|mail rejete|как спам/,
    category: 'content_spam',
  },
  {
    ...likely,
    id: 'text/filtered',
    pattern: /(?:message|mail) (?:was |has been )?filtered/,
    category: 'content_spam',
    sisimai: 'filtered',
  },
  {
    ...likely,
    id: 'text/content',
    pattern:
      /(?:content|message body|url|link|attachment)s? .{0,40}(?:rejected|denied|refused|not (?:accepted|allowed|permitted)|blocked|prohibited|filter)|(?:rejected|blocked|refused|denied) .{0,40}(?:content|by (?:a )?(?:filter|rule)|attachment)|message (?:content )?rejected|content filter|blocked attachment|prohibited (?:content|attachment|file)|media error|mail content denied|invalid message content|(?:illegal|executable) (?:attachment|files?)|file(?:s)? (?:attached |type )?(?:is|are) not (?:allowed|accepted)|\bbanned\b.{0,4}(?::|content)/,
    category: 'content_spam',
    sisimai: 'contenterror',
  },
  {
    ...likely,
    id: 'text/header-policy',
    enhanced: ['7.*'],
    pattern: /header error/,
    category: 'message_format',
    sisimai: 'policyviolation',
  },
  {
    ...likely,
    id: 'text/parts-and-headers',
    pattern:
      /headers? (?:error|size|is malformed)|headers? too (?:large|long|many)|improper use of 8-?bit|mime (?:complexity|error|headers?)|not mime|malformed mime|charset not supported|improperly-formatted/,
    category: 'message_format',
    sisimai: 'contenterror',
  },
  {
    ...likely,
    id: 'text/format',
    pattern:
      /rfc ?-?(?:2?822|5322|5321|2821)\b(?!;)|duplicate header|multiple (?:from|subject|to|message-id) headers?|(?<![\w-])(?:missing|invalid|malformed|bad|illegal|empty|no) [^.:;]{0,30}(?<![\w-])(?:headers?\b|message-id|from: |date: )|header syntax|bare (?:lf|cr|line ?feed|<lf>)|malformed message|without an? (?:message-id|date|from|subject)|8-?bit|header contains an? invalid|smtputf8 is required|message is malformed|nul characters|form: missing/,
    category: 'message_format',
  },
];
