// Rules and replays in words: what a rule looks for, what it means, how a replay stands.
import type { Category, ReplayState, RuleDefinition, RuleReplayView, Scope } from '@doorstep/contracts';
import { counted } from '../parts/numbers';
import { categoryWords, scopeWords, stageWords, type Word } from '../parts/words';

/** “mailbox … closed” or “gone”, with code 550, from gmx. */
export function looksFor({ phrases, codes, enhancedCodes, provider, stages }: RuleDefinition): string {
  const words = phrases.map((phrase) => `“${phrase.replaceAll('*', '…')}”`).join(' or ');
  const given = [...codes.map(String), ...enhancedCodes];
  return [
    words,
    given.length > 0 ? `code ${given.join(' or ')}` : '',
    provider === null ? '' : `from ${provider}`,
    stages.length > 0 ? `while ${stages.map((stage) => stageWords[stage]).join(' or ')}` : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}

export function meansThat({ category, scope, isPermanent }: RuleDefinition): string {
  return `${categoryWords[category]} · ${scopeWords[scope]}${isPermanent ? ' · for good' : ''}`;
}

/** Whose side a category mostly is about: chosen with it, and changed where a person knows better. */
export const usualScope: Record<Category, Scope> = {
  address_unknown: 'address',
  mailbox_disabled: 'address',
  mailbox_full: 'address',
  address_moved: 'address',
  recipient_refuses_you: 'address',
  recipient_rate: 'address',
  domain_dead: 'domain',
  domain_refuses_mail: 'domain',
  domain_misconfig: 'domain',
  dns_temp: 'domain',
  unreachable: 'site',
  greylist: 'site',
  rate_limited: 'our_ip',
  reputation_block: 'our_ip',
  reputation_domain: 'our_domain',
  authentication: 'our_domain',
  ptr_helo: 'our_ip',
  tls_required: 'site',
  content_spam: 'message',
  message_format: 'message',
  message_too_big: 'message',
  system_temp: 'site',
  complaint: 'address',
  autoreply: 'unknown',
  expired: 'unknown',
  in_doubt: 'unknown',
  unclassified: 'unknown',
};

/** No reply can mean these: reports and crashes alone lead to them. */
const NEVER: ReadonlySet<Category> = new Set(['complaint', 'autoreply', 'in_doubt']);
export const categories = (Object.keys(categoryWords) as Category[]).filter((category) => !NEVER.has(category));

/** What follows for people, in a sentence that says whether anybody can lose the newsletter by it. */
export function consequence(category: Category, scope: Scope, isPermanent: boolean): string {
  if (scope !== 'address') return 'Nobody is suppressed for it: it is not about the reader’s own address.';
  if (category === 'recipient_refuses_you' || category === 'recipient_rate')
    return 'Nobody is suppressed for it: the mailbox exists, and there is no fault of it.';
  if (isPermanent && (category === 'address_unknown' || category === 'address_moved'))
    return 'Whoever’s server says this with a final no gets no more campaigns, by what “What bounces lead to” says.';
  return 'It counts as a failure of the mailbox. Several over a while stop the mail, by what “What bounces lead to” says.';
}

export const replayWords: Record<ReplayState, Word> = {
  waiting: { label: 'Waiting for a worker', tone: 'calm' },
  running: { label: 'Looking through the history', tone: 'working' },
  ready: { label: 'Ready: nothing is changed yet', tone: 'warn' },
  applying: { label: 'Being applied', tone: 'working' },
  applied: { label: 'Applied', tone: 'good' },
  undoing: { label: 'Being undone', tone: 'working' },
  undone: { label: 'Undone', tone: 'calm' },
  cancelled: { label: 'Cancelled', tone: 'calm' },
  failed: { label: 'Failed', tone: 'bad' },
};

export const isAtWork = ({ state }: Pick<RuleReplayView, 'state'>): boolean =>
  state === 'waiting' || state === 'running' || state === 'applying' || state === 'undoing';

/** "3 people: 2 suppressions would be added, 1 lifted". */
export function resultWords(
  replay: Pick<RuleReplayView, 'state' | 'people' | 'suppressionsAdded' | 'suppressionsLifted'>,
): string {
  const { people, suppressionsAdded: added, suppressionsLifted: lifted, state } = replay;
  if (people === 0) return 'No reply would mean anything else';
  const verb = state === 'applied' ? 'added' : 'would be added';
  const parts = [
    added > 0 ? `${counted(added, 'suppression', 'suppressions')} ${verb}` : '',
    lifted > 0
      ? `${added > 0 ? lifted : counted(lifted, 'suppression', 'suppressions')} ${state === 'applied' || added > 0 ? 'lifted' : 'would be lifted'}`
      : '',
  ].filter((part) => part !== '');
  return `${counted(people, 'person', 'people')}: ${parts.length === 0 ? 'nobody gains or loses a suppression' : parts.join(', ')}`;
}
