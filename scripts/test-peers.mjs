// npm run test:peers: real Dovecot, Postfix, dkimpy and SpamAssassin from Debian packages, on loopback, as private instances. Installs them itself.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { childEnvironment, ensureInstalled, pinnedNode, root, say } from './bootstrap.mjs';
import { installPeers } from './debian-peers.mjs';

const PROGRAMS = {
  '/usr/sbin/dovecot': ['dovecot-imapd', 'dovecot-pop3d'],
  '/usr/sbin/postfix': ['postfix'],
  '/usr/lib/python3/dist-packages/dkim/__init__.py': ['python3-dkim', 'python3-dnspython'],
  '/usr/lib/python3/dist-packages/nacl/__init__.py': ['python3-nacl'],
  '/usr/bin/spamassassin': ['spamassassin'],
};

ensureInstalled();
installPeers(PROGRAMS, 'The test of peers');
runTests();

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
