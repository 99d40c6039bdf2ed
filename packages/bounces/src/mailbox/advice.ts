// What to do when a mailbox can not be reached or refuses the sign-in: by provider where we know it, in plain words.
import type { MailboxSettings, MailboxTestStep } from './mailbox.js';

interface Provider {
  readonly host: RegExp;
  readonly name: string;
  /** What it wants instead of the usual password. */
  readonly signIn: string;
}

/** From the help pages of the providers. */
const PROVIDERS: readonly Provider[] = [
  {
    ...{ host: /(^|\.)(gmail|googlemail|google)\.com$/, name: 'Google' },
    signIn:
      'Google wants an app password: switch on 2-step verification, then make one under “App passwords” of the Google account. Or sign in with OAuth 2.0. In Gmail’s settings, IMAP or POP must be switched on.',
  },
  {
    ...{ host: /(^|\.)(outlook|office365|hotmail|live)\.com$/, name: 'Microsoft' },
    signIn:
      'Microsoft takes no passwords here any more: choose OAuth 2.0 with the preset of Microsoft 365. In Exchange admin, IMAP or POP must be switched on for the mailbox.',
  },
  {
    ...{ host: /(^|\.)(yahoo\.[a-z.]+|aol\.com)$/, name: 'Yahoo' },
    signIn: 'Yahoo and AOL want an app password: make one under “Account security” of the account.',
  },
  {
    ...{ host: /(^|\.)(mail\.me|icloud)\.com$/, name: 'Apple' },
    signIn: 'Apple wants an app-specific password: make one at account.apple.com under “Sign-In and Security”.',
  },
  {
    ...{ host: /(^|\.)(gmx\.[a-z]+|web\.de)$/, name: 'GMX / WEB.DE' },
    signIn:
      'In the settings of GMX or WEB.DE, “POP3 and IMAP” must be allowed first; with two-factor sign-in they want an app password.',
  },
  {
    ...{ host: /(^|\.)zoho\.[a-z.]+$/, name: 'Zoho' },
    signIn: 'In Zoho Mail’s settings IMAP must be switched on; with two-factor sign-in it wants an app password.',
  },
  {
    ...{ host: /(^|\.)fastmail\.com$/, name: 'Fastmail' },
    signIn: 'Fastmail wants an app password with access to mail: make one under “Privacy & Security”.',
  },
];

/**
 * @param said what the server or the system said
 * @returns null when the words of the step say all there is to do
 */
export function adviceFor(step: MailboxTestStep['step'], said: string, settings: MailboxSettings): string | null {
  switch (step) {
    case 'token':
      return 'A new refresh token comes from signing in at the provider again with the account of this mailbox; docs/bounces.md shows how.';
    case 'dns':
      return 'The name of the server stands in the help pages of the mail provider, under “IMAP” or “POP3 settings”.';
    case 'connect':
      return connectAdvice(settings);
    case 'tls':
      return tlsAdvice(said, settings);
    case 'greeting':
      return connectAdvice(settings);
    case 'sign_in':
      return signInAdvice(said, settings);
    case 'open_folder':
      return 'Choose one of the folders the server has: open “Change” and take it from the list.';
    case 'count':
    case 'backlog':
      return null;
    default:
      return step satisfies never;
  }
}

function connectAdvice({ protocol, tls }: MailboxSettings): string {
  const [implicit, starttls] = protocol === 'imap' ? [993, 143] : [995, 110];
  return tls === 'implicit'
    ? `With encryption from the start the port is usually ${implicit}. A firewall between here and the server must let it through.`
    : `Usually port ${implicit} with encryption from the start works best; ${starttls} is the port for STARTTLS.`;
}

function tlsAdvice(said: string, { tls, host }: MailboxSettings): string | null {
  if (tls === 'none') return 'Choose “Encrypted from the start” unless the server is on this machine.';
  if (/about to end/.test(said)) return `Whoever looks after ${host} should renew its certificate now.`;
  if (/self.signed|unable to verify|issuer/i.test(said))
    return 'A free certificate of a known authority (Let’s Encrypt) ends this. For an own authority, name its file in NODE_EXTRA_CA_CERTS.';
  return null;
}

function signInAdvice(said: string, settings: MailboxSettings): string | null {
  if (/too many|rate.?limit|throttl|try again later|temporar/i.test(said))
    return 'The server had enough sign-ins for now. Wait some minutes before the next try.';
  const provider = PROVIDERS.find(({ host }) => host.test(settings.host.toLowerCase()));
  if (settings.oauth)
    return 'The token is good, but not for this mailbox: the user name must be the address of the account that agreed, and the scope must include its mail.';
  if (provider) return provider.signIn;
  if (/app(lication)?.?(specific)? ?password|web ?login|5\.7\.(8|9)/i.test(said))
    return 'The provider wants an app password instead of the usual one: make one in the security settings of the account.';
  if (/disabled|not (enabled|allowed|permitted)|turned off/i.test(said))
    return `${settings.protocol === 'imap' ? 'IMAP' : 'POP3'} is switched off for this mailbox. Switch it on in the provider’s settings.`;
  if (/in.use|locked/i.test(said)) return null;
  return 'The user name is often the whole address. Try both at the provider’s own web page; with two-factor sign-in an app password is needed.';
}
