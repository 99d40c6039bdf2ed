// A private Dovecot on loopback: one mailbox over IMAP and POP3, in the clear, with STARTTLS and with TLS from the start.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../scripts/postgres.mjs';
import { until } from '../../scripts/wait.mjs';
import { isOpen } from './ports.js';

export interface Dovecot {
  readonly username: string;
  readonly password: string;
  readonly ports: { imap: number; imaps: number; pop3: number; pop3s: number };
  /** Puts a message into the mailbox as an MDA would. */
  deliver(raw: string): void;
  /** Makes the mailbox anew with the same messages: UIDVALIDITY and all UIDs are others. */
  makeAnew(): void;
  /** Ends every session at once, as a restart of the server does. */
  dropSessions(): void;
  stop(): Promise<void>;
}

const identity = { username: 'bounce', password: 'secret' };

/** The user Dovecot reads mail as: Debian's own, made by its package. */
function mailUser(): { uid: number; gid: number } {
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

export async function startDovecot(): Promise<Dovecot> {
  const home = mkdtempSync(path.join(tmpdir(), 'doorstep-dovecot-'));
  chmodSync(home, 0o755);
  const owner = mailUser();
  const maildir = path.join(home, 'mail', identity.username, 'Maildir');
  for (const folder of ['run', 'state', 'log', 'ssl']) mkdirSync(path.join(home, folder));
  for (const folder of ['new', 'cur', 'tmp']) mkdirSync(path.join(maildir, folder), { recursive: true });
  for (const folder of ['', '..', '../..', 'new', 'cur', 'tmp'])
    chownSync(path.join(maildir, folder), owner.uid, owner.gid);
  makeCertificate(path.join(home, 'ssl'));
  writeFileSync(path.join(home, 'users'), `${identity.username}:{PLAIN}${identity.password}\n`, { mode: 0o644 });
  const ports = { imap: await freePort(), imaps: await freePort(), pop3: await freePort(), pop3s: await freePort() };
  const configuration = path.join(home, 'dovecot.conf');
  writeFileSync(configuration, configurationText(home, ports));
  const child = spawn('/usr/sbin/dovecot', ['-F', '-c', configuration], { stdio: 'ignore' });
  for (const port of Object.values(ports)) await until(`Dovecot listens on ${port}`, 20_000, () => isOpen(port));
  let count = 0;
  let uidValidity = Math.floor(Date.now() / 1000);
  return {
    ...identity,
    ports,
    deliver(raw) {
      const name = `${Date.now()}.${process.pid}_${count++}.test`;
      const file = path.join(maildir, 'tmp', name);
      writeFileSync(file, raw);
      chownSync(file, owner.uid, owner.gid);
      renameSync(file, path.join(maildir, 'new', name));
    },
    makeAnew() {
      for (const entry of readdirSync(maildir))
        if (entry.startsWith('dovecot')) rmSync(path.join(maildir, entry), { recursive: true, force: true });
      uidValidity += 1000;
      const list = path.join(maildir, 'dovecot-uidlist');
      writeFileSync(list, `3 V${uidValidity} N1 G${'0'.repeat(24)}${uidValidity.toString(16).padStart(8, '0')}\n`);
      chownSync(list, owner.uid, owner.gid);
    },
    dropSessions() {
      execFileSync('doveadm', ['-c', configuration, 'kick', identity.username], { stdio: 'ignore' });
    },
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

export function makeCertificate(folder: string): void {
  const files = ['-keyout', path.join(folder, 'key.pem'), '-out', path.join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject, ...files], {
    stdio: 'ignore',
  });
}

function configurationText(home: string, ports: Dovecot['ports']): string {
  const listener = (name: string, port: number, isTls: boolean) =>
    `inet_listener ${name} {\n address = 127.0.0.1\n port = ${port}\n ${isTls ? 'ssl = yes\n' : ''}}`;
  return `
base_dir = ${home}/run
state_dir = ${home}/state
instance_name = doorsteptest
protocols = imap pop3
listen = 127.0.0.1
log_path = ${home}/log/dovecot.log
auth_mechanisms = plain login
disable_plaintext_auth = no
ssl = yes
ssl_cert = <${home}/ssl/cert.pem
ssl_key = <${home}/ssl/key.pem
mail_location = maildir:~/Maildir
first_valid_uid = 1
mail_uid = nobody
mail_gid = nogroup
first_valid_gid = 1
passdb {
  driver = passwd-file
  args = scheme=PLAIN ${home}/users
}
userdb {
  driver = static
  args = uid=nobody gid=nogroup home=${home}/mail/%u
}
service imap-login {
  ${listener('imap', ports.imap, false)}
  ${listener('imaps', ports.imaps, true)}
}
service pop3-login {
  ${listener('pop3', ports.pop3, false)}
  ${listener('pop3s', ports.pop3s, true)}
}
namespace inbox {
  inbox = yes
  separator = /
  mailbox Processed {
    auto = create
  }
}
pop3_uidl_format = %g
`;
}
