// In which order rows of deliveries are locked by whoever writes many at once.

/**
 * By the ids of the deliveries: two statements that write some of the same rows then wait for one another, and never each for
 * the other (deadlock_detected, 40P01). Holds where rows are found by their ids one after the other, as they are among many.
 */
export function inLockOrder<Row extends { readonly deliveryId: string }>(rows: readonly Row[]): Row[] {
  return [...rows].sort(({ deliveryId: one }, { deliveryId: other }) => Number(one > other) - Number(one < other));
}
