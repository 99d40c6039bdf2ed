// One thing that was looked at in a message that came back: what was seen, what is wanted, what to do.
export interface WireCheck {
  readonly id: string;
  readonly state: 'pass' | 'warn' | 'fail';
  readonly title: string;
  readonly seen: string;
  readonly wanted: string;
  /** null when nothing has to be done. */
  readonly whatToDo: string | null;
}

/** Nobody who writes a letter can cause it: it is Doorstep's own fault and has to be told. */
export const OUR_FAULT = 'This is a fault of Doorstep, not of your letter. Nothing is sent; please report it.';

/** A check that either passes or has something to do. */
export function judge(
  about: Pick<WireCheck, 'id' | 'title' | 'wanted'>,
  isRight: boolean,
  seen: string,
  whatToDo: string = OUR_FAULT,
  otherwise: 'warn' | 'fail' = 'fail',
): WireCheck {
  return { ...about, state: isRight ? 'pass' : otherwise, seen, whatToDo: isRight ? null : whatToDo };
}
