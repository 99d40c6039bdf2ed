import { describe, expect, it } from 'vitest';
import { compileCampaign } from './campaign.js';
import { checkTemplate } from './check-template.js';
import { TemplateError } from './template.js';
import { sampleRecipient, sampleSource } from './testing/sample-campaign.js';

const good = { subject: 'Hi {{ name }}', html: '<p>{{ city }}</p>\n<a href="{{ unsubscribe_url }}">x</a>', text: '' };
const problems = (change: Partial<typeof good>) =>
  checkTemplate({ ...good, ...change }, ['city']).map(({ code, field, line }) => ({ code, field, line }));

describe('checkTemplate', () => {
  it('finds nothing in a good template', () => {
    expect(checkTemplate(good, ['city'])).toEqual([]);
  });

  it.each([
    ['an unknown field', { html: `${good.html}\n\n{{ town }}` }, { code: 'unknown_field', field: 'html', line: 4 }],
    ['an unclosed tag', { html: `${good.html}\n{% if city %}` }, { code: 'unclosed_tag', field: 'html', line: 3 }],
    ['an unclosed output', { subject: 'Hi {{ name' }, { code: 'unclosed_tag', field: 'subject', line: 1 }],
    [
      'an unknown filter',
      { text: '{{unsubscribe_url}}\n{{ name | shout }}' },
      { code: 'unknown_filter', field: 'text', line: 2 },
    ],
    [
      'a filter of the prototype',
      { text: "{{unsubscribe_url}}{{ '' | constructor }}" },
      { code: 'unknown_filter', field: 'text', line: 1 },
    ],
    [
      'a value kept from being escaped',
      { html: `${good.html}{{ name | raw }}` },
      { code: 'unknown_filter', field: 'html', line: 2 },
    ],
    ['a file', { html: `${good.html}{% include "/etc/passwd" %}` }, { code: 'unknown_tag', field: 'html', line: 2 }],
    [
      'a loop',
      { html: `${good.html}{% for i in (1..9999999) %}x{% endfor %}` },
      { code: 'unknown_tag', field: 'html', line: 2 },
    ],
    ['an empty subject', { subject: ' ' }, { code: 'empty_subject', field: 'subject', line: null }],
    ['no content', { html: '' }, { code: 'empty_body', field: 'html', line: null }],
    ['a missing unsubscribe link', { html: 'Hi' }, { code: 'no_unsubscribe_link', field: 'html', line: null }],
  ])('tells %s with its line', (_, change, finding) => {
    expect(problems(change)).toEqual([finding]);
  });

  it('throws the same fault as an error with field and line when compiling', () => {
    const compile = () => compileCampaign(sampleSource({ html: '<p>\n{{ name | shout }}' }));
    expect(compile).toThrow(TemplateError);
    expect(compile).toThrow(/html, line 2, column 1: undefined filter: shout/);
  });

  it('stops a template that grows without end', () => {
    const bomb = `{% assign a = "xxxxxxxx" %}${'{% assign a = a | append: a %}'.repeat(40)}{{ a }}`;
    const campaign = compileCampaign(sampleSource({ html: bomb }));
    expect(() => campaign.compose(sampleRecipient())).toThrow(/memory/);
  });
});
