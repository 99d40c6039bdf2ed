// Bounces without a machine-readable part: the sentences mail systems introduce their failures with. Data only.

/** A line after which the addresses that failed stand at the beginning of lines. */
export interface Introduction {
  readonly id: string;
  readonly pattern: RegExp;
}

export const introductions: readonly Introduction[] = [
  // Postfix, and what descends from it (bounce templates of the source distribution).
  {
    id: 'postfix',
    pattern:
      /this is the (?:mail system|postfix|.{1,40} program|mail delivery agent|email security gateway).{0,60}(?:at|on|\.)/,
  },
  // qmail-send.c, and its patched kin.
  {
    id: 'qmail',
    pattern:
      /^hi\. this is the|i.m afraid i wasn.t able to deliver your message|i tried to deliver (?:a|your) (?:bounce )?message|^\S+ - hi\. this is|unable to deliver (?:the |your )?(?:message|mail) to the following address/,
  },
  // Exim: deliver.c.
  {
    id: 'exim',
    pattern:
      /(?:the following|following) address(?:es|\(es\))? (?:failed|has failed|have failed|yielded temporary errors)|could not be delivered to (?:all of its|one or more of its|the following)|address(?:es|\(es\))? to which the message has not yet been delivered|unrouteable addresses/,
  },
  // Sendmail: savemail.c.
  {
    id: 'sendmail',
    pattern:
      /-{3,} ?the following addresses (?:had|have) .{1,60}-{3,}|-{3,} ?(?:unsent|undeliverable) .{1,40}-{3,}|following (?:recipients|addresses) (?:had|have) (?:permanent|delivery|transient)/,
  },
  // Microsoft Exchange 5.5 to 2019, IIS SMTP, Microsoft 365.
  {
    id: 'exchange',
    pattern:
      /did not reach the following recipient|following list of recipients|delivery to the following recipient(?:s|\(s\))? (?:failed|has been delayed|was aborted)|following recipient(?:s|\(s\))? (?:could|can) ?not be reached|delivery has failed to these (?:recipients|distribution lists)|delivery to these recipients or (?:groups|distribution lists) |rejected your message to the following|recipient\(s\) cannot be reached|e-?mail address(?:es)? could not be (?:reached|found)|couldn.t be delivered to (?:these|the following)|kan niet worden bezorgd bij|konnte (?:an|nicht an) (?:folgende|die folgenden)|fehler bei der nachrichtenzustellung an folgende|[eé]chec de la remise (?:[aà]|pour) (?:ces|les) destinataires|no se pudo entregar a estos destinatarios|generating server|^your message to:?$|did not receive your message|original message headers? follow/,
  },
  // Gmail and Google Workspace.
  { id: 'google', pattern: /delivery to the following recipient(?:s)? (?:failed permanently|has been delayed)/ },
  // Yahoo, Verizon, AOL.
  {
    id: 'yahoo',
    pattern:
      /unable to deliver (?:your )?(?:message|mail)s? to the following address|message from yahoo|couldn.t deliver (?:the |your )?message to the following/,
  },
  // Lotus Domino, and the SMTP gateway of Lotus Notes 4.
  {
    id: 'domino',
    pattern: /was not delivered to:?$|not delivered to the following|^-{3,} {0,3}failure reasons {0,3}-{3,}/,
  },
  // Oracle / Sun / iPlanet messaging server, Critical Path, PMDF.
  {
    id: 'messaging-server',
    pattern:
      /cannot be delivered to the following recipients|could not be delivered to the following|recipient address(?:es)?:|following recipients? (?:were|was) (?:rejected|affected|undeliverable)|each of the following recipients was rejected/,
  },
  // Amazon SES, Mimecast, Symantec, Barracuda, Mailmarshal, Trend Micro and other gateways.
  {
    id: 'gateway',
    pattern:
      /following (?:e-?mail )?(?:recipients?|address(?:es)?|recipient\(s\)) (?:have |has )?(?:failed|bounced)|trying to deliver the mail to the following recipients|(?:unable|not able) to deliver (?:your |the |this )?(?:message|mail|e-?mail) to (?:the following|one or more)|following (?:e-?mail )?address(?:es)?(?: are| were| is| was)? (?:undeliverable|not (?:accepted|delivered)|invalid|unknown|rejected)|message could not be delivered to|delivery (?:failed|failure) (?:for|to)(?: the following)?|(?:failed|undelivered|undeliverable) (?:recipients?|address(?:es)?)|did not reach (?:the following|its|one or more)|not delivered to(?: the following)?|delivery error report|mail could not be delivered|cannot deliver (?:your )?(?:message|mail) to|problems? (?:encountered )?(?:delivering|during delivery)|undeliverable (?:to|mail)|errors? (?:occurred|detected).{0,40}recipient|has been returned|non-?delivery (?:report|notification)|could not deliver (?:the |your )?(?:message|mail)|message (?:has )?(?:encountered|had) delivery (?:problems|failures)|status report/,
  },
  // Exchange in the languages of its users, and gateways that write in them: "to these recipients".
  {
    id: 'other-languages',
    pattern:
      /(?:échec|remis|delivr|livr|entreg|consegn|recapit|bezorg|zugestellt|zustellung|leverer|levert|dostarcz|doruč|достав|配信|传递|投递|傳遞).{0,60}(?:destinat|recipient|empfänger|geadresseerden|ontvanger|mottag|modtag|adresat|příjem|получател|受信者|収件|收件)/,
  },
  // Japanese carriers and systems.
  {
    id: 'japanese',
    pattern:
      /(?:配送|配信|送信)(?:に失敗|でき(?:ません|なか)|不能)|次のあて先|以下の(?:宛先|メール)|届けることができ|not be delivered to following/,
  },
];

/** A sentence that holds the address itself; the first group is the address. */
export interface Sentence {
  readonly id: string;
  readonly pattern: RegExp;
}

const address = '<?([^\\s<>"\'()\\[\\]:;,]{1,128}@[^\\s<>"\'()\\[\\]:;,]{1,190}[^\\s<>"\'()\\[\\]:;,.])>?';
/** Between the words and the address: a blank, or the colon before it. */
const gap = '(?:[ \\t]{1,4}|(?<=:))';
const sentence = (id: string, before: string, after = ''): Sentence => ({
  id,
  pattern: new RegExp(`(?<![\\w@.<-])${before}${gap}['"(\\[]?(?:mailto:|smtp:)?${address}${after}`, 'gi'),
});
/** A line that is a mark and the address. */
const marked = (id: string, before: string, after = ''): Sentence => ({
  id,
  pattern: new RegExp(`${before}[ \\t]{0,4}${address}${after}`, 'gim'),
});

export const sentences: readonly Sentence[] = [
  sentence(
    'google',
    "(?:message|wasn't delivered|couldn't be delivered|(?:problem|problems|error) delivering your (?:message|mail)) to",
    '(?= because|\\.| |$)',
  ),
  sentence('ironport', 'the following message to', '[^\\n]{0,40}was undeliverable'),
  sentence('ironport', 'message to', ' (?:was|has been|could not be|couldn.t be|cannot be|was not|bounced|failed)'),
  sentence('exchange', "(?:your message to|couldn't deliver to|unable to deliver to|delivery to)"),
  sentence(
    'imail',
    '(?:undeliverable to|mailbox is full:|error-for:|delivery failed:|local mailbox|smtp:?|was addressed,|unknown user:|invalid final delivery userid:|user mailbox exceeds allowed size:|failed recipient:|failed address:|recipient:|undeliverable address:|unknown user|no such user|user unknown:|rejected recipient:|unknown local user|mailbox unavailable:?)',
  ),
  sentence(
    'communigate',
    '(?:failed to deliver to|cannot deliver (?:message |mail )?(?:to|for)|could not deliver (?:message |mail )?(?:to|for)|error (?:sending|delivering) (?:message|mail)? ?to|attempts?:|addressed to:|deliver mail to|message for|mail for)',
  ),
  sentence(
    'gateway',
    '(?:your (?:e-?mail|message|mail) (?:addressed )?(?:to|for)|intended for|following (?:e-?mail )?address:?|(?:e-?mail )?address\\s*:|the (?:e-?mail )?(?:address|recipient|user|account)|sent to|to:|for:?|an)',
    '[^\\n]{0,60}(?:not|fail|reject|unknown|invalid|undeliver|disabled|inactive|closed|full|exist|bounce|blocked|refused|expired|nicht|konnte)',
  ),
  sentence('mailmarshal', 'could not be delivered (?:to|because of)'),
  sentence('facebook', '(?:sending|sent) (?:an )?(?:e-?mail|message) to'),
  marked('x1', '^', '\\s{0,4}\\[(?:user|unknown|no such)'),
  marked('arrow', '^\\s{0,8}(?:->|--|=>|\\*|-|·|•)'),
];

/** A line from which on the original message stands, or fields for machines. */
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
