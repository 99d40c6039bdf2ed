// A private Postfix on loopback: its own configuration, queue and spool; never the system's instance.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { postfixServices } from '../../scripts/postfix-services.mjs';
import { freePort } from '../../scripts/postgres.mjs';
import { until } from '../../scripts/wait.mjs';
import { makeCertificate } from './dovecot.js';
import { isOpen } from './ports.js';

/** For `postfix start` and `stop`. */
const COMMAND_MS = 30_000;

export interface Postfix {
  readonly port: number;
  /** Messages in the maildir of a virtual recipient, as stored. */
  messagesOf(user: string): string[];
  /** Tries again at once what it put off. */
  flush(): void;
  /** What it wrote in its log so far. */
  log(): string;
  /** Mail that Postfix sends out (its DSNs) goes to this port of loopback. */
  stop(): Promise<void>;
}

/**
 * Starts Postfix as the MX host of `peer.example`: `anna` and `quota` exist, everybody else is unknown.
 *
 * @param relayPort where everything for other domains (its DSNs) is handed to, on 127.0.0.1
 * @param settings more lines of its main.cf; later ones win
 * @param services more lines of its master.cf
 */
export async function startPostfix(relayPort: number, settings = '', services = ''): Promise<Postfix> {
  const home = mkdtempSync(path.join(tmpdir(), 'doorstep-postfix-'));
  chmodSync(home, 0o755);
  const port = await freePort();
  const folder = (name: string) => path.join(home, name);
  for (const name of ['etc', 'spool', 'data', 'ssl', 'mail']) mkdirSync(folder(name));
  makeCertificate(folder('ssl'));
  execFileSync('chown', ['postfix', folder('data')]);
  execFileSync('chown', ['nobody', folder('mail')]);
  writeFileSync(path.join(folder('etc'), 'main.cf'), mergedSettings(mainText(home, relayPort), settings));
  writeFileSync(path.join(folder('etc'), 'master.cf'), `${postfixServices(port)}${services}`);
  writeFileSync(path.join(folder('etc'), 'mailboxes'), 'anna@peer.example anna/\nquota@peer.example quota/\n');
  writeFileSync(path.join(folder('etc'), 'aliases'), 'forward@peer.example gone@elsewhere.example\n');
  const postfix = (command: string) =>
    spawnSync('/usr/sbin/postfix', ['-c', folder('etc'), command], { encoding: 'utf8', timeout: COMMAND_MS });
  const started = postfix('start');
  if (started.status !== 0) throw new Error(`Postfix did not start: ${started.stderr}`);
  try {
    await until('Postfix listens', 20_000, () => isOpen(port));
  } catch (error) {
    killMaster(folder('spool'));
    throw error;
  }
  return {
    port,
    messagesOf(user) {
      const inbox = path.join(folder('mail'), user, 'new');
      try {
        return readdirSync(inbox).map((name) => readFileSync(path.join(inbox, name), 'utf8'));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []; // nothing has come yet
        throw error;
      }
    },
    flush() {
      postfix('flush');
    },
    log() {
      const file = path.join(folder('data'), 'mail.log');
      return existsSync(file) ? readFileSync(file, 'utf8') : '';
    },
    async stop() {
      if (postfix('stop').status !== 0) killMaster(folder('spool'));
      await until('Postfix has stopped', 20_000, async () => !(await isOpen(port)));
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** One that does not hear must not outlive its test. */
function killMaster(spool: string): void {
  const pid = Number(readFileSync(path.join(spool, 'pid', 'master.pid'), 'utf8').trim());
  if (pid > 1) process.kill(pid, 'SIGKILL');
}

/**
 * Every name stands once: Postfix warns of each second one in each of its processes, and so many lines at once, before its
 * log daemon runs, can hold up its master for good.
 */
function mergedSettings(text: string, more: string): string {
  const entries = `${text}\n${more}`.split('\n').filter((line) => line.includes('='));
  const byName = new Map(entries.map((line) => [line.slice(0, line.indexOf('=')).trim(), line]));
  return `${[...byName.values()].join('\n')}\n`;
}

function mainText(home: string, relayPort: number): string {
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
myhostname = mx.peer.example
mydestination =
mynetworks =
smtpd_relay_restrictions = reject_unauth_destination
smtpd_recipient_restrictions =
virtual_mailbox_domains = peer.example
virtual_mailbox_base = ${home}/mail
virtual_mailbox_maps = texthash:${home}/etc/mailboxes
virtual_alias_maps = texthash:${home}/etc/aliases
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
virtual_minimum_uid = 1
message_size_limit = 200000
virtual_mailbox_limit = 0
relayhost = [127.0.0.1]:${relayPort}
smtp_tls_security_level = none
smtpd_tls_security_level = may
smtpd_tls_cert_file = ${home}/ssl/cert.pem
smtpd_tls_key_file = ${home}/ssl/key.pem
disable_dns_lookups = yes
smtp_host_lookup = native
alias_maps =
alias_database =
`;
}
