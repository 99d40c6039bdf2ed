// In which order whoever writes many rows at once locks them.

/**
 * A copy of `rows` by their keys: two statements that write some of the same rows then wait for one another, and never each for
 * the other (deadlock_detected, 40P01). Holds where rows are found by their keys one after the other, as they are among many.
 */
export function inLockOrder<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Row[] {
  return rows
    .map((row) => ({ row, key: keyOf(row) }))
    .sort(({ key: one }, { key: other }) => Number(one > other) - Number(one < other))
    .map(({ row }) => row);
}

/** The order of deliveries: by their ids. */
export const deliveryOf = ({ deliveryId }: { readonly deliveryId: string }): string => deliveryId;
