// Why has it not left: the one gate that holds a delivery now, and those that come after it.
import { describeDelivery } from '../describe.js';
import { readable } from '../facts.js';
import { waitingEnglish } from '../words/english/waiting.js';
import { english } from '../words/english.js';
import type { GateParams, GateTexts } from './gate-words.js';
import { type GateName, gates, spokenLane } from './gates.js';
import type { WaitingFacts } from './waiting-facts.js';

export interface WaitingReason {
  readonly gate: GateName;
  readonly words: string;
  /** When the gate opens by itself, where that is known. */
  readonly until: Date | null;
  readonly whatToDo: string;
  /** What would hold it next: only gates that have nothing to do with the first one's end. */
  readonly afterwards: readonly { readonly gate: GateName; readonly words: string }[];
}

/** Gates that say all there is to say. */
const whole = new Set<GateName>(['settled', 'in_doubt', 'held', 'lease_ran_out', 'in_hand', 'campaign_over']);
/** Not worth a second mention: they hold only for a moment, or only when nothing else does. */
const passing = new Set<GateName>(['next_in_line', 'other_worker', 'connections_busy', 'not_routed']);

/** Decides which gate holds a delivery, in the order in which a delivery meets them. Never without an answer. */
export function explainWaiting(facts: WaitingFacts, texts: GateTexts = waitingEnglish): WaitingReason {
  const shut = gates.filter((gate) => gate.isShut(facts));
  const [first, ...rest] = shut;
  if (first === undefined) throw new Error('The last gate is always shut.');
  const params = paramsOf(facts);
  const further = whole.has(first.name) ? [] : rest.filter(({ name }) => !passing.has(name));
  return {
    gate: first.name,
    words: texts[first.name].words(params),
    until: first.until(facts),
    whatToDo: texts[first.name].whatToDo(params),
    afterwards: further.map(({ name }) => ({ gate: name, words: texts[name].words(params) })),
  };
}

function paramsOf(facts: WaitingFacts): GateParams {
  const { lastReply, site, delivery } = facts;
  const said = lastReply === null ? '' : readable(lastReply.text);
  return {
    facts,
    lane: spokenLane(facts),
    site: site === null ? delivery.domainName : readable(site.name),
    state: describeDelivery(delivery),
    reply: said === '' ? null : lastReply?.host == null ? `of “${said}”` : `${lastReply.host} said “${said}”`,
    moment: english.general.moment,
    quoted: readable,
  };
}
