// The state of a domain is one honest sentence.
import type { DomainCheck } from '@doorstep/contracts';
import { describe, expect, it } from 'vitest';
import { checkText, readinessSentence, resultWord } from './check-words.js';

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

describe('resultWord', () => {
  it('says what is wrong with a record that is wanted', () => {
    const wanted = { ...check('dkim', 'fail'), expected: 'v=DKIM1; p=QUJD' };
    expect(resultWord(wanted).label).toBe('Missing');
    expect(resultWord({ ...wanted, found: ['v=DKIM1; p=QUJE'] }).label).toBe('Different');
    expect(resultWord({ ...wanted, found: ['a', 'b'] }).label).toBe('2 found');
    expect(resultWord(check('ptr', 'fail')).label).toBe('Wrong');
  });
  it('says of a record that only some name servers show that it is not seen everywhere', () => {
    const spread = { since: '2026-11-24T08:00:00.000Z', until: null, views: [] };
    expect(resultWord({ ...check('spf', 'warn'), spread })).toEqual({ label: 'Not seen everywhere', tone: 'warn' });
    expect(resultWord({ ...check('dkim', 'fail'), spread }).tone).toBe('bad');
  });
  it('does not praise an optional record that nobody set', () => {
    expect(resultWord(check('bimi', 'pass')).label).toBe('Not set');
    expect(resultWord({ ...check('bimi', 'pass'), found: ['v=BIMI1; l='] }).label).toBe('In order');
    expect(resultWord(check('mta_sts', 'warn')).label).toBe('Look at it');
    expect(resultWord(check('spf', 'pass')).label).toBe('In order');
  });
});

describe('checkText', () => {
  it('knows a check in either spelling and lets a new one through', () => {
    expect(checkText('return-path').title).toBe('Return path');
    expect(checkText('bimi_logo')).toEqual({ title: 'Bimi logo', purpose: '' });
  });
});
