// Why readers left, in the words the report has for it.
import type { LeavingReason } from '@doorstep/contracts';

export const leavingWords: Readonly<Record<LeavingReason, string>> = {
  too_often: 'Too many messages',
  not_expected: 'Not what they expected',
  not_asked: 'They never asked for it',
  no_interest: 'No interest any more',
  other: 'Another reason',
};

export const leavingReasons = Object.keys(leavingWords) as LeavingReason[];
