// Typing in two windows, and reloading in the middle, loses nothing.
import { describe, expect, it } from 'vitest';
import { changeOf, type DraftFields, mergeServer, readBackup } from './draft';

const saved: DraftFields = {
  name: 'November letter',
  sendingDomainId: null,
  fromName: '',
  fromLocal: 'news',
  replyTo: null,
  subject: 'Hello',
  previewText: '',
  contentKind: 'html' as const,
  contentSource: '',
  html: '<p>Hello</p>',
  text: '',
  listIds: ['a'],
  ...{ segmentIds: [], excludedListIds: [], excludedSegmentIds: [] },
  maxAgeHours: 48,
  inDoubtPolicy: 'leave' as const,
  tracking: 'off' as const,
};

describe('changeOf', () => {
  it('holds only what differs from the saved draft', () => {
    expect(changeOf({ ...saved, subject: 'Hi', listIds: ['a', 'b'] }, saved)).toEqual({
      subject: 'Hi',
      listIds: ['a', 'b'],
    });
    expect(changeOf({ ...saved, listIds: ['a'] }, saved)).toEqual({});
  });

  it('keeps an emptied name back until there is one', () => {
    expect(changeOf({ ...saved, name: '  ', subject: 'Hi' }, saved)).toEqual({ subject: 'Hi' });
  });
});

describe('changeOf a draft that is compiled', () => {
  it('holds the source and never the HTML', () => {
    const compiled = { ...saved, contentKind: 'markdown' as const, contentSource: 'Hello' };
    expect(changeOf({ ...compiled, contentSource: 'Hi', html: '<p>Hi</p>' }, compiled)).toEqual({
      contentSource: 'Hi',
    });
  });
});

describe('mergeServer', () => {
  it('takes over what another window saved and keeps what was typed here', () => {
    const merged = mergeServer({ ...saved, html: '<p>mine</p>' }, saved, { ...saved, subject: 'theirs' });
    expect(merged.fields).toEqual({ ...saved, html: '<p>mine</p>', subject: 'theirs' });
    expect(merged.conflicts).toEqual([]);
  });

  it('names a field that changed in both places, and keeps the one typed here', () => {
    const merged = mergeServer({ ...saved, subject: 'mine' }, saved, { ...saved, subject: 'theirs' });
    expect(merged.fields.subject).toBe('mine');
    expect(merged.conflicts).toEqual(['subject']);
  });

  it('sees no conflict when both typed the same', () => {
    const both = { ...saved, subject: 'same' };
    expect(mergeServer(both, saved, both).conflicts).toEqual([]);
  });
});

describe('readBackup', () => {
  it('gives back what was typed', () => {
    expect(readBackup('{"subject":"Hi","listIds":["a"],"replyTo":null}')).toEqual({
      subject: 'Hi',
      listIds: ['a'],
      replyTo: null,
    });
  });

  it.each([[null], ['{'], ['7'], ['{"subject":5,"listIds":"a","state":"finished"}']])(
    'drops what is none: %s',
    (stored) => {
      expect(readBackup(stored)).toEqual({});
    },
  );
});
