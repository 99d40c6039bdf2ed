// The cache keys of the bounce mailboxes.
export const mailboxesKey = ['bounce-mailboxes'] as const;
export const loopTestsKey = ['loop-tests'] as const;
