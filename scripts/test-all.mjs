// Everything npm test runs: lint, build, types, unit, database, bars of delivery, end-to-end, browser. Counts every test.
// End-to-end tests wait for leases and clocks most of their time, so they run beside unit, database and bars.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { childEnvironment, pinnedNode, root, say } from './bootstrap.mjs';
import { ensureChromium } from './chromium.mjs';

const bin = (name) => path.join(root, 'node_modules', '.bin', name);
const reports = mkdtempSync(path.join(tmpdir(), 'doorstep-reports-'));
let passed = 0;
let failed = 0;
const troubles = [];
/** What failed, and what passed only at the second try: repeated at the end, where a long log is read first. */
const failures = [];
const retried = [];

/**
 * Runs a step to its end.
 *
 * @param options.isBeside others run at the same time: what it says is kept, and said in one piece once it has ended
 */
async function run(title, command, args, { env = {}, isBeside = false } = {}) {
  if (!isBeside) say(`\n── ${title}`);
  const startedAt = Date.now();
  const child = spawn(command, args, {
    cwd: root,
    env: childEnvironment(env),
    stdio: isBeside ? ['ignore', 'pipe', 'pipe'] : 'inherit',
  });
  const said = [];
  child.stdout?.on('data', (data) => said.push(data));
  child.stderr?.on('data', (data) => said.push(data));
  const isOk = await new Promise((resolve) => {
    child.on('error', () => resolve(false));
    child.on('close', (status) => resolve(status === 0));
  });
  if (isBeside) say(`\n── ${title}\n${Buffer.concat(said)}`);
  say(`── ${title}: ${isOk ? 'ok' : 'FAILED'} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
  return isOk;
}

/** A step that is one test as a whole. */
async function check(title, command, args) {
  if (await run(title, command, args)) passed++;
  else {
    failed++;
    troubles.push(title);
  }
}

/** A Vitest project: its tests are counted one by one; a run that counts none has failed. */
async function suite(project, options) {
  const report = path.join(reports, `${project}.json`);
  const args = [
    bin('vitest'),
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  const isOk = await run(`${project} tests`, pinnedNode(), args, options);
  const counted = readReport(report);
  passed += counted.passed;
  failed += counted.failed;
  failures.push(...counted.failures);
  retried.push(...counted.retried);
  if (!isOk && counted.failed === 0) failed++; // it ended badly without naming a test
  if (!isOk || counted.passed === 0) troubles.push(`${project} tests`);
  if (isOk && counted.passed === 0) failed++;
}

function readReport(file) {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(file, 'utf8'));
    const tests = testResults.flatMap(({ name, message, assertionResults }) => {
      const place = path.relative(root, name);
      const ofFile = message ? [{ title: place, status: 'failed', messages: [message] }] : []; // it broke outside of its tests
      return [
        ...ofFile,
        ...assertionResults.map((test) => ({
          title: `${place}: ${test.fullName}`,
          status: test.status,
          messages: test.failureMessages ?? [],
        })),
      ];
    });
    return {
      passed: numPassedTests,
      failed: numFailedTests,
      failures: tests.filter(({ status }) => status === 'failed'),
      retried: tests.filter(({ status, messages }) => status === 'passed' && messages.length > 0),
    };
  } catch {
    return { passed: 0, failed: 0, failures: [], retried: [] }; // no report: the caller counts that as a failure
  }
}

function sayTests(heading, tests) {
  if (tests.length === 0) return;
  say(`\n── ${heading}`);
  for (const { title, messages } of tests) {
    say(`✖ ${title}`);
    for (const line of messages.join('\n').split('\n').slice(0, 14)) say(`    ${line.slice(0, 240)}`);
  }
}

const startedAt = Date.now();
const only = process.argv.slice(2);
const wants = (name) => only.length === 0 || only.includes(name);

if (wants('lint')) await check('lint', bin('biome'), ['ci', '--error-on-warnings', '--max-diagnostics=60', '.']);
if (wants('build'))
  await check('build', bin('turbo'), [
    'run',
    'build',
    '--ui=stream',
    '--output-logs=errors-only',
    '--no-update-notifier',
  ]);
if (wants('types')) await check('types', bin('tsc'), ['-p', 'tsconfig.check.json']);
const endToEnd = wants('e2e') ? suite('e2e', { isBeside: true }) : undefined;
for (const project of ['unit', 'db', 'bars']) if (wants(project)) await suite(project);
await endToEnd;
if (wants('browser')) {
  const chromium = ensureChromium({ isShellEnough: true });
  if (chromium.path) await suite('browser', { env: { DOORSTEP_CHROMIUM: chromium.path } });
  else {
    failed++;
    troubles.push('browser tests');
    say(`\n✖ ${chromium.reason}`);
  }
}

rmSync(reports, { recursive: true, force: true });
sayTests('passed only at the second try', retried);
sayTests('failed', failures);
say(
  `\n${((Date.now() - startedAt) / 1000).toFixed(0)} s${troubles.length > 0 ? `; failed: ${troubles.join(', ')}` : ''}`,
);
say(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
