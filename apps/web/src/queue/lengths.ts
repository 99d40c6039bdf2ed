// How long a pause or a limit lasts, to choose from.
export const lengths = [
  { value: '15', label: '15 minutes' },
  { value: '60', label: '1 hour' },
  { value: '120', label: '2 hours' },
  { value: '240', label: '4 hours' },
  { value: '1440', label: '1 day' },
  { value: '4320', label: '3 days' },
];

export const openEnd = 'open';
export const lengthsWithOpenEnd = [...lengths, { value: openEnd, label: 'until somebody resumes it' }];

/** Long enough for most trouble of a mail server, short enough to be forgotten without harm. */
export const USUAL_MINUTES = '120';
