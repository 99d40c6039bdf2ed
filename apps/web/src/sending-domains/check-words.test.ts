// The state of a domain is one honest sentence.
import type { DomainCheck } from '@doorstep/contracts';
import { describe, expect, it } from 'vitest';
import { checkText, readinessSentence } from './check-words.js';

const check = (name: string, result: DomainCheck['result']): DomainCheck => ({
  name,
  result,
  words: '',
  recordName: null,
  recordType: null,
  expected: null,
  found: [],
});

describe('readinessSentence', () => {
  it('says that nothing was checked', () => {
    expect(readinessSentence(null, false)).toBe('Not checked yet.');
  });
  it('names what is wrong', () => {
    expect(readinessSentence([check('spf', 'pass'), check('dkim', 'fail')], false)).toBe(
      'No campaign can start from it: DKIM is not in order.',
    );
    expect(readinessSentence([check('spf', 'fail'), check('dmarc', 'fail')], true)).toBe(
      'Campaigns can start from it, but SPF, DMARC are not in order.',
    );
  });
  it('does not call an unknown answer wrong', () => {
    expect(readinessSentence([check('spf', 'unknown')], false)).toContain('check again');
  });
});

describe('checkText', () => {
  it('knows a check in either spelling and lets a new one through', () => {
    expect(checkText('return-path').title).toBe('Return path');
    expect(checkText('bimi_logo')).toEqual({ title: 'Bimi logo', purpose: '' });
  });
});
