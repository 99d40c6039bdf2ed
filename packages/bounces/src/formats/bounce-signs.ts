// Does a mail come from a mail system that could not deliver, or from a person? Asked before its text is believed.
import { decodeWords } from '../mime/decode.js';
import type { Headers } from '../mime/headers.js';

const daemon =
  /mailer-?daemon|post-?master|mail(?:er)?[ -]?(?:delivery|daemon|system|router|administrator|server)|delivery (?:subsystem|system|status|agent|notification)|mdaemon|smtpd?-?(?:gateway|daemon)|bounce-?(?:daemon|manager)?@|microsoft ?exchange|system administrator|systemadministrator|administrator@|internet mail|maildelivery|symantec|mimecast|barracuda|email security|mail admin|returned mail|mmdf|<>|^$/i;
const bouncedSubject =
  /undeliver|deliver(?:y|ing) (?:status|report|fail|has fail|error|problem|notif|incomplete|delay|has been delayed|not)|(?:mail|message|e-?mail|messages?)(?: you sent)?(?: was| is)? (?:delivery )?(?:fail|return|bounc|error|could|cannot|not delivered|undeliver|block|reject|delay|status|deferred|warning)|returned (?:mail|message|to sender)|return(?:ing|ed)? (?:mail|message|email)|failure (?:notice|notification|delivery|report)|failed (?:mail|delivery|message|recipient)|(?:non-?|nicht )(?:delivery|deliverable|zustell)|unzustellbar|nondeliver|mail system error|user unknown|warning: (?:could not|message)|could(?:n.t| not) (?:be )?(?:deliver|send|reach)|permanent (?:delivery )?(?:failure|error)|delivered? not|rejected|bounce|can.t (?:be )?deliver|unknown (?:user|recipient|address)|no se (?:ha podido|pudo) entregar|notifica(?:tion|zione|ción) .{0,30}(?:mancato|rifiuto|non|[eé]chec)|[eé]chec|mancato recapito|error (?:de|sending)|mail (?:could|delivery)|message from|blocked|配信|送信できま|エラー|mailbox (?:full|unavailable)|over quota|email returned|problem delivering|unbekannt|non remis|non (?:è stat[oa] )?(?:consegnat|recapitat)|recapito (?:fallito|non)|no (?:entregad|se puede entregar)|n[aã]o entreg|falha n[ao] entrega|onbestelbaar|niet (?:bezorgd|afgeleverd)|(?:o|ej |inte )levererat|ikke (?:levert|leveret)|niedostarczon|nie (?:można|udało się) dostarczy|недоставлен|не доставлен|nedoru[cč]|kézbesít|teslim edilemedi|退信|无法(?:传递|投递)|無法傳遞|送達|배달|반송/i;

/** daemon: a mail system by its own name · mail system: by other signs · likely: by the subject alone. */
export type Origin = 'daemon' | 'mail system' | 'likely' | 'person';

export function originOf(headers: Headers): Origin {
  const from = decodeWords(headers.get('from'));
  const subject = decodeWords(headers.get('subject'));
  const isNull = /^<?\s*>?$/.test(headers.get('return-path')) && headers.has('return-path');
  if (/^(?:re|fwd?|aw|wg|sv|tr) ?:/i.test(subject.trim()) && !daemon.test(from)) return 'person';
  if (from.trim() !== '' && daemon.test(from)) return 'daemon';
  if (daemon.test(from) || headers.has('x-failed-recipients') || isNull) return 'mail system';
  return bouncedSubject.test(subject) && !headers.has('list-unsubscribe') ? 'likely' : 'person';
}

export function isBouncedSubject(headers: Headers): boolean {
  return bouncedSubject.test(decodeWords(headers.get('subject')));
}

const ofMail =
  /\be-?mail|\bmail\b|message|mailbox|recipient|\bsmtp\b|(?<![\w.])[45]\.\d\.\d{1,3}\b|(?<![\w.])[45]\d\d[ -]|nachricht|courriel|mensaje|messaggio|mensagem|bericht|meddeland|wiadomo|сообщ|письм|メール|邮件|郵件|메일/i;

const arrived =
  /success(?:ful|fully)?\b.{0,60}(?:deliver|relay|sent)|(?:deliver|relay)\S{0,5} success|\b(?:was|were|been) (?:delivered|relayed) to\b|: delivery via /i;
const wentWrong =
  /\bnot\b.{0,30}deliver|undeliver|fail|could ?n.t|could not|cannot|unable|reject|refus|delay|unsuccess|(?<![\w.])[45]\d\d[ -]|(?<![\w.])[45]\.\d\.\d/i;

/** A letter that a message arrived, and nothing else: its sentences are those of a bounce. */
export function saysArrived(subject: string, human: string): boolean {
  const words = `${subject}\n${human.slice(0, 4000)}`;
  return arrived.test(words) && !wentWrong.test(words);
}

/** Parcels, too, cannot be delivered. */
export function speaksOfMail(text: string): boolean {
  return ofMail.test(text.slice(0, 4000));
}

const waiting =
  /warning message only|do(?:es)? not need to re-?send|(?:has been|was|is|being) delayed|will (?:be )?(?:re-?tr(?:y|ied)|keep trying|continue (?:to )?(?:try|attempt))|will (?:be )?re-?(?:attempt|send)|not (?:yet )?been delivered (?:yet )?after|still (?:being )?(?:re)?tr(?:y|ied)|delivery (?:incomplete|delayed)|temporary problem delivering|delivery attempts will continue|message is delayed|could not send message for past|no action is required/i;
const givenUp =
  /giving up|gave up|given up|permanent|has been (?:removed|returned|deleted)|final(?:ly)? fail|not going to try again|no longer be retried|could not be delivered for/i;

/** Said by nobody who has given up. */
const stillTrying =
  /warning (?:message )?only|will be retried until|still being retried|no action is required on your part/i;

/** A warning that the message waits and is tried again. */
export function isWaiting(subject: string, text: string): boolean {
  const words = `${subject}\n${text.slice(0, 3000)}`;
  if (!waiting.test(words)) return false;
  return stillTrying.test(words) || !givenUp.test(words);
}

const failure =
  /(?<![\w.])[45]\d\d(?: |-|\s*$)|(?<![\w.])[45]\.\d\.\d{1,3}\b|deferred|timed out|unsent|deliver|fail|reject|refus|unknown|could ?n.t|could not|cannot|unable|bounced|returned|no such|invalid|not found|error|zustell|unzustellbar|livr|entreg|consegn|recapit|remise|remis |bezorg|lever(?:a|era|et|t)|dostarcz|доставить|доставлен|失败|失敗|无法|失敗|できません|エラー/i;

/** Whether a text says at all that something did not work. */
export function saysFailed(text: string): boolean {
  return failure.test(text.slice(0, 4400));
}
