// What the fields of every kind of condition are given.
import type { SegmentCondition } from '@doorstep/contracts';
import type { Known } from './use-segments';

export interface ConditionProps<Condition extends SegmentCondition = SegmentCondition> {
  condition: Condition;
  known: Known;
  onChange: (condition: SegmentCondition) => void;
}

export type Of<Kind> = Extract<SegmentCondition, { kind: Kind }>;
