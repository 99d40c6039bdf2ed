// Real servers to compare and test with, from Debian packages: installed when missing, none of their services started.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fail, say } from './bootstrap.mjs';

const POLICY = '/usr/sbin/policy-rc.d';

/**
 * @param programs  packages by the program that tells whether they are there
 * @param what      who needs them, for the words of a failure
 */
export function installPeers(programs, what) {
  const missing = Object.entries(programs).flatMap(([program, packages]) => (existsSync(program) ? [] : packages));
  if (missing.length === 0) return;
  const hint = `${what} needs Debian packages: apt-get install ${missing.join(' ')}`;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    fail(hint, 'Run it as root on Debian, or install the packages by hand.');
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
