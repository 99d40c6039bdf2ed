// Writes the mails of the bounce benchmark: our own texts in the shapes of many mail systems, the same in every run.

const REASONS = [
  '550 5.1.1 No such user here',
  '552 5.2.2 Mailbox full',
  '554 5.7.1 Blocked using list.example',
  '451 4.7.1 Please try again later',
  '550 5.7.26 DMARC policy of the sender',
  '554 5.6.0 Message looks like spam',
];

const FORMATS = { rfc3464, postfix, qmail, exim, exchange, google, complaint, delayed, away };
const COPIES = 25;

/** Mails with CRLF line ends, as a mailbox gives them, each with the kind it must be read as. */
export function benchMails() {
  return Array.from({ length: COPIES }, (_, at) =>
    Object.entries(FORMATS).map(([name, write]) => {
      const to = `reader${at}@site${at % 7}.example`;
      const [kind, text] = write(to, REASONS[at % REASONS.length], at);
      return { name, kind, mail: Buffer.from(text.replaceAll('\n', '\r\n'), 'utf8') };
    }),
  ).flat();
}

const BOUNCES = ['rfc3464', 'postfix', 'qmail', 'exim', 'exchange', 'google', 'rfc3464', 'complaint'];

/** A bounce or, every eighth, a complaint about a reader as it comes to a return path: text with CRLF line ends. */
export function benchBounces(to, returnPath, at) {
  const [, text] = FORMATS[BOUNCES[at % BOUNCES.length]](
    to,
    REASONS[Math.floor(at / BOUNCES.length) % REASONS.length],
    at,
  );
  return text.replaceAll('bounces@news.example', returnPath).replaceAll('\n', '\r\n');
}

function headers(subject, type, more = '') {
  return `Return-Path: <>
Received: from mx.relay.example (mx.relay.example [192.0.2.7])
	by in.news.example with ESMTP id 4AB12C for <bounces@news.example>; Tue, 3 Mar 2026 10:00:00 +0100
From: Mail Delivery System <mailer-daemon@relay.example>
To: bounces@news.example
Subject: ${subject}
Date: Tue, 3 Mar 2026 10:00:00 +0100
Message-ID: <report@relay.example>
${more}MIME-Version: 1.0
Content-Type: ${type}

`;
}

function original(to, at) {
  const body = 'Here is what happened in our town this week, and what will happen in the next.\n'.repeat(
    10 + (at % 20),
  );
  return `Received: from out.news.example by mx.relay.example; Tue, 3 Mar 2026 09:59:00 +0100
From: Town News <news@news.example>
To: ${to}
Subject: News of week ${at}
Message-ID: <week${at}@news.example>
List-Unsubscribe: <https://news.example/u/${at}>

${body}`;
}

const PLAIN = 'text/plain; charset=utf-8';

function report(subject, human, fields, to, at) {
  return `${headers(subject, 'multipart/report; report-type=delivery-status; boundary="b1"', 'Auto-Submitted: auto-replied\n')}--b1
Content-Type: ${PLAIN}

${human}

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example
X-Postfix-Queue-ID: 4AB12C

${fields}

--b1
Content-Type: message/rfc822

${original(to, at)}
--b1--
`;
}

function fieldsOf(to, reason, action) {
  return `Final-Recipient: rfc822; ${to}
Action: ${action}
Status: ${reason.slice(4, 9)}
Remote-MTA: dns; mx.site.example
Diagnostic-Code: smtp; ${reason}`;
}

function rfc3464(to, reason, at) {
  const human = `The letter could not be delivered to ${to}.`;
  return ['bounce', report('Undelivered Mail Returned to Sender', human, fieldsOf(to, reason, 'failed'), to, at)];
}

function delayed(to, _reason, at) {
  const human = 'The letter waits; it will be tried again. No action is required.';
  return ['delayed', report('Delayed Mail', human, fieldsOf(to, '451 4.4.1 No answer', 'delayed'), to, at)];
}

function postfix(to, reason, at) {
  return [
    'bounce',
    `${headers('Undelivered Mail Returned to Sender', PLAIN)}This is the mail system at host relay.example.

Sorry, the letter could not be delivered.

<${to}>: host mx.site.example[192.0.2.1] said: ${reason} (in reply to RCPT TO command)

---- Original message ----

${original(to, at)}`,
  ];
}

function qmail(to, reason, at) {
  return [
    'bounce',
    `${headers('failure notice', PLAIN)}Hi. This is the qmail-send program at relay.example.
I'm afraid I wasn't able to deliver your message to the following addresses.

<${to}>:
192.0.2.1 does not like recipient.
Remote host said: ${reason}
Giving up on 192.0.2.1.

--- Below this line is a copy of the message.

${original(to, at)}`,
  ];
}

function exim(to, reason, at) {
  return [
    'bounce',
    `${headers('Mail delivery failed: returning message to sender', PLAIN, `X-Failed-Recipients: ${to}\n`)}A message that you sent could not be delivered to one or more of its recipients.
The following address(es) failed:

  ${to}
    SMTP error from remote mail server after RCPT TO:<${to}>:
    host mx.site.example [192.0.2.1]: ${reason}

------ This is a copy of the message, including all the headers. ------

${original(to, at)}`,
  ];
}

function exchange(to, reason, at) {
  return [
    'bounce',
    `${headers('Undeliverable: News', PLAIN)}Your message did not reach some or all of the intended recipients.

      Subject:  News of week ${at}

The following recipient(s) cannot be reached:

      ${to} on 3/3/2026 10:00 AM
            <relay.example #${reason}>
`,
  ];
}

function google(to, reason) {
  const html = `<html><body><p>Your message wasn't delivered to <b>${to}</b>.</p><p>The response was: ${reason}</p></body></html>`;
  return [
    'bounce',
    `${headers('Delivery Status Notification (Failure)', 'multipart/alternative; boundary="b2"')}--b2
Content-Type: ${PLAIN}

Your message wasn't delivered to ${to} because of a refusal.

The response was:

${reason}

--b2
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: base64

${Buffer.from(html).toString('base64')}
--b2--
`,
  ];
}

function complaint(to, _reason, at) {
  return [
    'complaint',
    `${headers('Complaint', 'multipart/report; report-type=feedback-report; boundary="b3"')}--b3
Content-Type: ${PLAIN}

A reader called this letter unwanted.

--b3
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Loop/1.0
Version: 1
Original-Rcpt-To: ${to}

--b3
Content-Type: message/rfc822

${original(to, at)}
--b3--
`,
  ];
}

function away(to, _reason, at) {
  const text = 'Thank you for writing. This mailbox is read once a week; an answer follows then.\n'.repeat(
    1 + (at % 3),
  );
  return [
    'autoreply',
    `From: ${to}
To: bounces@news.example
Subject: Automatic reply: News of week ${at}
Auto-Submitted: auto-replied
Content-Type: ${PLAIN}

${text}`,
  ];
}
