// Amazon SES reports bounces and complaints as JSON, too: mailed by its notification service (SNS) to a bounce address.
// https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html
import { cleanAddress } from '../addresses.js';
import { limits } from '../mime/limits.js';
import { cleanLine } from '../reply-words.js';
import { type Found, found } from './found.js';

export interface SesNotification {
  readonly kind: 'bounce' | 'complaint';
  readonly recipients: readonly Found[];
}

const MAX_LENGTH = 65_536;
const MAX_BANNER = 2048;

/** @param text the mail's text, of which the JSON is the beginning and a footer the end */
export function readSesNotification(text: string): SesNotification | null {
  // A gateway on the way may have put its own warning before it.
  const at = /(?:^|\n)[ \t]{0,8}\{/.exec(text.slice(0, MAX_BANNER))?.index;
  const start = at === undefined ? '' : text.slice(at, at + MAX_LENGTH).trimStart();
  if (!/"(?:notification|event)Type"/.test(start)) return null;
  const json = start.split(/\r?\n--\r?\n/, 1)[0]!;
  const { notificationType, eventType, bounce, complaint } = objectOf(parsed(json.slice(0, json.lastIndexOf('}') + 1)));
  const { bouncedRecipients } = objectOf(bounce);
  const { complainedRecipients, complaintFeedbackType } = objectOf(complaint);
  const type = notificationType ?? eventType;
  if (type === 'Bounce') return { kind: 'bounce', recipients: listed(bouncedRecipients) };
  const isComplaint = complaintFeedbackType !== 'not-spam' && complaintFeedbackType !== 'auth-failure';
  return type === 'Complaint' && isComplaint ? { kind: 'complaint', recipients: listed(complainedRecipients) } : null;
}

/** Hosts on the way break long lines, with "!" where Sendmail does it. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json.replace(/!?\r?\n ?/g, ''));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function listed(value: unknown): Found[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, limits.recipients).flatMap((one: unknown) => {
    const { emailAddress, status, diagnosticCode } = objectOf(one);
    const address = typeof emailAddress === 'string' ? cleanAddress(emailAddress) : null;
    if (address === null) return [];
    const words = typeof diagnosticCode === 'string' ? cleanLine(diagnosticCode).replace(/^smtp; ?/i, '') : '';
    return [found(address, words, { status: typeof status === 'string' ? codeIn(status) : null })];
  });
}

function codeIn(status: string): string | null {
  return /^[245]\.\d{1,3}\.\d{1,3}$/.exec(status.trim())?.[0] ?? null;
}
