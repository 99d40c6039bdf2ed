// Evidence of every kind becomes words, and hostile evidence stays plain text.
import { describe, expect, it } from 'vitest';
import { evidenceReply, evidenceWords } from './evidence-words.js';

describe('evidenceWords', () => {
  it('gives the reason a person wrote', () => {
    expect(evidenceWords({ evidence: { reason: 'Asked us by phone' }, source: 'user' })).toBe('Asked us by phone');
  });
  it('names the category and the host that said it', () => {
    expect(evidenceWords({ evidence: { category: 'address_unknown', mxHost: 'mx.example' }, source: 'outcome' })).toBe(
      'Address unknown, said by mx.example',
    );
  });
  it('names the person on whose word it rests', () => {
    const evidence = { category: 'mailbox_full', mxHost: 'mx.example', matchedBy: 'Ada' };
    expect(evidenceWords({ evidence, source: 'outcome' })).toBe(
      'Mailbox full, said by mx.example, matched by hand by Ada',
    );
  });
  it('says nothing when there is nothing', () => {
    expect(evidenceWords({ evidence: {}, source: 'outcome' })).toBeNull();
    expect(evidenceWords({ evidence: { category: 7, mxHost: null }, source: 'outcome' })).toBeNull();
  });
});

describe('evidenceReply', () => {
  it('puts the codes before the text', () => {
    expect(evidenceReply({ evidence: { replyCode: 550, enhancedCode: '5.1.1', replyText: 'No such user' } })).toBe(
      '550 5.1.1 No such user',
    );
  });
  it('does not repeat codes that are part of the text', () => {
    expect(evidenceReply({ evidence: { replyCode: 550, enhancedCode: '5.1.1', replyText: '550 5.1.1 No' } })).toBe(
      '550 5.1.1 No',
    );
  });
  it('gives what a bounce message said', () => {
    expect(evidenceReply({ evidence: { diagnostic: 'smtp; 552 full' } })).toBe('smtp; 552 full');
  });
  it('is null without any reply', () => {
    expect(evidenceReply({ evidence: { reason: 'by hand' } })).toBeNull();
  });
});
