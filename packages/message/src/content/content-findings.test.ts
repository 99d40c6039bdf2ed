import { describe, expect, it } from 'vitest';
import { contentFindings, isPlaceholder } from './content-findings.js';

const codes = (source: { subject?: string; html?: string }) =>
  contentFindings({ subject: 'What is new this month', html: '', text: '', ...source }).map(({ code, line }) =>
    line === null ? code : `${code}:${line}`,
  );

describe('contentFindings', () => {
  it.each([
    ['', true],
    ['#', true],
    ['https://', true],
    ['http://example', true],
    ['https://www.example.com/x', true],
    ['https://letter.example/x', false],
    ['https://shop.org/TODO', true],
    ['https://shop.org/your-link', true],
    ['https://shop.org/todos', false],
    ['https://shop.org/#top', false],
    ['mailto:me@shop.org', false],
  ])('takes %j for a placeholder: %s', (href, expected) => {
    expect(isPlaceholder(href)).toBe(expected);
  });

  it.each([
    ['<p>\n<a href="#">x</a>', ['placeholder_link:2']],
    ['<a href="{{ site }}">x</a><a href="https://shop.org/{{ id }}">x</a>', []],
    ['<a href="/sale">x</a>', ['relative_link:1']],
    ['<a href="http://shop.org">x</a>', ['link_not_https:1']],
    ['<a href="#part">x</a>', []],
    [`<img src="https://shop.org/a.png"><p>${'words '.repeat(30)}`, ['no_alt:1']],
    ['<img src="https://shop.org/a.png" alt="A boat">', ['image_only']],
    [`<img src="data:image/png;base64,AA" alt="A boat"><p>${'words '.repeat(30)}`, ['data_image:1']],
  ])('says of %j %j', (html, expected) => {
    expect(codes({ html })).toEqual(expected);
  });

  it.each([
    ['Hi', ['short_subject']],
    ['BUY NOW WHILE IT LASTS', ['shouting']],
    ['Our sale begins!!!', ['shouting']],
    ['Re: your question of today', ['false_answer']],
    ['x'.repeat(79), ['long_subject']],
    ['{{ name | default: "friend" }}, what is new', []],
    ['今月のお知らせと来月の予定について', []],
  ])('says of the subject %j %j', (subject, expected) => {
    expect(codes({ subject })).toEqual(expected);
  });
});
