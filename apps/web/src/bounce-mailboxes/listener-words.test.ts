// The words of the bounce listener.
import { describe, expect, it } from 'vitest';
import { listenerWord, placeWords, recordWord } from './listener-words';

describe('the words of a listener', () => {
  it.each([
    { state: 'listening' as const, trouble: null, tone: 'good' },
    { state: 'listening' as const, trouble: 'The certificate cannot be used', tone: 'warn' },
    { state: 'trouble' as const, trouble: 'The port is taken', tone: 'bad' },
    { state: 'silent' as const, trouble: null, tone: 'bad' },
  ])('$state, $trouble: $tone', ({ tone, ...listener }) => expect(listenerWord(listener).tone).toBe(tone));

  it.each([
    { address: '', port: 25, words: 'port 25, on every address' },
    { address: '192.0.2.4', port: 2525, words: '192.0.2.4:2525' },
    { address: '2001:db8::4', port: 25, words: '[2001:db8::4]:25' },
  ])('$words', ({ words, ...place }) => expect(placeWords(place)).toBe(words));
});

describe('the words of a record', () => {
  const record = { name: 'back.example', type: 'MX' as const, value: '10 mx.example.', found: [] as string[] };
  it.each([
    { leadsHere: true, found: ['10 mx.example'], checkedAt: '2026-03-01T10:00:00Z', label: 'Leads here' },
    { leadsHere: false, found: ['10 other.example'], checkedAt: '2026-03-01T10:00:00Z', label: 'Leads elsewhere' },
    { leadsHere: false, found: [], checkedAt: '2026-03-01T10:00:00Z', label: 'Not in DNS' },
    { leadsHere: null, found: [], checkedAt: '2026-03-01T10:00:00Z', label: 'Not known' },
    { leadsHere: null, found: [], checkedAt: null, label: 'Not checked yet' },
  ])('$label', ({ label, ...more }) => expect(recordWord({ ...record, ...more }).label).toBe(label));
});
