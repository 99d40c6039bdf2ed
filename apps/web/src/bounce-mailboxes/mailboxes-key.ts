// The cache keys of the bounce mailboxes and of the shelf of messages nobody could match.
export const mailboxesKey = ['bounce-mailboxes'] as const;
export const unmatchedKey = ['inbound', 'unmatched'] as const;
