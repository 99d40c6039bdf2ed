// What taking an import back does, line by line, before and after it was done.
import type { ImportUndoCounts } from '@doorstep/contracts';
import { counted } from '../parts/numbers';

export function undoneLines({ removed, restored, left, kept }: ImportUndoCounts, isDone: boolean): string[] {
  const [are, is] = isDone ? ['were', 'was'] : ['are', 'is'];
  const lines = [];
  if (removed > 0)
    lines.push(`${counted(removed, `person ${is} removed`, `people ${are} removed`)}: this import added them.`);
  if (restored > 0)
    lines.push(
      `${counted(restored, `person ${isDone ? 'got' : 'gets'}`, `people ${isDone ? 'got' : 'get'}`)} back the name and fields from before.`,
    );
  if (left > 0)
    lines.push(
      `${counted(left, `person ${is} taken off a list`, `people ${are} taken off lists`)} this import put them on.`,
    );
  if (kept > 0)
    lines.push(
      `${counted(kept, 'person stays', 'people stay')} with what they have now: they were changed, confirmed, tagged or put on another list since.`,
    );
  return lines.length === 0 ? ['Nothing is left of it to take back.'] : lines;
}
