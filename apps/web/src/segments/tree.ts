// A definition while it is edited: its parts have keys that stay, and may be unfinished.
import type { SegmentCondition, SegmentGroup } from '@doorstep/contracts';

export interface ConditionNode {
  readonly key: number;
  readonly condition: SegmentCondition;
}
export interface GroupNode {
  readonly key: number;
  readonly kind: SegmentGroup['kind'];
  readonly parts: readonly TreeNode[];
}
export type TreeNode = ConditionNode | GroupNode;

export const MAX_DEPTH = 4;
export const MAX_CONDITIONS = 50;

let last = 0;
const nextKey = () => ++last;

export const isGroupNode = (node: TreeNode): node is GroupNode => 'parts' in node;
export const newCondition = (condition: SegmentCondition): ConditionNode => ({ key: nextKey(), condition });
export const newGroup = (kind: SegmentGroup['kind'], parts: readonly TreeNode[]): GroupNode => ({
  key: nextKey(),
  kind,
  parts,
});

export function treeOf(group: SegmentGroup): GroupNode {
  return newGroup(
    group.kind,
    group.parts.map((part) => ('parts' in part ? treeOf(part) : newCondition(part))),
  );
}

/** The finished part of a tree; null when nothing of it is. */
export function definitionOf(group: GroupNode): SegmentGroup | null {
  const parts = group.parts.flatMap((node): SegmentGroup['parts'] => {
    if (!isGroupNode(node)) return isFinished(node.condition) ? [node.condition] : [];
    const inner = definitionOf(node);
    return inner === null ? [] : [inner];
  });
  return parts.length === 0 ? null : { kind: group.kind, parts };
}

export function conditionsIn(group: GroupNode): SegmentCondition[] {
  return group.parts.flatMap((node) => (isGroupNode(node) ? conditionsIn(node) : [node.condition]));
}

export const unfinished = (group: GroupNode): number =>
  conditionsIn(group).filter((condition) => !isFinished(condition)).length;

/** Whether everything it asks for is there; what it means is for the server. */
export function isFinished(condition: SegmentCondition): boolean {
  switch (condition.kind) {
    case 'field':
      return condition.key !== '' && isFinishedTest(condition.test);
    case 'name':
    case 'address':
    case 'domain':
    case 'added':
      return isFinishedTest(condition.test);
    case 'import':
      return condition.importId !== '';
    case 'list':
      return condition.listId !== '' && (condition.joined === null || isFinishedTest(condition.joined));
    case 'tag':
      return condition.tagId !== '';
    case 'activity':
      return condition.campaignId !== '';
    case 'campaign':
      return condition.campaignId !== '';
    case 'standing':
      return condition.standings.length > 0;
    case 'provider':
      return condition.providers.length > 0;
    case 'soft_streak':
    case 'failing':
    case 'suppressed':
      return true;
    default:
      return condition satisfies never;
  }
}

type AnyTest = Extract<SegmentCondition, { kind: 'field' }>['test'];

function isFinishedTest(test: AnyTest): boolean {
  if ('value' in test) return test.value.trim() !== '';
  if ('values' in test) return test.values.length > 0;
  if ('day' in test) return /^\d{4}-\d{2}-\d{2}$/.test(test.day);
  if ('number' in test) return Number.isFinite(test.number);
  if ('days' in test) return test.days >= 1;
  return true;
}

/** A group with one of its parts, however deep, replaced or (null) taken out; groups that are left empty go too. */
export function replaced(group: GroupNode, key: number, by: TreeNode | null): GroupNode {
  const parts = group.parts.flatMap((node): readonly TreeNode[] => {
    if (node.key === key) return by === null ? [] : [by];
    if (!isGroupNode(node)) return [node];
    const inner = replaced(node, key, by);
    return inner.parts.length === 0 ? [] : [inner];
  });
  return { ...group, parts };
}

/** A group, however deep, with one more part. */
export function added(group: GroupNode, key: number, node: TreeNode): GroupNode {
  if (group.key === key) return { ...group, parts: [...group.parts, node] };
  return { ...group, parts: group.parts.map((part) => (isGroupNode(part) ? added(part, key, node) : part)) };
}

/** A group, however deep, with another joint. */
export function rejoined(group: GroupNode, key: number, kind: GroupNode['kind']): GroupNode {
  if (group.key === key) return { ...group, kind };
  return { ...group, parts: group.parts.map((part) => (isGroupNode(part) ? rejoined(part, key, kind) : part)) };
}
