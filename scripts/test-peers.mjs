// npm run test:peers: real Dovecot and real Postfix from Debian packages, on loopback, as private instances. Installs them itself.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { childEnvironment, ensureInstalled, fail, pinnedNode, root, say } from './bootstrap.mjs';

const PROGRAMS = { '/usr/sbin/dovecot': ['dovecot-imapd', 'dovecot-pop3d'], '/usr/sbin/postfix': ['postfix'] };
const POLICY = '/usr/sbin/policy-rc.d';

ensureInstalled();
installPeers();
runTests();

function installPeers() {
  const missing = Object.entries(PROGRAMS).flatMap(([program, packages]) => (existsSync(program) ? [] : packages));
  if (missing.length === 0) return;
  const hint = `The peer tests need Debian packages: apt-get install ${missing.join(' ')}`;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    fail(hint, 'Run them as root on Debian, or install the packages by hand.');
  say(`• Installing ${missing.join(', ')} (apt-get); no service is started …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
  spawnSync('debconf-set-selections', { input: 'postfix postfix/main_mailer_type select No configuration\n', env });
  const isOurs = forbidServiceStarts();
  const isDone = apt('update', '-qq') && apt('install', '-y', '-qq', '--no-install-recommends', ...missing);
  if (isOurs) rmSync(POLICY, { force: true });
  if (!isDone) fail('apt-get could not install the peers; its own words stand above.', hint);
}

/** Debian asks policy-rc.d before a package starts its service: 101 says no. */
function forbidServiceStarts() {
  if (existsSync(POLICY)) return false;
  mkdirSync(path.dirname(POLICY), { recursive: true });
  writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  return true;
}

function runTests() {
  const reports = mkdtempSync(path.join(tmpdir(), 'doorstep-peers-'));
  const report = path.join(reports, 'peers.json');
  const vitest = path.join(root, 'node_modules', '.bin', 'vitest');
  const args = [
    vitest,
    'run',
    '--project',
    'peers',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  const { status } = spawnSync(pinnedNode(), args, { cwd: root, env: childEnvironment(), stdio: 'inherit' });
  const counts = existsSync(report)
    ? JSON.parse(readFileSync(report, 'utf8'))
    : { numPassedTests: 0, numFailedTests: 1 };
  rmSync(reports, { recursive: true, force: true });
  const failed = counts.numFailedTests + (status !== 0 && counts.numFailedTests === 0 ? 1 : 0);
  say(`${counts.numPassedTests} passed, ${failed} failed`);
  process.exit(status === 0 && counts.numPassedTests > 0 ? 0 : 1);
}
