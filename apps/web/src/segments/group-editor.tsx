// A group of conditions: how they are joined, each as a line, groups within it; all of it reachable by keys.
'use client';

import type { SegmentCondition } from '@doorstep/contracts';
import { ActionIcon, Button, Group, Select } from '@mantine/core';
import { FolderPlus, Plus, X } from 'lucide-react';
import { ConditionFields } from './condition-fields';
import classes from './group-editor.module.css';
import { freshCondition, kindChoices } from './kinds';
import {
  added,
  type ConditionNode,
  type GroupNode,
  isGroupNode,
  MAX_DEPTH,
  newCondition,
  newGroup,
  rejoined,
  replaced,
} from './tree';
import type { Known } from './use-segments';

const joints = [
  { value: 'all', label: 'All of these are true' },
  { value: 'any', label: 'At least one is true' },
  { value: 'none', label: 'None of these is true' },
];
const words: Readonly<Record<GroupNode['kind'], string>> = { all: 'and', any: 'or', none: 'nor' };

interface GroupEditorProps {
  group: GroupNode;
  /** The whole, which every change makes anew. */
  root: GroupNode;
  depth: number;
  /** No further condition fits. */
  isFull: boolean;
  known: Known;
  onChange: (root: GroupNode) => void;
}

export function GroupEditor({ group, root, depth, isFull, known, onChange }: GroupEditorProps) {
  const isInner = depth > 1;
  const append = (node: ConditionNode | GroupNode) => onChange(added(root, group.key, node));
  return (
    <fieldset
      className={`${classes.group} ${isInner ? classes.inner : ''}`}
      aria-label={isInner ? 'Group of conditions' : 'Conditions'}
    >
      <Group gap={8} wrap="nowrap">
        <Select
          aria-label={isInner ? 'How the conditions of this group are joined' : 'How the conditions are joined'}
          data={joints}
          value={group.kind}
          allowDeselect={false}
          onChange={(kind) => kind !== null && onChange(rejoined(root, group.key, kind as GroupNode['kind']))}
          w={220}
        />
        {isInner && <Remove label="Remove this group" onClick={() => onChange(replaced(root, group.key, null))} />}
      </Group>
      <ul className={classes.parts}>
        {group.parts.map((node, at) => (
          <li key={node.key} className={classes.row}>
            <span className={classes.joint}>{at === 0 ? '' : words[group.kind]}</span>
            {isGroupNode(node) ? (
              <div style={{ flex: 1, minWidth: 0 }}>
                <GroupEditor {...{ root, isFull, known, onChange }} group={node} depth={depth + 1} />
              </div>
            ) : (
              <ConditionLine
                node={node}
                known={known}
                onChange={(condition) => onChange(replaced(root, node.key, { ...node, condition }))}
                onRemove={() => onChange(replaced(root, node.key, null))}
              />
            )}
          </li>
        ))}
      </ul>
      <Group gap={8}>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<Plus size={14} aria-hidden />}
          disabled={isFull}
          onClick={() => append(newCondition(freshCondition('field')))}
        >
          Add a condition
        </Button>
        {depth < MAX_DEPTH && (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<FolderPlus size={14} aria-hidden />}
            disabled={isFull}
            onClick={() =>
              append(newGroup(group.kind === 'any' ? 'all' : 'any', [newCondition(freshCondition('field'))]))
            }
          >
            Add a group
          </Button>
        )}
      </Group>
    </fieldset>
  );
}

interface ConditionLineProps {
  node: ConditionNode;
  known: Known;
  onChange: (condition: SegmentCondition) => void;
  onRemove: () => void;
}

function ConditionLine({ node: { condition }, known, onChange, onRemove }: ConditionLineProps) {
  return (
    <>
      <div className={classes.fields}>
        <Select
          aria-label="What is asked"
          data={kindChoices}
          value={condition.kind}
          allowDeselect={false}
          maxDropdownHeight={360}
          onChange={(kind) => {
            if (kind !== null && kind !== condition.kind) onChange(freshCondition(kind as SegmentCondition['kind']));
          }}
          w={200}
        />
        <ConditionFields condition={condition} known={known} onChange={onChange} />
      </div>
      <Remove label="Remove this condition" onClick={onRemove} />
    </>
  );
}

function Remove({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <ActionIcon variant="subtle" size={30} aria-label={label} onClick={onClick}>
      <X size={14} aria-hidden />
    </ActionIcon>
  );
}
