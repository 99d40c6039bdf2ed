// Behaviour of the reader of Amazon SES's notifications, as its notification service mails them.
import { describe, expect, it } from 'vitest';
import { parseReport } from '../parse-report.js';
import { textMail } from '../testing/mails.js';

const footer = '\n\n--\nIf you wish to stop receiving notifications from this topic, visit the page {below}.';
const from = { From: 'no-reply@sns.example', Subject: 'Notification Message' };
const read = (notification: object, change = (json: string) => json) =>
  parseReport(Buffer.from(textMail(`${change(JSON.stringify(notification))}${footer}`, from)));

const bounce = {
  notificationType: 'Bounce',
  bounce: {
    bounceType: 'Permanent',
    bouncedRecipients: [
      { emailAddress: 'ann@reader.example', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' },
      { emailAddress: 'nobody' },
      7,
    ],
  },
};

describe('a notification of Amazon SES', () => {
  it('is a bounce with its words', () => {
    expect(read(bounce)).toMatchObject({
      kind: 'bounce',
      format: 'ses',
      recipients: [{ address: 'ann@reader.example', status: '5.1.1', replyCode: 550, isHard: true }],
    });
  });

  it('is read where a host on the way broke the line', () => {
    const broken = read(bounce, (json) => json.replace('Permanent', 'Perma!\n nent').replace('smtp; ', 'sm\n tp; '));
    expect(broken.recipients).toMatchObject([{ address: 'ann@reader.example' }]);
  });

  it('is a complaint', () => {
    const complaint = { complainedRecipients: [{ emailAddress: 'ann@reader.example' }] };
    expect(read({ eventType: 'Complaint', complaint })).toMatchObject({
      kind: 'complaint',
      recipients: [{ address: 'ann@reader.example', isHard: false, classification: { category: 'complaint' } }],
    });
  });

  it.each([
    ['of something accepted', (): string => '{"notificationType":"Delivery"}'],
    [
      'of a reader who says it is no spam',
      (): string =>
        '{"notificationType":"Complaint","complaint":{"complaintFeedbackType":"not-spam","complainedRecipients":[{"emailAddress":"ann@reader.example"}]}}',
    ],
    ['that is cut off', (json: string) => json.slice(0, 60)],
    ['with other shapes in it', (): string => '{"notificationType":"Bounce","bounce":[1,{"bouncedRecipients":7}]}'],
  ])('%s names nobody', (_, change) => {
    expect(read(bounce, change).recipients).toEqual([]);
  });
});
