// Postfix as a peer: a private instance on loopback, tuned to be fast, that sends everything on to the sink; with OpenDKIM or without.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { postfixServices } from '../postfix-services.mjs';
import { freePort } from '../postgres.mjs';
import { pause, until } from '../wait.mjs';
import { cpuOfTrees } from './cpu.mjs';
import { inject } from './injector.mjs';
import { tidied } from './interrupted.mjs';
import { SELECTOR, SENDING_DOMAIN } from './people.mjs';

export const PROGRAMS = { '/usr/sbin/postfix': ['postfix'], '/usr/sbin/opendkim': ['opendkim'] };
/** What was changed from Postfix's own settings, all of it to its advantage. */
export const TUNING =
  'default_process_limit 100, initial and limit of destination concurrency 50, in_flow_delay 0, no anvil limits, no TLS, no DNS, connections to the sink kept and reused';
const STALLED_MS = 120_000;

/** Feeds the messages to Postfix and waits until the sink has them all. @returns what it took */
export async function runPostfix({ messages, domains }, { sink, sample, isSigned }) {
  const home = mkdtempSync(path.join(tmpdir(), 'doorstep-bench-postfix-'));
  chmodSync(home, 0o755);
  let signer;
  let postfix;
  const end = tidied(async () => {
    await postfix?.stop();
    signer?.stop();
    rmSync(home, { recursive: true, force: true });
  });
  try {
    signer = isSigned ? await startOpendkim(home) : undefined;
    postfix = await startPostfix(home, sink.port, signer?.port);
    const costs = () => ({
      postfix: cpuOfTrees([postfix.pid]),
      ...(signer && { opendkim: cpuOfTrees([signer.pid]) }),
      sink: sink.cpu(),
    });
    const before = costs();
    const begunAt = Date.now();
    const injected = inject({ port: postfix.port, messages, domains, sample });
    await arrived(sink, messages);
    const { lastAt } = await sink.ask('all');
    await Promise.race([injected, pause(5000)]);
    await pause(300); // the last ones leave its queue
    const after = costs();
    const spent = Object.fromEntries(Object.keys(before).map((name) => [name, after[name] - before[name]]));
    return { spent, wallSeconds: (lastAt - begunAt) / 1000 };
  } finally {
    await end();
  }
}

async function arrived(sink, messages) {
  let last = 0;
  let movedAt = Date.now();
  for (let count = 0; count < messages; await pause(50)) {
    ({ messages: count } = await sink.ask('count'));
    if (count !== last) [last, movedAt] = [count, Date.now()];
    if (Date.now() - movedAt > STALLED_MS) return;
  }
}

async function startPostfix(home, sinkPort, milterPort) {
  const port = await freePort();
  const folder = (name) => path.join(home, name);
  for (const name of ['etc', 'spool', 'data']) mkdirSync(folder(name));
  execFileSync('chown', ['postfix', folder('data')]);
  writeFileSync(path.join(folder('etc'), 'main.cf'), mainText(home, sinkPort, milterPort));
  writeFileSync(path.join(folder('etc'), 'master.cf'), postfixServices(port));
  const command = (word) => spawnSync('/usr/sbin/postfix', ['-c', folder('etc'), word], { encoding: 'utf8' });
  const started = command('start');
  if (started.status !== 0) throw new Error(`Postfix did not start: ${started.stderr}`);
  await until('Postfix listens', 20_000, () => isOpen(port));
  return {
    port,
    pid: Number(readFileSync(path.join(folder('spool'), 'pid', 'master.pid'), 'latin1')),
    async stop() {
      command('stop');
      await until('Postfix has stopped', 20_000, async () => !(await isOpen(port)));
    },
  };
}

async function startOpendkim(home) {
  const port = await freePort();
  const folder = path.join(home, 'opendkim');
  mkdirSync(folder, { mode: 0o700 });
  const key = path.join(folder, `${SELECTOR}.private`);
  execFileSync('openssl', ['genrsa', '-out', key, '2048'], { stdio: 'ignore' });
  const id = (flag) => Number(execFileSync('id', [flag, 'opendkim'], { encoding: 'utf8' }));
  for (const owned of [folder, key]) chownSync(owned, id('-u'), id('-g'));
  chmodSync(key, 0o600);
  const settings = path.join(home, 'opendkim.conf');
  writeFileSync(settings, opendkimText(port, key));
  const child = spawn('/usr/sbin/opendkim', ['-f', '-x', settings], { stdio: ['ignore', 'inherit', 'inherit'] });
  await until('OpenDKIM listens', 20_000, () => isOpen(port));
  return { port, pid: child.pid, stop: () => child.kill() };
}

function isOpen(port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.on('error', () => resolve(false));
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}

function opendkimText(port, key) {
  return `
Socket inet:${port}@127.0.0.1
Mode s
Domain ${SENDING_DOMAIN}
Selector ${SELECTOR}
KeyFile ${key}
RequireSafeKeys no
Canonicalization relaxed/relaxed
SignatureAlgorithm rsa-sha256
OversignHeaders From
InternalHosts 127.0.0.1
UserID opendkim
Syslog no
`;
}

function mainText(home, sinkPort, milterPort) {
  return `
compatibility_level = 3.6
queue_directory = ${home}/spool
data_directory = ${home}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = ${home}/data/mail.log
maillog_file_prefixes = ${home}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.${SENDING_DOMAIN}
mydestination =
mynetworks = 127.0.0.1
alias_maps =
alias_database =
relayhost = [127.0.0.1]:${sinkPort}
smtp_tls_security_level = none
smtpd_tls_security_level = none
disable_dns_lookups = yes
smtp_host_lookup = native
default_process_limit = 100
initial_destination_concurrency = 50
default_destination_concurrency_limit = 50
in_flow_delay = 0
smtpd_client_connection_count_limit = 0
smtpd_client_connection_rate_limit = 0
${milterPort ? `smtpd_milters = inet:127.0.0.1:${milterPort}\nmilter_default_action = tempfail` : ''}
`;
}
