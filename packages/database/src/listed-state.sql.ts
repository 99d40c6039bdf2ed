// The state of a delivery as lists know it: what the index by campaign holds, since it stays the same while a message is claimed and handed over.

const OPEN_STATES: readonly string[] = ['planned', 'sending'];

/** As the generated column delivery.listed_state has it. */
export const listedState = (state: string): string => (OPEN_STATES.includes(state) ? 'open' : state);

/** Listed states of `states`, each once. */
export const listedStates = (states: readonly string[]): string[] => [...new Set(states.map(listedState))];
