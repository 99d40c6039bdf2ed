// The options of the delivery benchmark, read from its command line.
import { parseArgs } from 'node:util';

const NUMBERS = { messages: 20_000, domains: 500, sites: 0, workers: 2, latency: 0, lanes: 50 };

/**
 * @param {readonly string[]} args what stands behind the script's name
 * @throws Error in words for an unknown option or a number that is none
 */
export function readOptions(args) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...Object.fromEntries(Object.keys(NUMBERS).map((name) => [name, { type: 'string' }])),
      postfix: { type: 'boolean', default: true },
      profile: { type: 'boolean', default: false },
      memory: { type: 'boolean', default: false },
      scaling: { type: 'boolean', default: false },
    },
    allowNegative: true,
  });
  const options = { ...values };
  for (const [name, standard] of Object.entries(NUMBERS)) {
    options[name] = values[name] === undefined ? standard : Number(values[name]);
    const least = standard === 0 ? 0 : 1;
    if (!Number.isInteger(options[name]) || options[name] < least)
      throw new Error(`--${name} must be a whole number of ${least} or more.`);
  }
  options.domains = Math.min(options.domains, options.messages);
  options.sites ||= options.domains;
  return options;
}
