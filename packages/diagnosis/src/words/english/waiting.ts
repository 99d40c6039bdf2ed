// English: what each gate says, and what to do about it.
import type { GateParams, GateTexts } from '../../waiting/gate-words.js';

/** How a live check names itself where a worker would. */
const LIVE_CHECK = 'live-check ';

const number = new Intl.NumberFormat('en');
const many = (value: number, one: string, more: string) => `${number.format(value)} ${value === 1 ? one : more}`;
const untilWords = ({ moment }: GateParams, at: Date | null, open = ' until somebody resumes it') =>
  at === null ? open : ` until ${moment(at)}`;
const byWhom = ({ quoted }: GateParams, actor: string | null) => (actor === null ? '' : ` by ${quoted(actor)}`);
const because = ({ quoted }: GateParams, reason: string | null) => (reason ? `: ${quoted(reason)}` : '');
const fromSource = ({ lane, facts }: GateParams) =>
  lane?.source != null && (facts.site?.lanes.length ?? 0) > 0 ? ` from ${lane.source}` : '';
const nothing = () => 'Nothing: it goes on by itself.';

export const waitingEnglish: GateTexts = {
  settled: {
    words: ({ state }) => `It does not wait any more. ${state}`,
    whatToDo: () => 'Nothing: this is its end.',
  },
  in_doubt: {
    words: () => 'In doubt: the connection broke after the whole message was handed over, before the answer came.',
    whatToDo: () => 'Decide on the page of the campaign whether it is sent again; the person may then get it twice.',
  },
  held: {
    words: ({ state }) => `It waits for a decision. ${state}`,
    whatToDo: () => 'Decide on the page of the campaign.',
  },
  lease_ran_out: {
    words: ({ facts, quoted }) =>
      `The worker that had it${facts.attempt === null ? '' : ` (${quoted(facts.attempt.worker)})`} was not heard of in time.`,
    whatToDo: () => 'Nothing: within seconds it is taken back and tried again, or shown as in doubt.',
  },
  in_hand: {
    words: ({ facts: { attempt }, quoted, moment }) =>
      attempt === null
        ? 'A worker has it in hand right now.'
        : `Worker ${quoted(attempt.worker)} has had it in hand since ${moment(attempt.begunAt)}${attempt.isPastDot ? '; the whole message is out and their answer is awaited' : '; the message is not handed over yet'}.`,
    whatToDo: () => 'Nothing: the answer may take up to ten minutes.',
  },
  campaign_not_started: {
    words: ({ facts: { campaign }, quoted, moment }) =>
      `The campaign “${quoted(campaign.name)}” has not started${campaign.scheduledAt === null ? '' : `: it is scheduled for ${moment(campaign.scheduledAt)}`}.`,
    whatToDo: ({ facts: { campaign } }) =>
      campaign.state === 'draft' ? 'Send or schedule the campaign.' : 'Nothing: it starts by itself.',
  },
  campaign_paused: {
    words: (params) => {
      const { campaign } = params.facts;
      const who = campaign.pauseReason === null ? byWhom(params, campaign.pausedBy) : ' by Doorstep';
      return `The campaign “${params.quoted(campaign.name)}” is paused${who}${because(params, campaign.pauseReason)}.`.replace(
        /\.\.$/,
        '.',
      );
    },
    whatToDo: () => 'Resume the campaign on its page.',
  },
  campaign_over: {
    words: ({ facts: { campaign }, quoted }) => `The campaign “${quoted(campaign.name)}” is ${campaign.state}.`,
    whatToDo: () => 'Nothing: no more of it goes out.',
  },
  everything_paused: {
    words: (params) => {
      const { control } = params.facts;
      return `All sending is paused${byWhom(params, control.actor)}${untilWords(params, control.pausedUntil)}${because(params, control.reason)}.`.replace(
        /\.\.$/,
        '.',
      );
    },
    whatToDo: () => 'Resume sending on the queue page, or with “doorstep sending resume”.',
  },
  no_worker: {
    words: ({ facts: { workers }, moment }) =>
      `No worker is alive${workers.lastSeenAt === null ? '' : `: the last one was seen ${moment(workers.lastSeenAt)}`}.`,
    whatToDo: () => 'Start a worker; “doorstep doctor” tells what it lacks.',
  },
  worker_trouble: {
    words: ({ facts: { workers }, quoted }) =>
      `No worker can take mail at the moment: ${quoted(workers.trouble ?? '')}`,
    whatToDo: () => 'Mend that first; nothing is lost, and it goes on by itself afterwards.',
  },
  suppressed: {
    words: (params) =>
      `The address is suppressed${byWhom(params, params.facts.suppression?.actor ?? null)} (${params.quoted(params.facts.suppression?.cause ?? '').replaceAll('_', ' ')}): it is left out when its turn comes.`,
    whatToDo: () => 'Lift the suppression on the page of the address, if that is right.',
  },
  awaits_winner: {
    words: ({ facts: { campaign }, quoted }) =>
      `Variants of ${quoted(campaign.name)} are tried on others first. It goes out once one of them is chosen.`,
    whatToDo: () => 'Choose a variant on the page of the campaign, or let the test come to its end.',
  },
  not_due: {
    words: ({ facts: { delivery }, reply, moment }) => {
      const at = delivery.nextAttemptAt === null ? '' : ` ${moment(delivery.nextAttemptAt)}`;
      if (delivery.attempts === 0) return `Its first try is due${at}.`;
      const tried = many(delivery.attempts, 'try', 'tries');
      const giveUp = delivery.expiresAt === null ? '' : ` It is given up ${moment(delivery.expiresAt)}.`;
      return `After ${tried}, the next one is due${at}${reply === null ? '' : `, because ${reply}`}.${giveUp}`;
    },
    whatToDo: nothing,
  },
  dns_trouble: {
    words: ({ facts: { dns, delivery }, quoted, moment }) =>
      `The name servers of ${quoted(delivery.domainName)} give no usable answer (${quoted(dns.trouble ?? '')})${dns.retryAt === null ? '' : `; they are asked again ${moment(dns.retryAt)}`}.`,
    whatToDo: () => 'If this shows for many domains, look at our own name servers (“doorstep doctor”).',
  },
  not_routed: {
    words: ({ facts: { delivery }, quoted }) =>
      `The mail servers of ${quoted(delivery.domainName)} are being looked up.`,
    whatToDo: nothing,
  },
  no_source: {
    words: () => 'None of our source addresses it may leave from is active.',
    whatToDo: () => 'Activate a source address of the pool under Settings, Source addresses.',
  },
  site_paused: {
    words: (params) => {
      const { lane, site } = params;
      if (lane === null) return `${site} is paused.`;
      const who =
        lane.pauseCause === 'user'
          ? ' by a person'
          : lane.pauseCause === 'breaker'
            ? ' because it could not be reached'
            : ` by rule ${params.quoted(lane.pauseCause ?? '')}`;
      return `Mail to ${site}${fromSource(params)} is paused${who}${untilWords(params, lane.pausedUntil)}${because(params, lane.pauseReason)}`.replace(
        /[.]?$/,
        '.',
      );
    },
    whatToDo: ({ lane }) =>
      lane?.pauseCause === 'user'
        ? 'Resume the destination on the queue page when it may go on.'
        : 'Nothing: one message tries it afterwards. Resume it on the queue page only when the cause is mended.',
  },
  probe: {
    words: ({ site }) => `One message tries whether ${site} takes mail again; the others wait for its answer.`,
    whatToDo: nothing,
  },
  warm_up: {
    words: (params) => {
      const warmUp = params.lane?.warmUp;
      const day = warmUp
        ? ` (warm-up day ${warmUp.day}: ${number.format(warmUp.used)} of ${number.format(warmUp.cap)})`
        : '';
      return `Our address${fromSource(params)} has sent ${params.site} all it may today${day}.`;
    },
    whatToDo: () =>
      'Nothing: the next part goes out tomorrow. Another active address in the pool would take more today.',
  },
  rate_limit: {
    words: (params) =>
      `${params.site} gets ${many(params.lane?.ratePerMinute ?? 0, 'message', 'messages')} a minute${fromSource(params)}${because(params, params.lane?.rateReason ?? null)}; ${aheadWords(params)}.`,
    whatToDo: nothing,
  },
  everything_slowed: {
    words: (params) =>
      `Sending as a whole is slowed to ${many(params.facts.control.ratePerMinute ?? 0, 'message', 'messages')} a minute${byWhom(params, params.facts.control.actor)}${because(params, params.facts.control.reason)}; ${aheadWords(params)}.`,
    whatToDo: () => 'Lift the limit on the queue page, or with “doorstep sending resume”.',
  },
  connections_busy: {
    words: (params) =>
      `All connections to ${params.site} are busy (${many(params.lane?.connectionLimit ?? 0, 'is', 'are')} allowed, ${many(params.lane?.inHand ?? 0, 'message is', 'messages are')} in hand); ${aheadWords(params)}.`,
    whatToDo: nothing,
  },
  other_worker: {
    words: ({ lane, site, quoted }) =>
      lane?.worker?.startsWith(LIVE_CHECK)
        ? `“Check now” looks at ${site} at this moment, over the connection it would take.`
        : `Worker ${quoted(lane?.worker ?? '')} sends to ${site} and takes it next.`,
    whatToDo: nothing,
  },
  next_in_line: {
    words: (params) => `It is due and nothing holds it; ${aheadWords(params)}.`,
    whatToDo: () => 'Nothing: a worker takes it within seconds.',
  },
};

function aheadWords({ facts: { site } }: GateParams): string {
  if (site === null || site.ahead === 0) return 'it is the next one';
  return `${site.isAheadCapped ? 'more than ' : ''}${many(site.ahead, 'message is', 'messages are')} ahead of it`;
}
