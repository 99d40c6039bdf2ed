// Subjects of hostile mail as one line of text.
import { describe, expect, it } from 'vitest';
import { subjectOf } from './message-head.js';

const head = (text: string) => Buffer.from(text, 'latin1');

describe('subjectOf', () => {
  it.each([
    ['Subject: Plain\r\n\r\nSubject: Body', 'Plain'],
    ['From: a\r\nSUBJECT: In\r\n two lines\r\nTo: b\r\n\r\n', 'In two lines'],
    ['Subject: =?iso-8859-1?Q?Zur=FCck?=\r\n\r\n', 'Zurück'],
    ['Subject: =?utf-8?B?8J+YgA==?= =?utf-8?Q?_x?=\r\n\r\n', '😀 x'],
    ['Subject: =?no-such-charset?Q?kept?=\r\n\r\n', '=?no-such-charset?Q?kept?='],
    ['Subject: =?utf-8?Q?line=0D=0Abreak=E2=80=AEevil?=\r\n\r\n', 'line break evil'],
    ['Subject: <script>\u001b[31m\r\n\r\n', '<script> [31m'],
  ])('reads %j', (text, subject) => {
    expect(subjectOf(head(text))).toBe(subject);
  });

  it('finds none where there is none, and bounds what there is', () => {
    expect(subjectOf(head('From: a\r\n\r\nSubject: body'))).toBeNull();
    expect(subjectOf(head(`Subject: ${'x'.repeat(9000)}`))).toHaveLength(300);
  });
});
