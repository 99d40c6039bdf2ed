// Where the words for people end: lines from which on the original message stands, or fields for machines. Data only.

/** Tried on lines in lower case; the words are those of the templates named in families/. */
export const originalMarkers: readonly RegExp[] = [
  /^-{2,} ?(?:below this line is|enclosed (?:is|are)|undelivered message follows|the (?:body|header) of (?:the|your) message|this is a copy of|message header|included is|return message|returned (?:message|mail)|original (?:message|mail|text)|unsent message|forwarded message|begin (?:returned|original)|your message)/,
  /^-{3,} ?(?:original|returned|unsent|message|header|text of|start of|the following message).{0,60}-{0,}$/,
  /(?:original|undelivered|returned) (?:message|mail|e-?mail)(?: text)?(?: is| was)?(?: (?:attached|follows|below|headers?))+/,
  /^(?:the )?(?:first \d+ lines|header(?:s)?|text|body|copy) of (?:the |your )?(?:original |undelivered )?(?:message|mail).{0,30}:?$/,
  /^(?:your|the) (?:original )?message (?:(?:is )?(?:enclosed|follows|reads)|was:|header)/,
  /^(?:received|return-path|x-[a-z-]{3,40}|mime-version|dkim-signature): \S/,
  /^-{3,} ?message from yahoo/,
  /^(?:original )?message headers? follow/,
  /^-{2,} ?.{0,40}(?:message|header|mail)\b.{0,40}\bfollows?\b/,
  /^(?:reporting-mta|final-recipient|original-recipient)[ \t]{0,4}:/,
  /^a copy of (?:the|your) (?:original )?message/,
];
