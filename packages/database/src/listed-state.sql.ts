// The state of a delivery as lists know it: what the index by campaign holds, since it stays the same while a message is claimed and handed over.

const OPEN_STATES: readonly string[] = ['planned', 'sending'];

/** As the generated column delivery.listed_state has it. */
export const listedState = (state: string): string => (OPEN_STATES.includes(state) ? 'open' : state);

/** Listed states of `states`, each once. */
export const listedStates = (states: readonly string[]): string[] => [...new Set(states.map(listedState))];

const among = (column: string, words: readonly string[]) =>
  `${column} IN (${words.map((word) => `'${word}'`).join(',')})`;

/** Condition: delivery `d` is in one of these states, as the index by campaign finds it. */
export function inState(...states: readonly string[]): string {
  const listed = listedStates(states);
  const found = among('d.listed_state', listed);
  const isExact = OPEN_STATES.every((state) => states.includes(state)) || !listed.includes('open');
  return isExact ? found : `${found} AND ${among('d.state', states)}`;
}
