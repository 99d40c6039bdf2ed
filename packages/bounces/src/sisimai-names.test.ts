// Behaviour of the names other parsers use: which of our rules means which of Sisimai's reasons, and what is hard.
import { describe, expect, it } from 'vitest';
import type { ReplyFacts } from './classification.js';
import { classifyReply } from './classify-reply.js';
import { parseReport } from './parse-report.js';
import { sisimaiNames } from './sisimai-names.js';
import { failedFields, type StatusFields, statusReport, textMail } from './testing/mails.js';

function reasonOf(text: string, more: Partial<ReplyFacts> = {}): string {
  const code = Number(/^\d{3}/.exec(text)?.[0] ?? Number.NaN);
  const enhancedCode = /[245]\.\d{1,3}\.\d{1,3}/.exec(text)?.[0] ?? null;
  const facts = { stage: null, code: Number.isNaN(code) ? null : code, enhancedCode, text, mxHost: null, ...more };
  return sisimaiNames(classifyReply(facts)).reason;
}

function recipientOf(fields: StatusFields, text?: string) {
  const mail = statusReport([failedFields('ann@reader.example', fields)], text === undefined ? {} : { text });
  const [recipient] = parseReport(Buffer.from(mail)).recipients;
  return { ...sisimaiNames(recipient!.classification, recipient), isHard: recipient!.isHard };
}

describe('sisimaiNames', () => {
  it.each([
    ['552 5.2.3 Message length exceeds the limit', 'exceedlimit'],
    ['552 5.3.4 Message size exceeds the fixed limit', 'mesgtoobig'],
    ['452 4.3.1 Insufficient disk space on this host', 'systemfull'],
    ['550 5.3.0 procmail could not be run', 'mailererror'],
    ['503 Bad sequence of commands', 'syntaxerror'],
    ['554 5.6.0 Headers too long', 'contenterror'],
    ['554 5.7.9 Header error', 'policyviolation'],
    ['554 5.7.0 We found a virus', 'virusdetected'],
    ['550 5.2.0 Your message was filtered', 'filtered'],
    ['550 Not accepted for policy reasons', 'policyviolation'],
    ['550 5.7.1 Access denied', 'securityerror'],
    ['550 5.7.1 Please turn on SMTP authentication', 'securityerror'],
    ['550 This sender is blacklisted', 'rejected'],
    ['541 5.4.1 Rejected by the destination domain', 'rejected'],
    ['554 Transaction failed: duplicate header "DKIM-Signature"', 'notcompliantrfc'],
    ['554 5.4.6 Too many hops', 'networkerror'],
    ['No MX found for that domain', 'notaccept'],
    ['550 5.1.2 Unknown host', 'hostunknown'],
    ['Connection timed out with mx.reader.example', 'expired'],
    ['connection refused by mx.reader.example', 'networkerror'],
  ])('%s', (text, reason) => {
    expect(reasonOf(text)).toBe(reason);
  });

  it('takes the subject of a code for a name where the words are new', () => {
    expect(recipientOf({ Status: '5.7.6', 'Diagnostic-Code': 'smtp; 550 5.7.6 Not today' }).reason).toBe(
      'securityerror',
    );
    expect(recipientOf({ Status: '5.0.0', 'Diagnostic-Code': 'smtp; 550 Not today' }).reason).toBe('undefined');
  });

  it('calls "expired" what still waits for a host', () => {
    const fields = { Action: 'delayed', Status: '4.4.1', 'Diagnostic-Code': 'smtp; connection refused' };
    expect(recipientOf(fields)).toMatchObject({ reason: 'expired', isHard: false });
  });
});

describe('"user unknown" in a report', () => {
  const said = { Status: '5.0.0', 'Diagnostic-Code': 'smtp; 550 User unknown' };

  it.each([
    ['with 5.1.1', { Status: '5.1.1', 'Diagnostic-Code': 'smtp; 550 5.1.1 User unknown' }, undefined],
    ['said to RCPT', said, 'host mx.reader.example said: 550 User unknown (in reply to RCPT TO command)'],
    [
      'by the words of the host itself',
      { Status: '5.0.0', 'Diagnostic-Code': 'X-Local; user ann not listed in directory' },
      undefined,
    ],
  ])('is hard %s', (_, fields, text) => {
    expect(recipientOf(fields, text)).toMatchObject({ reason: 'userunknown', isHard: true });
  });

  it.each([
    ['quoted without its place', said, undefined],
    ['said to DATA', said, 'host mx.reader.example said: 550 User unknown (in reply to end of DATA command)'],
  ])('is not hard when it is %s', (_, fields, text) => {
    expect(recipientOf(fields, text)).toMatchObject({ reason: 'filtered', isHard: false });
  });

  it('is not mistaken for the domain, nor the domain for the user', () => {
    const [recipient] = parseReport(
      Buffer.from(textMail('The following address(es) failed:\n\nann@reader.example: Domain does not exist')),
    ).recipients;
    expect(recipient).toMatchObject({ isHard: true, classification: { category: 'domain_dead' } });
    const fields = { Status: '5.1.10', 'Diagnostic-Code': 'smtp; recipient address: host/domain does not accept mail' };
    expect(recipientOf(fields)).toMatchObject({ reason: 'notaccept', isHard: true });
  });
});
