// Text rules: the mailbox itself is full, closed, moved or not there; in the languages servers speak.
import type { Rule } from './rule.js';

/** Said of a mailbox that is not there. */
const unknownUser =
  /(?:user|account|recipient|mailbox|address|userid|local.?part|alias|addressee)\S{0,3} .{0,60}(?:unknown|not (?:found|known|exist|present|handled|listed|valid|recogni[sz]ed|here)|(?:does ?n.t|does not|do not|didn.t) exist|non-?existent|invalid|isn.t (?:valid|here|known))|no valid recipients? for this|(?:unknown|no such|invalid|non-?existent|nonexist|unrecogni[sz]ed|undeliverable|illegal) .{0,20}(?:user|account|recipient|mailbox|address|person|alias|local.?part|userid|addressee)|no mail ?box (?:here|by|found|available)|not a (?:known|valid|local) (?:user|recipient|mailbox|address)|bad_recipient|no such (?:e-?mail|mail)|check if address is correct|couldn.t be found|(?:is|was) (?:not|n.t) found at|not our (?:customer|user|client)|no (?:one|body) (?:at this address|.{0,12}by (?:that|this) name)|not at this site|(?:able|possible) to find the (?:recipient|user|mailbox)|could not be located|address does not receive|can.t accept user|mailbox not found|no matches to name|no valid recipient|no account by that name|(?<!domain )name not found|not listed in|no longer (?:exists?|valid|available|accept)|doesn.t (?:have|exist)|bad (?:destination|recipient|mailbox|e-?mail) ?(?:mailbox|address)?|we do not have .{0,30}(?:account|user)|address (?:does not|error)/;

const likely = { certainty: 'likely', scope: 'address' } as const;

export const recipientRules: readonly Rule[] = [
  {
    ...likely,
    id: 'text/moved',
    pattern:
      /(?:has|have) moved|no longer (?:on|at) (?:this )?(?:server|address|company|domain)|(?:address|mailbox|account|recipient) (?:has )?(?:moved|changed)|new address is|no forwarding address|no longer works? (?:here|at|for)|retired|has been replaced by/,
    category: 'address_moved',
    isPermanent: true,
  },
  {
    ...likely,
    id: 'text/disabled',
    pattern:
      /(?:account|mailbox|user|recipient|address|inbox)\S{0,3} .{0,50}(?:disabled|inactive|suspended|deactivated|\blocked|(?<=(?:mailbox|account|inbox)\S{0,3} .{0,30})blocked|not active|expired|discontinued|frozen|no longer in use|cancell?ed|deleted|on hold|terminated|closed|frozen|not (?:currently )?available at this time)|(?:user )?account is unavailable|extended inactivity|due to inactivity|recipient suspend|(?:disabled|inactive|suspended|deactivated|locked|expired) (?:account|mailbox|user|recipient|address)|not been (?:logged|used|activated)|account .{0,20}hold|temporarily deactivated|unrouteable: disabled|deaktiviert|d[eé]sactiv[eé]e?|gesperrt|stillgelegt|(?:konto|skrzynka) .{0,30}zablokowan|archiv[eé]e|disabilitat|disattivat|(?:postal|conta|cuenta|casella|buz[oó]n) .{0,20}ina(?:c)?ti?v|inattiv/,
    category: 'mailbox_disabled',
  },
  {
    ...likely,
    id: 'text/recipient-rate',
    pattern:
      /(?:recipient|user|mailbox).{0,40}(?:receiving mail (?:too|at)|exceeded .{0,20}(?:incoming|receiving))|receiving mail too quickly/,
    category: 'recipient_rate',
  },
  {
    ...likely,
    id: 'text/unknown-user-certain',
    enhanced: ['5.1.1', '5.1.3', '5.1.0', '5.1.6'],
    pattern: unknownUser,
    category: 'address_unknown',
    isPermanent: true,
  },
  // It was taken at RCPT and refused once the message was seen: a filter that hides behind these words, or a late check.
  {
    ...likely,
    id: 'text/unknown-after-data',
    stages: ['data', 'dot'],
    needsStage: true,
    pattern: unknownUser,
    category: 'recipient_refuses_you',
  },
  // Quoted without the place and without 5.1.x: a gateway's own filter may have said it after the message was seen.
  {
    ...likely,
    id: 'text/unknown-unplaced',
    isUnplaced: true,
    pattern:
      /user unknown|unknown user(?! ?:)|no such (?:user|recipient)|recipient not found|tried to reach does not exist/,
    category: 'address_unknown',
    isPermanent: true,
    sisimai: 'filtered',
  },
  {
    ...likely,
    id: 'text/unknown-user',
    pattern: unknownUser,
    category: 'address_unknown',
    isPermanent: true,
  },
  {
    ...likely,
    id: 'text/unknown-user-other-languages',
    pattern:
      /unbekannte?r? (?:empf|adress|benutzer)|empf\S{1,6}nger .{0,20}(?:unbekannt|nicht gefunden)|(?:adresse|benutzer|postfach) .{0,40}(?:unbekannt|nicht .{0,30}(?:gefunden|vorhanden)|existiert nicht)|existiert nicht|inesistente|inexistente|neexistuje|nem létezik|bulunamadı|(?:usuario|cuenta|destinatario|direcci[oó]n|buz[oó]n) .{0,40}(?:desconocid|no existe|no encontrad|inexistente)|no existe|(?:utilisateur|destinataire|adresse|compte|boite) .{0,40}(?:inconnu|n.existe pas|introuvable|invalide)|utente .{0,20}(?:sconosciuto|non trovato)|indirizzo .{0,40}(?:inesistente|non esiste)|usu[aá]rio .{0,40}(?:desconhecido|n.{1,3}o existe)|niet gevonden|onbekend|gebruiker .{0,20}bestaat niet|ei l\S{1,6}ydy|nie istnieje|(?:destinat[aá]rio|endere[cç]o|conta|caixa) .{0,40}(?:desconhecid|inv[aá]lid|inexist|n[aã]o (?:existe|encontrad))|не найден|не существует|ukendt|okänd|不存在|存在しません|見つかりません|宛先.{0,12}不明|사용자.{0,12}없/,
    category: 'address_unknown',
    isPermanent: true,
  },
  {
    ...likely,
    id: 'text/recipient-refuses',
    pattern:
      /(?:recipient|user|customer|owner|member|person).{0,60}(?:does not (?:want|accept|wish)|is only accepting|has blocked|accepts? (?:e-?)?mail (?:only )?from|is not accepting mail from|refuse[sd]?|blocked|rejects|has not (?:authori[sz]ed|allowed)|only accepts?)|rejected by (?:this )?(?:user|recipient)|customer block ?list|address is restricted|not (?:authori[sz]ed|allowed|permitted) to (?:post|send (?:mail )?to)|permission to (?:post|send)|members?[- ]only|non-?members?|blocked by the (?:recipient|user)|user rules|^(?:\d{3} )?(?:5\.\d\.\d{1,2} )?user reject|not accepting mail from this sender|moderated|challenge|recipient preferences?|keine (?:nachrichten|e-?mails) von extern|nur (?:nachrichten|e-?mails) von intern|n.accepte pas .{0,30}(?:externe|exp[eé]diteur)|no acepta .{0,30}extern|e-?mail preferences of the person/,
    category: 'recipient_refuses_you',
  },
];
