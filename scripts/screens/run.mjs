// Takes all pictures in front of recorded answers, three at a time, and stores them or holds them against the stored ones.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { tidied } from '../bench/interrupted.mjs';
import { fail, root, say } from '../bootstrap.mjs';
import { buildAll } from '../build.mjs';
import { ensureChromium } from '../chromium.mjs';
import { freePort } from '../postgres.mjs';
import { pause } from '../wait.mjs';
import { launch, photograph } from './camera.mjs';
import { openDarkroom } from './darkroom.mjs';
import { documentOf, fileOf, wordsOf } from './document.mjs';
import { player, startFront } from './front.mjs';
import { screensOf } from './pages.mjs';
import { record } from './record.mjs';
import { readRecording } from './recording.mjs';
import { startWeb } from './web.mjs';

const FOLDER = path.join(root, 'docs', 'screens');
/** Ignored by git: what differed, as it is now and with the difference marked. */
const DIFFERENT = path.join(root, 'test-results', 'screens');
/** A picture that differs is taken again: a machine under load may show a page a moment late. */
const TRIES = 3;
const AGAIN_MS = 300;
/** Stored ones that differ by less than what their format loses are left as they are. */
const KEPT_LEVELS = 2;

const { values } = parseArgs({
  options: {
    compare: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
    only: { type: 'string' },
    build: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const program = ensureChromium();
if (!program.path) fail('There is no Chromium.', program.reason);
if (values.build) {
  say('• Building …');
  buildAll();
}
if (values.record) await record(program.path);

const beganAt = performance.now();
const recording = readRecording();
const screens = screensOf(recording.places);
const wanted = screens.filter(({ name }) => !values.only || name.includes(values.only));
if (wanted.length === 0) fail(`No screen has "${values.only}" in its name.`);
const bad = [];
let passed = 0;
await takeAll(values.compare ? hold : store);
if (!values.compare && !values.only) writeDocument();
say(`\n${((performance.now() - beganAt) / 1000).toFixed(0)} s`);
say(`${passed} passed, ${bad.length} failed`);
process.exit(bad.length === 0 ? 0 : 1);

/** @param develop told { screen, view, take, darkroom } for each picture; true when it is well */
async function takeAll(develop) {
  const [port, webPort] = [await freePort(), await freePort()];
  const { missing, answer } = player(recording);
  const front = await startFront({ port, webUrl: `http://127.0.0.1:${webPort}`, answer });
  const web = await startWeb({
    port: webPort,
    apiUrl: `http://127.0.0.1:${port}`,
    now: recording.now,
    print: () => {},
  });
  const browser = await launch({ program: program.path, port });
  const end = tidied(async () => {
    await browser.close();
    await web.stop();
    await front.stop();
  });
  try {
    const openTools = async () => openDarkroom(await browser.newPage());
    const onScreen = (screen, show, darkroom) => one(screen, show, (shot) => develop({ screen, ...shot, darkroom }));
    await photograph(browser, recording, wanted, onScreen, openTools);
  } finally {
    await end();
  }
  for (const question of missing) failed(`nobody recorded the answer to: ${question}`, 'npm run screens -- --record');
}

/** A screen that cannot be shown fails; the others go on. */
async function one(screen, show, develop) {
  try {
    const faults = await show(async (shot) => {
      if (await develop(shot)) passed++;
    });
    for (const fault of faults) failed(`${screen.name}: ${fault}`);
  } catch (error) {
    failed(`${screen.name}: ${error.message.split('\n')[0]}`);
  }
}

function failed(words, todo) {
  bad.push(words);
  say(`✖ ${words}${todo ? `\n  ${todo}` : ''}`);
}

async function hold({ screen, view, take, darkroom }) {
  const file = path.join(FOLDER, fileOf(screen, view));
  const stored = read(file);
  if (stored === null) {
    failed(`${screen.name}, ${wordsOf(view)}: there is no stored picture`, 'npm run screens');
    return false;
  }
  let picture;
  let result;
  for (let time = 0; time < TRIES && !result?.isSame; time++) {
    if (time > 0) await pause(AGAIN_MS);
    picture = await take();
    // Both have lost the same by their format then.
    result = await darkroom.compare(stored, await darkroom.webp(picture));
  }
  if (result.isSame) return true;
  mkdirSync(DIFFERENT, { recursive: true });
  const kept = path.join(DIFFERENT, path.basename(file, '.webp'));
  writeFileSync(`${kept}.png`, picture);
  writeFileSync(`${kept}-difference.png`, await darkroom.marked(picture, result.bad));
  failed(`${screen.name}, ${wordsOf(view)}: ${differenceOf(result)}`, path.relative(root, `${kept}-difference.png`));
  return false;
}

function differenceOf({ isOtherSize, share, tiles, tileLevels, squintLevels, runPx }) {
  if (isOtherSize) return 'it has another size';
  const words = `${(share * 100).toFixed(2)} % of it differs (${tiles} tiles, by ${tileLevels.toFixed(0)} levels at most`;
  return `${words}; blurred by ${squintLevels.toFixed(1)}; the longest line ${runPx} px)`;
}

async function store({ screen, view, take, darkroom }) {
  mkdirSync(FOLDER, { recursive: true });
  const file = path.join(FOLDER, fileOf(screen, view));
  const picture = await take();
  const stored = read(file);
  const result = stored && (await darkroom.compare(stored, picture));
  if (!result?.isSame || result.tileLevels > KEPT_LEVELS) writeFileSync(file, await darkroom.webp(picture));
  return true;
}

function read(file) {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

/** And removes the pictures of screens that are no more. */
function writeDocument() {
  const files = new Set(screens.flatMap((screen) => screen.views.map(([view]) => fileOf(screen, view))));
  for (const name of readdirSync(FOLDER)) if (!files.has(name)) rmSync(path.join(FOLDER, name));
  writeFileSync(path.join(root, 'docs', 'screens.md'), documentOf(screens, recording.now));
}
