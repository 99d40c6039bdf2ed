// What the filter in the URL asks of the API, and what its chips say.
import { describe, expect, it } from 'vitest';
import { chipsOf, toApi, type UrlFilter } from './filter';

const none: UrlFilter = {
  ...{ search: '', listId: '', status: '', tagId: '', segmentId: '', field: '', value: '', provider: '' },
  ...{ standing: '', suppressed: '', importId: '', addedFrom: '', addedTo: '' },
};
const names = { list: () => 'Letter', tag: () => 'vip', segment: () => 'Near Ulm' };

describe('the filter of the URL', () => {
  it('asks for nothing that is not there', () => {
    expect(toApi(none)).toEqual({});
    expect(chipsOf(none, names)).toEqual([]);
  });

  it('counts the last day whole, and leaves a day out that is none', () => {
    const { addedFrom, addedTo } = toApi({ ...none, addedFrom: '2026-11-12', addedTo: '2026-11-12' });
    expect(Date.parse(addedTo!) - Date.parse(addedFrom!)).toBe(24 * 3600_000);
    expect(toApi({ ...none, addedFrom: 'yesterday' })).toEqual({});
  });

  it('is told in words, a chip for each condition', () => {
    const chips = chipsOf({ ...none, listId: 'x', field: 'town', value: 'Ulm', suppressed: 'no' }, names);
    expect(chips.map(({ words }) => words)).toEqual(['List: Letter', 'town: Ulm', 'Not suppressed']);
    expect(chips[1]!.keys).toEqual(['field', 'value']);
    expect(chipsOf({ ...none, segmentId: 'x' }, names)).toEqual([{ keys: ['segmentId'], words: 'Segment: Near Ulm' }]);
  });
});
