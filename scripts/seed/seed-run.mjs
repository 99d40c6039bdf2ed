// The large seed itself, under the pinned Node: reads its options, takes the target, fills it, checks it.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fail, root, say } from '../bootstrap.mjs';
import { buildAll } from '../build.mjs';
import { fill } from './fill.mjs';
import { openAddress, openFolder } from './target.mjs';

/** The one `npm run bench:dashboard` measures on. */
const DEFAULT_FOLDER = '.data/large';
const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '100000' },
    campaigns: { type: 'string', default: '40' },
    attempts: { type: 'string', default: '4000000' },
    seed: { type: 'string', default: '1' },
    url: { type: 'string' },
    'data-dir': { type: 'string' },
    build: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const options = Object.fromEntries(
  ['people', 'campaigns', 'attempts', 'seed'].map((name) => [name, wholeNumber(name)]),
);
if (values.url && values['data-dir']) fail('--url and --data-dir name two targets.', 'Give one of them.');

if (values.build) {
  say('• Building …');
  buildAll({ only: '@doorstep/worker' });
}
const dataDir = path.resolve(root, values['data-dir'] ?? DEFAULT_FOLDER);
const target = values.url
  ? openAddress(values.url, process.env, (file) => readFileSync(file, 'utf8'))
  : await openFolder(dataDir);
try {
  const result = await fill(target, { ...options, say });
  if (!values.url) say(`\nTo look at it: DOORSTEP_DATA_DIR=${path.relative(root, dataDir)} npm start`);
  say(JSON.stringify(result));
} catch (error) {
  await target.stop();
  fail(error.message, error.todo ?? error.stack);
}
await target.stop();

function wholeNumber(name) {
  const value = Number(values[name]);
  if (!Number.isInteger(value) || value < 1)
    fail(`--${name} must be a whole number of 1 or more, not "${values[name]}".`, 'Leave it out for the default.');
  return value;
}
