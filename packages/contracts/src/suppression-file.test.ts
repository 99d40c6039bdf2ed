// Lists of stopped people as other programs write them, read line by line.
import { describe, expect, it } from 'vitest';
import { readSuppressions } from './suppression-file.js';

const told = (text: string) => {
  const { format, lines, unreadable, passedOver } = readSuppressions(text);
  return {
    format,
    lines: lines.map(({ address, domainName, cause }) => [address?.normalized ?? `@${domainName}`, cause]),
    unreadable: unreadable.map(({ line }) => line),
    passedOver,
  };
};

describe('readSuppressions', () => {
  it.each([
    [
      'plain lines, domains, comments, doubles',
      '# ours\nAda@Example.org\r\n\n*@Spam.example\n@trap.example\nbad.example\nada@example.org\nnot one\n',
      {
        format: 'plain',
        lines: [
          ['ada@example.org', 'manual'],
          ['@spam.example', 'manual'],
          ['@trap.example', 'manual'],
          ['@bad.example', 'manual'],
        ],
        unreadable: [8],
        passedOver: 0,
      },
    ],
    [
      'listmonk: the blocklisted alone',
      'uuid,email,name,attributes,status\n1,a@x.example,"A, B","{""k"":1}",blocklisted\n2,b@x.example,B,{},enabled\n',
      {
        format: 'listmonk',
        lines: [['a@x.example', 'manual']],
        unreadable: [],
        passedOver: 1,
      },
    ],
    [
      'Mailchimp: cleaned',
      'Email Address,First Name,CLEAN_TIME,CLEAN_CAMPAIGN_TITLE\na@x.example,A,2026-01-01 10:00:00,May\n',
      {
        format: 'mailchimp',
        lines: [['a@x.example', 'hard_bounce']],
        unreadable: [],
        passedOver: 0,
      },
    ],
    [
      'Mailchimp: unsubscribed',
      '"Email Address","UNSUB_TIME","UNSUB_REASON"\n"a@x.example","2026-01-01","NORMAL"\n"b@x.example","2026-01-01","Abuse complaint"\n',
      {
        format: 'mailchimp',
        lines: [
          ['a@x.example', 'unsubscribed_all'],
          ['b@x.example', 'complaint'],
        ],
        unreadable: [],
        passedOver: 0,
      },
    ],
    [
      'SES: the answer of the API',
      '{"SuppressedDestinationSummaries":[{"EmailAddress":"a@x.example","Reason":"BOUNCE","LastUpdateTime":1},{"EmailAddress":"b@x.example","Reason":"COMPLAINT"}]}',
      {
        format: 'ses',
        lines: [
          ['a@x.example', 'hard_bounce'],
          ['b@x.example', 'complaint'],
        ],
        unreadable: [],
        passedOver: 0,
      },
    ],
    [
      'SES: the file of a bulk import',
      'a@x.example,BOUNCE\nb@x.example,COMPLAINT\n',
      {
        format: 'ses',
        lines: [
          ['a@x.example', 'hard_bounce'],
          ['b@x.example', 'complaint'],
        ],
        unreadable: [],
        passedOver: 0,
      },
    ],
    ['broken JSON', '{"Suppressed', { format: 'ses', lines: [], unreadable: [1], passedOver: 0 }],
    [
      'our own',
      '\uFEFFaddress;scope;cause\n@x.example;domain;manual\na@y.example;address;complaint\n',
      {
        format: 'doorstep',
        lines: [
          ['@x.example', 'manual'],
          ['a@y.example', 'complaint'],
        ],
        unreadable: [],
        passedOver: 0,
      },
    ],
    ['nothing', '', { format: 'plain', lines: [], unreadable: [], passedOver: 0 }],
  ])('%s', (_, text, expected) => {
    expect(told(text)).toEqual(expected);
  });
});
