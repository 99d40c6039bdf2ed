// Brings the text of a reply into the one form the patterns are written for.

/** Longer replies are cut before anything looks at them. */
const MAX_LENGTH = 4096;
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;
const invisible = new RegExp(control.source.replace(']', '\\r\\n\\t]'), 'g');

/** Remote text as it may be kept and shown: bounded, well-formed, without control characters other than line ends. */
export function cleanText(text: string, maxLength = MAX_LENGTH): string {
  return text
    .slice(0, maxLength)
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n')
    .replace(control, '')
    .toWellFormed()
    .trim();
}

/** The same on one line. */
export function cleanLine(text: string, maxLength = 998): string {
  return text.slice(0, maxLength).replace(invisible, ' ').replace(/ {2,}/g, ' ').toWellFormed().trim();
}

/** What a reply means stands in its first lines; every pattern runs over this much at most. */
const MAX_WORDS = 2048;

/** One line, lower case, codes repeated on continuation lines (RFC 5321 §4.2.1) taken out. */
export function wordsOf(text: string): string {
  return text
    .slice(0, MAX_WORDS)
    .replace(/[\r\n]{1,20}[ \t]{0,20}[245]\d\d[- ](?:[245]\.\d{1,3}\.\d{1,3} )?/g, ' ')
    .replace(/[\u0000-\u0020\u007f-\u00a0\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/g, ' ')
    .toLowerCase()
    .replaceAll('’', "'")
    .trim();
}

const addressWord = /<?(?:"[^"\n]{1,64}"|[^\s<>"'(),;:@]{1,128})@[^\s<>"'(),;:@]{1,255}>?/g;
const namedHost = /\bhost [^\s[\]]{1,253} ?\[[0-9a-f.:]{3,45}\]/g;
const speakingHost = /(?<!\S)(?=\S{0,252}[-.[])\S{1,253}(?= (?:said|says|refused to talk to me|replied)\b)/g;
const url = /\b(?:https?:\/\/|www\.)[^\s<>"'()]{1,500}/g;
const topLevel =
  'com|net|org|edu|gov|mil|int|info|biz|coop|aero|museum|jobs|mobi|travel|asia|tel|arpa|local|localdomain|lan|internal|corp|home|test|example|invalid|cloud|online|email|app|dev|tech|xn--[a-z0-9-]{1,59}|[a-z]{2}';
const hostName = new RegExp(`(?<![\\w.@/-])(?:[a-z0-9_-]{1,63}\\.){1,8}(?:${topLevel})(?![\\w-]|\\.\\w)`, 'g');
/** Two words with a full stop and no blank between them: "mailbox full.no more mail". */
const missingBlank = /^[a-z]{1,20}\.(?:am|as|at|be|by|do|in|is|it|me|my|no|so|to|us)$/;
/** Hosts whose name is the reason: block lists, and the help pages that a reply points to. */
const tellingHost =
  /(?:^|[/.])(?:spamhaus|spamcop|sorbs|uceprotect|barracudacentral|barracudanetworks|mail-abuse|surbl|uribl|cloudmark|proofpoint|mimecast|google|microsoft|facebook|aol|yahoo(?:inc)?|comcast|gmx|web|apple|icloud|qq)\.(?:com|org|net|de|co\.za)(?:$|[/:?])|\.(?:dnsbl|rbl)\./;

/** Postfix says what kind of check failed before it says why: the kind alone makes nobody unknown. */
const checkedWhat = /\brecipient address(?:es)? rejected ?: (?=[^.\s])/g;

/**
 * Takes out who is named: a mailbox called "spam", a host called "quota" and the path of a link must not be read as
 * the reason. Words of block lists and of providers' own help pages stay: there the name is the reason.
 */
export function withoutNames(words: string): string {
  return words
    .replace(addressWord, 'x@x')
    .replace(namedHost, 'host x')
    .replace(speakingHost, 'x')
    .replace(checkedWhat, 'at rcpt: ')
    .replace(url, (link) => (tellingHost.test(link) ? link : 'x.x'))
    .replace(hostName, (name) => (missingBlank.test(name) || tellingHost.test(name) ? name : 'x.x'));
}
