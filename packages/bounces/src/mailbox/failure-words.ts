// What went wrong with a mailbox, in words for the person who set it up: what it is and what to do.
import { cleanLine } from '../reply-words.js';
import type { MailboxSettings, MailboxStep } from './mailbox.js';

interface Said {
  readonly words: string;
  readonly detail: string;
}

export function failureWords(step: MailboxStep | 'session', error: unknown, settings: MailboxSettings): Said {
  const { code, message } = error as { code?: unknown; message?: unknown };
  const detail = cleanLine(typeof message === 'string' ? message : String(error), 300);
  return { words: wordsFor(step, typeof code === 'string' ? code : '', detail, settings), detail };
}

function wordsFor(step: MailboxStep | 'session', code: string, detail: string, settings: MailboxSettings): string {
  const { host, port, folder } = settings;
  switch (step) {
    case 'dns':
      return code === 'ENOTFOUND'
        ? `There is no host named ${host}. Check the spelling.`
        : `The name ${host} could not be looked up. Check the name servers of this machine.`;
    case 'connect':
      if (code === 'ECONNREFUSED')
        return `${host} takes no connections on port ${port}. Check the port and whether the server runs.`;
      return `${host} could not be reached on port ${port}. Check the port and the firewall.`;
    case 'tls':
      return tlsWords(code, detail, settings);
    case 'token':
      return 'The provider gave out no token. Check the OAuth 2.0 settings.';
    case 'greeting':
      return `What answers on port ${port} of ${host} is no ${settings.protocol === 'imap' ? 'IMAP' : 'POP3'} server as it is set. Check the protocol, the port and the encryption.`;
    case 'sign_in':
      return settings.oauth
        ? 'The server did not accept the token. Check the user name and the scope, or store a new refresh token.'
        : 'The server did not accept the user name and password. Check both; some providers want an app password.';
    case 'open_folder':
      return `The folder ${folder} could not be opened. Check its name.`;
    case 'session':
      return 'The connection to the mailbox was lost. It is tried again by itself.';
    default:
      return step satisfies never;
  }
}

function tlsWords(code: string, detail: string, { host, port, protocol }: MailboxSettings): string {
  if (/SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/.test(code))
    return `Nobody vouches for the certificate of ${host}. Give the server a certificate of a known authority.`;
  if (/ALTNAME/.test(code))
    return `The certificate is not made for the name ${host}. Use the host name the certificate names.`;
  if (/EXPIRED/.test(code)) return `The certificate of ${host} has expired. Renew it.`;
  if (/starttls|stls/i.test(detail))
    return `${host} does not offer encryption on port ${port}. Use the port for TLS from the start (${protocol === 'imap' ? 993 : 995}).`;
  return `Port ${port} of ${host} does not speak TLS as it is set. Choose STARTTLS instead of TLS, or the other port.`;
}
