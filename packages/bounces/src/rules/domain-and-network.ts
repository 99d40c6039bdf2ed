// Text rules: the recipient's domain, its DNS, its servers, and the way to them.
import type { Rule } from './rule.js';

const likely = { certainty: 'likely' } as const;

/** Asked before the recipient's rules: "recipient", "does not exist" and "does not accept" stand in these sentences, too. */
export const namedDomainRules: readonly Rule[] = [
  {
    ...likely,
    id: 'text/null-mx',
    pattern:
      /null ?-?mx|(?:host|domain|server)\S{0,8} (?:does|do|will) not accept (?:any )?(?:e-?)?mail|^(?:\d{3} )?(?:5\.\d\.\d{1,2} )?does not accept (?:any )?(?:e-?)?mail|no smtp service|domain .{0,40}(?:never|not) accepts? mail|no mail (?:is )?accepted|mx .{0,20}is (?:a )?(?:null|dot)|mail receiving disabled|(?<!address |user |mailbox )does not receive (?:e-?)?mail/,
    category: 'domain_refuses_mail',
    scope: 'domain',
    isPermanent: true,
  },
  {
    ...likely,
    id: 'text/no-such-domain-yet',
    digit: 4,
    pattern: /nxdomain/,
    category: 'dns_temp',
    scope: 'domain',
  },
  // RFC 3463 §3.4, 5.3.2: for good; 4.3.2 is a host that is being shut down.
  {
    ...likely,
    id: 'text/system-takes-no-mail',
    digit: 5,
    enhanced: ['3.2'],
    pattern: /system not accepting (?:network )?messages/,
    category: 'domain_refuses_mail',
    scope: 'domain',
  },
  {
    ...likely,
    id: 'text/no-mail-exchanger',
    pattern:
      /couldn.t find a mail exchanger|no mail exchanger|no mx (?:record )?(?:was )?found|no (?:usable )?mx (?:record )?(?:for|exists?)/,
    category: 'domain_dead',
    scope: 'domain',
    isPermanent: true,
    sisimai: 'notaccept',
  },
  {
    ...likely,
    id: 'text/domain-not-there',
    pattern:
      /(?<!account or |sender |from )\b(?:domain|host)(?: name)? (?:does(?: not|n.t) exist|not found|unknown|must exist)|bad destination system|mail domain .{0,40}(?:unknown|not found)|\bunknown (?:domain|host)\b|no such domain/,
    category: 'domain_dead',
    scope: 'domain',
    isPermanent: true,
  },
];

export const domainAndNetworkRules: readonly Rule[] = [
  {
    ...likely,
    id: 'text/host-takes-no-mail',
    codes: [521, 556],
    pattern: /not accept/,
    category: 'domain_refuses_mail',
    scope: 'domain',
  },
  {
    ...likely,
    id: 'text/no-such-domain',
    pattern:
      /(?:domain|host)(?: name)?s? .{0,80}(?:does(?: not|n.t) exist|not found|unknown|could ?n.t be found|no such|invalid|non-?existent)|(?:no such|unknown|invalid|illegal|non-?existent|bad destination|unrouteable) .{0,24}(?:domain|host|system address)|couldn.t find any host|host unknown|nxdomain|unrout(?:e)?able|no (?:mx|a) (?:record |or a )?.{0,20}(?:found|record|address)|couldn.t find a mail exchanger|no mail exchanger|name service error .{0,80}(?:host not found|not found)|host or domain name not found|(?:domain|service)(?: or service)? (?:name )?not (?:known|found)|domain is not reachable|account or domain may not exist|dns lookup failure: host|neither mx nor|no address (?:record )?for|no servers? for|no dns (?:entry|record)|domain .{0,60}has expired|destination (?:domain|host).{0,20}(?:invalid|unknown)/,
    category: 'domain_dead',
    scope: 'domain',
    isPermanent: true,
  },
  {
    ...likely,
    id: 'text/dns-trouble',
    pattern:
      /servfail|(?:dns|name ?server|name service|resolver|mx).{0,40}(?:timed? ?out|temporar|fail(?:ed|ure)|trouble|error|try again|no answer|refused)|name ?server .{0,40}(?:not answer|not respond)|lookup (?:failed|timed|failure)|domain name resolution/,
    category: 'dns_temp',
    scope: 'domain',
  },
  {
    ...likely,
    id: 'text/loop',
    pattern:
      /mail loop|routing loop|loops? back to|too many hops|hop ?count|hops exceeded|message (?:is )?looping|forwarded more than/,
    category: 'domain_misconfig',
    scope: 'domain',
    sisimai: 'networkerror',
  },
  {
    ...likely,
    id: 'text/relay',
    pattern:
      /relay(?:ing)? .{0,40}(?:denied|not (?:permitted|allowed|authori[sz]ed)|prohibited|refused|access|disallowed)|(?:unable|not (?:permitted|allowed|authori[sz]ed)|cannot|won.t|refus\S{0,3}|don.t|no|not|not an|not an open|do not|don.t) .{0,16}\brelay|(?:as|not) (?:a|an open) relay|not a gateway|cannot deliver mail for|delivery is not allowed to this address|don.t handle mail for|(?:do not|don.t) host (?:that|this) domain|specified domain is not allowed|(?:non-?local) e-?mail address|not configured to let you|insecure mail relay|(?:not|isn.t) .{0,10}(?:a )?(?:local|accepted|hosted) (?:domain|address)|domain .{0,60}(?:not|isn.t) (?:hosted|in my list|configured|served|handled)|forwarding to remote hosts? disabled|not one of our domains|rcpthosts/,
    category: 'domain_misconfig',
    scope: 'domain',
  },
  {
    ...likely,
    id: 'text/expired',
    pattern:
      /(?:retry|delivery) (?:timeout|time) ?(?:exceeded|expired)?|too long in (?:the )?queue|been in the queue too long|(?:message|envelope|delivery(?: time)?) (?:has )?expired|giving up|gave up|could not (?:be )?deliver\S{0,3} for|timeout exceeded|failed \d+ attempts|after multiple retries|not (?:been )?(?:able to be )?delivered (?:within|after)|undeliverable (?:within|for) \d|last tried after|exceeded (?:retry|queue)/,
    category: 'expired',
    scope: 'unknown',
    isPermanent: true,
  },
  // A host that never answered: whoever reports it as final has waited long enough.
  {
    ...likely,
    id: 'text/timed-out',
    pattern:
      /(?<!dns.{0,20})(?:connection|conversation|operation|session) .{0,40}timed? ?out|did not (?:respond|accept our requests to connect)|: timed out\]/,
    category: 'unreachable',
    scope: 'site',
    sisimai: 'expired',
  },
  {
    ...likely,
    id: 'text/unreachable',
    pattern:
      /connection (?:refused|timed? ?out|reset|lost|closed|dropped|failed|aborted|interrupted|error)|conn(?:ect)? .{0,60}(?:timed? ?out|refused|failed)|(?:host|network|server)s? .{0,30}(?:unreachable|not reachable|not respond|not available|down)|no route to host|could ?n.t (?:establish|connect)|(?:unable|failed|wasn.t able) to (?:connect|establish|contact|reach)|operation timed out|lost connection|no (?:reply|response|answer) (?:from|within)|timed? ?out (?:while|waiting|on|during|after)|conversation .{0,60}timed? ?out|did not respond|socket|econnre|etimedout|hosts? .{0,60}(?:unreachable|down)|remote (?:host|server) .{0,20}(?:closed|did not)|bad connection|handshake|connection could not be|hung up|network error|error transferring/,
    category: 'unreachable',
    scope: 'site',
  },
  {
    ...likely,
    id: 'text/disk-full',
    pattern:
      /disk ?(?:full|space)|no space left|insufficient (?:system )?(?:storage|disk)|queue file write error|out of disk/,
    category: 'system_temp',
    scope: 'site',
    sisimai: 'systemfull',
  },
  {
    ...likely,
    id: 'text/mailer',
    pattern:
      /mailer error|procmail|(?:local )?(?:command|delivery agent|pipe|lda) (?:failed|died|error|output|exited)|exit (?:status|code)|lock failure|died with status/,
    category: 'system_temp',
    scope: 'site',
    sisimai: 'mailererror',
  },
  {
    ...likely,
    id: 'text/command-refused',
    codes: [500, 501, 502, 503, 504, 554],
    pattern:
      /command (?:parameter )?(?:not|un)(?: implemented|recogni[sz]ed)|(?:improper|bad|wrong) (?:sequence|order) of commands|syntax error/,
    category: 'system_temp',
    scope: 'site',
    sisimai: 'syntaxerror',
  },
  {
    ...likely,
    id: 'text/malformed-address',
    pattern: /malformed address|addresses? that (?:was|were) incorrectly constructed/,
    category: 'message_format',
    scope: 'message',
    sisimai: 'syntaxerror',
  },
  {
    ...likely,
    id: 'text/system',
    pattern:
      /(?:local|system|server|internal|temporary|mail ?er?|upstream|configuration|processing|i\/o|backend|database|lda|delivery agent) .{0,24}(?:error|problem|failure|trouble|fault|unavailable)|insufficient (?:system )?(?:resources|storage|disk)|disk (?:full|space)|no space|out of (?:memory|disk)|(?:service|system|server|resources?) .{0,20}(?:temporarily |currently )?(?:unavailable|busy|not (?:available|accepting)|overload|shutting)|temporarily unavailable|read ?-?only|maintenance|load average|could not load|too busy|please try (?:again )?later|try again later|transaction failed/,
    category: 'system_temp',
    scope: 'site',
  },
];
