// What the demo prints at its end, and whether it adds up and agrees with what the simulated hosts recorded.
import { say } from './bootstrap.mjs';

const WORDS = {
  accepted: 'accepted',
  deferred: 'trying again',
  refused: 'refused',
  returned: 'returned later',
  complained: 'called it spam',
  suppressed: 'held back',
  in_doubt: 'in doubt',
};

/** The numbers of the closing line: six states by name, all others together. */
export function countStates({ audience, states }) {
  const { accepted = 0, deferred = 0, refused = 0, returned = 0, suppressed = 0, in_doubt = 0, ...rest } = states;
  const other = Object.values(rest).reduce((sum, count) => sum + count, 0);
  return { audience, accepted, deferred, refused, returned, suppressed, in_doubt, other };
}

/** One line per group of people and state, with the reason most of them met. */
export function printTable(people, deliveries) {
  const groups = new Map(people.map(({ address, group }) => [address.toLowerCase(), group]));
  const lines = new Map();
  for (const { address, state, words } of deliveries) {
    const group = groups.get(address.toLowerCase()) ?? 'others';
    const key = `${group}\0${state}`;
    const line = lines.get(key) ?? { group, state, count: 0, words };
    line.count++;
    lines.set(key, line);
  }
  const rows = [...lines.values()].sort((a, b) => a.group.localeCompare(b.group) || b.count - a.count);
  const width = Math.max(...rows.map((row) => row.group.length), 5);
  say(`\n${'People'.padEnd(width)}  Number  ${'State'.padEnd(15)}  Why`);
  for (const { group, state, count, words } of rows)
    say(`${group.padEnd(width)}  ${String(count).padStart(6)}  ${(WORDS[state] ?? state).padEnd(15)}  ${words}`);
  say('');
}

/** @returns faults in words; empty when everything agrees */
export function whatDiffers({ result, tally, people, deliveries, summary }) {
  const faults = [];
  const { audience, ...counted } = result;
  const sum = Object.values(counted).reduce((total, count) => total + count, 0);
  if (sum !== audience) faults.push(`The states add up to ${sum}, the audience is ${audience}.`);
  if (audience !== people.length) faults.push(`${people.length} people were uploaded, the audience is ${audience}.`);
  if (deliveries.length !== audience)
    faults.push(`${deliveries.length} deliveries are listed, the audience is ${audience}.`);
  for (const { address, state } of deliveries) {
    const fault = disagreement(state, summary[address.toLowerCase()] ?? {});
    if (fault) faults.push(`${address} is ${state} here, but ${fault}.`);
  }
  if ((tally.states.planned ?? 0) + (tally.states.due ?? 0) + (tally.states.sending ?? 0) > 0)
    faults.push('Some deliveries have not been tried.');
  return faults;
}

/** What a host recorded must fit what we say; a host that was never reached recorded nothing. */
function disagreement(state, { accepted = 0, refused = 0, deferred = 0, returned = 0, complained = 0 }) {
  const copies = `its host accepted it ${accepted} times`;
  switch (state) {
    case 'accepted':
      return accepted !== 1 ? copies : returned > 0 ? 'its host returned it' : null;
    case 'returned':
      return accepted !== 1 ? copies : returned === 0 ? 'its host returned nothing' : null;
    case 'complained':
      return accepted !== 1 ? copies : complained === 0 ? 'nobody complained' : null;
    case 'in_doubt':
      return accepted > 1 ? copies : null;
    case 'suppressed':
    case 'excluded':
      return accepted + refused + deferred > 0 ? 'its host was spoken to' : null;
    default:
      return accepted > 0 ? copies : null;
  }
}
