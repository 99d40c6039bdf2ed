// The way of a returned message: forwards, queue ids, rewritten senders.
import { describe, expect, it } from 'vitest';
import { parseReport } from './parse-report.js';
import { srsForwarder } from './way-of-mail.js';

const report = (original: string[], to = 'bounce@back.example') =>
  parseReport(
    Buffer.from(
      [
        'From: mailer-daemon@mx.example',
        `To: ${to}`,
        'Date: Tue, 24 Nov 2026 13:14:00 +0100 (CET)',
        'Subject: Undelivered mail',
        'Content-Type: multipart/report; report-type=delivery-status; boundary="cut"',
        '',
        '--cut',
        'Content-Type: message/delivery-status',
        '',
        'Reporting-MTA: dns; mx.example',
        'X-Postfix-Queue-ID: 4F3A21B7C0',
        '',
        'Final-Recipient: rfc822; y@other.example',
        'Action: failed',
        'Status: 5.1.1',
        '',
        '--cut',
        'Content-Type: text/rfc822-headers',
        '',
        ...original,
        '',
        '--cut--',
        '',
      ].join('\r\n'),
    ),
  );

describe('the way of a returned message', () => {
  it('names the stops in their order, the queues, and where it was passed on to', () => {
    const { original, remoteQueueId, writtenAt } = report([
      'Delivered-To: y@other.example',
      'Received: from relay.example by mx.other.example (Exim) id 1rAbCd-0003Xy-2Q for y@other.example',
      'X-Forwarded-To: y@other.example',
      'X-Forwarded-For: her@firm.example y@other.example',
      'Received: from news.example by mx.firm.example (Postfix) with ESMTPS id 4F3A21B7C0',
      ' for <Her@firm.example>; Tue, 24 Nov 2026 10:02:00 +0000',
      'Subject: News',
    ]);
    expect(original?.way).toEqual({
      deliveredTo: ['y@other.example', 'her@firm.example'],
      forwardedTo: ['y@other.example'],
      queueIds: ['4F3A21B7C0', '1rAbCd-0003Xy-2Q'],
      forwarder: null,
    });
    expect([remoteQueueId, writtenAt?.toISOString()]).toEqual(['4F3A21B7C0', '2026-11-24T12:14:00.000Z']);
  });

  it('knows a rewritten sender, in the returned original and in whom the report was sent to', () => {
    const rewritten = 'SRS0=AbCd=QX=back.example=bounce-x@Firm.example';
    expect(report([`Return-Path: <${rewritten}>`, 'Subject: News']).forwarder).toBe('firm.example');
    expect(report(['Subject: News'], `<${rewritten}>`).forwarder).toBe('firm.example');
    expect(report(['Subject: News']).forwarder).toBeNull();
  });

  it('takes a date that is none for none', () => {
    expect(parseReport(Buffer.from('Date: yesterday\r\n\r\nx')).writtenAt).toBeNull();
    expect(parseReport(Buffer.from('Date: Tue, 24 Nov 1970 10:00:00 +0000\r\n\r\nx')).writtenAt).toBeNull();
  });
});

describe('srsForwarder', () => {
  it.each([
    ['SRS0=HHH=TT=back.example=bounce-abc@forwarder.example', 'forwarder.example'],
    ['<srs0+HHH=TT=back.example=bounce-abc@Forwarder.Example>', 'forwarder.example'],
    ['SRS1=GGG=forwarder.example==HHH=TT=back.example=bounce-abc@second.example', 'second.example'],
    ['bounce-abc@back.example', null],
    ['mysrs0=a@b.example', null],
    ['', null],
  ])('%s', (address, domain) => {
    expect(srsForwarder(address)).toBe(domain);
  });
});
