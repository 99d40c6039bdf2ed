// A definition is edited part by part; what is unfinished is never asked for.
import type { SegmentGroup } from '@doorstep/contracts';
import { describe, expect, it } from 'vitest';
import { freshCondition } from './kinds';
import {
  added,
  definitionOf,
  isGroupNode,
  newCondition,
  newGroup,
  rejoined,
  replaced,
  treeOf,
  unfinished,
} from './tree';

const berlin: SegmentGroup = {
  kind: 'all',
  parts: [
    { kind: 'field', key: 'city', test: { op: 'is', value: 'Berlin' } },
    { kind: 'none', parts: [{ kind: 'suppressed', is: true }] },
  ],
};

describe('a definition while it is edited', () => {
  it('comes out as it went in', () => {
    expect(definitionOf(treeOf(berlin))).toEqual(berlin);
  });

  it('leaves out what is unfinished, and counts it', () => {
    const tree = treeOf(berlin);
    const more = added(tree, tree.key, newCondition(freshCondition('tag')));
    expect(unfinished(more)).toBe(1);
    expect(definitionOf(more)).toEqual(berlin);
    expect(definitionOf(newGroup('all', [newCondition(freshCondition('field'))]))).toBeNull();
  });

  it('changes parts at any depth, and drops a group with its last condition', () => {
    const tree = treeOf(berlin);
    const [, inner] = tree.parts;
    if (!inner || !isGroupNode(inner)) throw new Error('the group is gone');
    expect(definitionOf(rejoined(tree, inner.key, 'any'))?.parts[1]).toMatchObject({ kind: 'any' });
    const without = replaced(tree, inner.parts[0]!.key, null);
    expect(definitionOf(without)).toEqual({ ...berlin, parts: berlin.parts.slice(0, 1) });
    const other = newCondition({ kind: 'suppressed', is: false });
    expect(definitionOf(replaced(tree, inner.parts[0]!.key, other))?.parts[1]).toEqual({
      kind: 'none',
      parts: [{ kind: 'suppressed', is: false }],
    });
  });
});
