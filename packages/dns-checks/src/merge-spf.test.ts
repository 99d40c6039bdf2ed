// Merging SPF records: what a person is told to publish must not cost anybody else the right to send.
import { describe, expect, it } from 'vitest';
import { mergeSpf, ownLookups } from './merge-spf.js';

describe('mergeSpf', () => {
  it.each([
    [
      'puts us before the end',
      ['v=spf1 include:_spf.example.net ~all'],
      'v=spf1 include:_spf.example.net ip4:192.0.2.10 ~all',
    ],
    [
      'makes one of two',
      ['v=spf1 mx ~all', 'v=spf1 include:a.example mx -all'],
      'v=spf1 mx include:a.example ip4:192.0.2.10 -all',
    ],
    ['leaves one alone that has us', ['v=spf1 ip4:192.0.2.10 -all'], 'v=spf1 ip4:192.0.2.10 -all'],
    [
      'keeps a redirect at its end',
      ['v=spf1 redirect=_spf.example.net'],
      'v=spf1 ip4:192.0.2.10 redirect=_spf.example.net',
    ],
    ['closes one that ends nowhere', ['V=SPF1  a'], 'v=spf1 a ip4:192.0.2.10 -all'],
    ['never opens what was closed', ['v=spf1 +all', 'v=spf1 -all'], 'v=spf1 ip4:192.0.2.10 -all'],
    ['leaves out what is no SPF', ['v=spf10 a', 'google-site-verification=x'], 'v=spf1 ip4:192.0.2.10 -all'],
  ])('%s', (_, records, merged) => {
    expect(mergeSpf(records, ['ip4:192.0.2.10'])).toBe(merged);
  });

  it('counts the lookups a record asks for by itself', () => {
    expect(
      ownLookups(
        'v=spf1 ip4:192.0.2.1 a mx:mail.example include:a.example -exists:%{i}.x ?ptr a/24 all redirect=b.example',
      ),
    ).toBe(7);
  });
});
