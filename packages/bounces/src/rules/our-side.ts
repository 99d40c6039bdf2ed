// Text rules: refusals for what we are or what we wrote. Never the recipient's fault, so they come before all others.
import type { Rule } from './rule.js';

const likely = { certainty: 'likely' } as const;

const policy =
  /(?:for|due to|because of|by|of) (?:\w{1,12} )?polic(?:y|ies)(?: reasons?)?\b|policy (?:violation|reasons?)|violat\S{1,3} .{0,24}polic/;

export const ourSideRules: readonly Rule[] = [
  {
    ...likely,
    id: 'text/tls-required',
    pattern:
      /must issue a? ?starttls|starttls (?:command )?(?:is )?(?:first|required)|tls (?:is )?required|encryption (?:is )?required|requires? (?:tls|encryption)|\brequiretls\b|encryption needed/,
    category: 'tls_required',
    scope: 'our_ip',
  },
  {
    ...likely,
    id: 'text/ptr',
    pattern:
      /reverse dns|rdns\b|no ptr|bad dns ptr|unresolvable relay host|not accepted from servers without a valid|ptr (?:record|lookup|query)|\bptr\b.{0,20}(?:not|mismatch|missing|fail)|(?:missing|invalid|bad|without|valid|no) (?:a )?(?:reverse|ptr)|cannot find your (?:reverse )?hostname|cannot resolve your (?:hostname|address)|hostname .{0,60}does not resolve|client host rejected: cannot find|fcrdns|no matching (?:reverse )?dns/,
    category: 'ptr_helo',
    scope: 'our_ip',
  },
  {
    ...likely,
    id: 'text/helo',
    pattern:
      /helo command rejected|(?:invalid|bad|forged|fake|empty|wrong|syntactically invalid) (?:helo|ehlo)|(?:helo|ehlo)(?:\/ehlo)? (?:name|argument|hostname|should|must|is not|does not|rejected|impersonat|greeting)/,
    category: 'ptr_helo',
    scope: 'our_ip',
  },
  {
    ...likely,
    id: 'text/authentication',
    pattern:
      /\bdmarc\b|(?<!duplicate header:? ['"]?)\bdkim\b(?!.{0,20}duplicate)|\bspf\b|\barc (?:validation|seal|fail)|sender policy framework|not allowed to send (?:from|mail)|sender (?:id|authentication) (?:failed|fail)|anti-?spoofing|unauthenticated (?:sender|e?mail)|fails? to pass authentication|fail(?:ed|s) (?:\w{1,10} )?authentication|multiple authentication|is not authori[sz]ed to (?:send|use)/,
    category: 'authentication',
    scope: 'our_domain',
  },
  // A service we send through that knows neither us nor our domain yet.
  {
    ...likely,
    id: 'text/not-verified',
    pattern: /(?:address|domain|identit\S{1,3}) (?:is|are) not verified|identities failed the check/,
    category: 'authentication',
    scope: 'our_domain',
    sisimai: 'norelaying',
  },
  {
    ...likely,
    id: 'text/sign-in-required',
    pattern:
      /(?:turn on|requires?|use|need) (?:smtp )?authentication|(?:smtp )?authentication (?:is )?(?:required|needed)|without authentication|must authenticate/,
    category: 'domain_misconfig',
    scope: 'domain',
    sisimai: 'securityerror',
  },
  {
    ...likely,
    id: 'text/sender-listed',
    pattern:
      /(?:sender|from an? address|address that (?:has been|is)|your e-?mail address).{0,24}(?:black|block) ?listed/,
    category: 'reputation_domain',
    scope: 'our_domain',
    sisimai: 'rejected',
  },
  // What is listed is a link in the message, whoever keeps the list.
  {
    ...likely,
    id: 'text/listed-link',
    pattern: /(?:black|block) ?listed (?:url|link)/,
    category: 'content_spam',
    scope: 'message',
  },
  {
    ...likely,
    id: 'text/domain-listed',
    pattern:
      /(?:sending|sender|from|your) domain .{0,40}(?:low reputation|blacklisted|blocklisted|is blocked|listed)|dbl\.spamhaus|\bdbl\b|surbl|uribl|domain reputation|domain of (?:the|your) sender .{0,40}(?:reputation|listed)/,
    category: 'reputation_domain',
    scope: 'our_domain',
  },
  {
    ...likely,
    id: 'text/link-listed',
    pattern: /(?:url|link|web ?site)s? (?:in |within |contained ).{0,80}(?:listed|black|block)/,
    category: 'content_spam',
    scope: 'message',
  },
  {
    ...likely,
    id: 'text/block-list',
    pattern:
      /spamhaus|spamcop|\bsorbs\b|uceprotect|barracuda reputation|\brbls?\b|\bdnsbls?\b|block ?list(?:ed)?|black ?list(?:ed)?|blocked using|(?<!not )listed (?:at|in|on|by) (?!domino|public)|real ?time (?:black|block)|list[ae] (?:negra|nera|noire)|sperrliste/,
    category: 'reputation_block',
    scope: 'our_ip',
  },
  {
    ...likely,
    id: 'text/ip-blocked',
    pattern:
      /mail from \[?\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\]? (?:has been |is |was )?(?:refused|rejected|blocked|denied)|bad sender ip|spammer host|(?:ip|host|address range|network) .{0,30}(?:for abuse|not in (?:the |our )?white ?list)|sender ?score|(?:server|host|ip|\d) (?:is |was |has been )?blocked for|(?:dynamic\/zombied|spam ips)|currently sending spam|use the smtp server of your isp|open proxy|accepting mail from your ip|forbidden by your ip|ips? (?:address )?reputation|ip you.re using to send mail is not authori[sz]ed|traffic not accepted from this ip|poor reputation sender|too many spams? from your|(?:client|sending|your|sender(?!.s? ?address)) (?:host|ip|server|mta|address|network)(?: address)? .{0,80}(?:blocked|banned|rejected|refused|denied|not allowed|reputation)|client host .{0,80}rejected|blocked (?:ip|by ip|your ip)|ip .{0,50}(?:is )?(?:blocked|banned)|(?:poor|bad|low|very low) (?:ip |sender |email )?reputation|reputation .{0,30}(?:too low|poor|bad)|refused to talk to me: 5|spam source|abusive (?:host|ip|sender)|dynamic (?:ip|address|pool)|you are not allowed to connect|service refus(?:e|ee|ed)\b|connection (?:refused|rejected|denied) (?:due|because)|connection (?:rejected|denied) by|access from .{0,80}(?:denied|blocked)|connections? not accepted from/,
    category: 'reputation_block',
    scope: 'our_ip',
  },
  {
    ...likely,
    id: 'text/greylist',
    pattern:
      /gr[ae]y ?-?list|temporar(?:y|ily) (?:rejected|refused|deferred).{0,40}(?:greylist|try again)|(?:please )?(?:try|retry) (?:again )?in \d{1,5} ?(?:s|m)|first (?:time|attempt).{0,40}(?:retry|try again)/,
    category: 'greylist',
    scope: 'site',
  },
  // A milter's or a grey list's standard answer.
  {
    ...likely,
    id: 'text/greylist-by-code',
    enhanced: ['4.7.1', '4.2.0'],
    stages: ['rcpt', 'data', 'dot'],
    needsStage: true,
    digit: 4,
    pattern: /(?:try|come back)(?: again)? later/,
    category: 'greylist',
    scope: 'site',
  },
  // Her box, not we: mail of all senders together is counted.
  {
    ...likely,
    id: 'text/rate-of-mailbox',
    pattern: /rate ?limit \S{0,12} ?for (?:the )?(?:mailbox|recipient|user)\b/,
    category: 'recipient_rate',
    scope: 'address',
  },
  {
    ...likely,
    id: 'text/rate',
    pattern:
      /too many (?:\w{1,14} )?(?:connections|sessions|messages(?! (?:on|in) )|mails|emails|recipients|errors|concurrent|simultaneous|invalid recipients|unknown users|different)|rate ?-?limit|(?:message|sending|connection|mail) (?:rate|frequency|quota|limit) .{0,40}(?:exceed|limit|reached)|exceed(?:ed|s|ing)? .{0,40}(?:rate|connections|messages per|emails per|hourly|daily|max(?:imum)? (?:number of )?(?:defers|connections))|throttl|try again slower|sending too fast|rate (?:is )?exceeded|frequency limited|slow down|sent to too many recipients|unexpected volume|max(?:imum)? .{0,30}(?:connections|recipients|per hour)/,
    category: 'rate_limited',
    scope: 'our_ip',
  },
  {
    id: 'text/policy-of-message',
    certainty: 'unclear',
    stages: ['data', 'dot'],
    codes: [554],
    pattern: policy,
    category: 'content_spam',
    scope: 'message',
    sisimai: 'policyviolation',
  },
  // "Policy" may be anything: the words stay a hint, and nobody's fault in particular.
  {
    id: 'text/policy',
    certainty: 'unclear',
    pattern: policy,
    category: 'reputation_block',
    scope: 'unknown',
    sisimai: 'policyviolation',
  },
  // At MAIL only the sender has been named: a domain that does not exist is ours.
  {
    ...likely,
    id: 'text/sender-domain',
    stages: ['mail'],
    needsStage: true,
    pattern: /no such domain|(?:domain|host|sender|address) .{0,60}(?:not|n't|unknown|invalid|no )|unknown|invalid/,
    category: 'reputation_domain',
    scope: 'our_domain',
  },
  {
    ...likely,
    id: 'text/sender-refused',
    pattern:
      /sender (?:address |domain )?.{0,60}(?:rejected|denied|refused|not (?:accepted|allowed|exist)|does not exist|unknown|verify failed|invalid)|(?:bad|invalid|unknown) sender|sender is (?:a )?spam|emetteur invalide|expediteur invalide|domain of sender|sender verif|mail from .{0,60}(?:not allowed|rejected|refused)|not permitted to send|backscatter|null sender|empty envelope|from: domain|unacceptable sender|5\.1\.[78]\b/,
    category: 'reputation_domain',
    scope: 'our_domain',
  },
];
