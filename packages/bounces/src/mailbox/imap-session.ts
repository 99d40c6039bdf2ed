// A signed-in IMAP session with its folder open, by imapflow over a connection we opened ourselves so that every step can be told.
import tls from 'node:tls';
import { ImapFlow, type ImapTransport } from 'imapflow';
import { tellTls } from './certificate-words.js';
import { asMailboxError, DEFAULT_TIMEOUT_MS, tlsOptions, type Wire, within } from './dial.js';
import { MailboxError, type MailboxSettings, type MailboxStep, type StepListener } from './mailbox.js';

/** imapflow gives a session up above this; messages are fetched in part, so nothing near it is wanted. */
const MAX_LITERAL_BYTES = 25 * 1024 * 1024;
/** Folders named when the one wanted is not there. */
const MOST_FOLDERS = 500;

export interface ImapSession {
  readonly client: ImapFlow;
  readonly uidValidity: bigint;
}

export interface SessionNeeds {
  readonly settings: MailboxSettings;
  readonly accessToken: string | null;
  /** Silence after which the connection counts as lost; default: the time of the settings. */
  readonly silenceMs?: number;
  /** An IDLE is begun anew after this (RFC 2177 wants less than 29 minutes). */
  readonly idleMs?: number;
}

/** Signs in over an open connection and opens the folder. @throws MailboxError */
export async function beginImap(wire: Wire, needs: SessionNeeds, onStep: StepListener): Promise<ImapSession> {
  const { settings } = needs;
  let step: MailboxStep = settings.tls === 'starttls' ? 'tls' : 'greeting';
  let greet = () => undefined as unknown;
  const told: StepListener = (...one) => {
    step = 'greeting';
    onStep(...one);
  };
  const client = new ImapFlow(optionsOf(wire, needs, told, () => greet()));
  greet = () => {
    if (step !== 'greeting' || client.capabilities.size === 0) return; // what is no IMAP may look like an answer
    step = 'sign_in';
    onStep('greeting', 'pass', greetingWords(client));
  };
  client.on('error', () => undefined); // every command that was under way fails with the same error
  client.on('response', greet);
  try {
    await within(settings, client.connect(), step);
    greet();
    onStep('sign_in', 'pass', `${settings.username} is signed in${needs.accessToken === null ? '' : ' by a token'}.`);
    step = 'open_folder';
    const folder = await within(settings, client.mailboxOpen(settings.folder), step);
    onStep('open_folder', 'pass', `The folder ${settings.folder} is open.`);
    return { client, uidValidity: folder.uidValidity };
  } catch (error) {
    const folders = step === 'open_folder' ? await foldersOf(client, settings) : undefined;
    client.close();
    wire.destroy();
    throw failure(step, error, settings, folders);
  }
}

function optionsOf(wire: Wire, needs: SessionNeeds, onStep: StepListener, onSecure: () => void) {
  const { settings, accessToken } = needs;
  const timeoutMs = settings.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  return {
    host: settings.host,
    port: settings.port,
    secure: settings.tls === 'implicit',
    doSTARTTLS: settings.tls === 'starttls',
    auth:
      accessToken === null
        ? { user: settings.username, pass: settings.password }
        : { user: settings.username, accessToken },
    transport: over(wire, settings, onStep, onSecure),
    logger: false as const,
    disableAutoIdle: true,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: needs.silenceMs ?? timeoutMs,
    maxLiteralSize: MAX_LITERAL_BYTES,
    maxResponseSize: MAX_LITERAL_BYTES * 2,
    maxLineLength: 1024 * 1024,
    ...(needs.idleMs !== undefined && { maxIdleTime: needs.idleMs }),
  };
}

function over(wire: Wire, settings: MailboxSettings, onStep: StepListener, onSecure: () => void): ImapTransport {
  return {
    connect(_, onConnect) {
      process.nextTick(onConnect);
      return wire;
    },
    upgrade(_, __, onUpgraded) {
      const secured = tls.connect(tlsOptions(wire, settings), () => {
        tellTls(secured, onStep);
        onSecure();
        onUpgraded();
      });
      return secured;
    },
  };
}

function greetingWords(client: ImapFlow): string {
  const able = ['IDLE', 'MOVE', 'UIDPLUS'].filter((one) => client.capabilities.has(one));
  const offers = able.length === 0 ? '' : ` It offers ${able.join(', ')}.`;
  return `It is an IMAP server.${offers}`;
}

async function foldersOf(client: ImapFlow, settings: MailboxSettings): Promise<string[] | undefined> {
  try {
    return await listFolders(client, settings);
  } catch {
    return undefined; // the failure that is told is the folder's own
  }
}

/** Folders that can be opened. */
export async function listFolders(client: ImapFlow, settings: MailboxSettings): Promise<string[]> {
  const folders = await within(settings, client.list(), 'session');
  return folders
    .filter(({ flags }) => !flags.has('\\Noselect') && !flags.has('\\NonExistent'))
    .map((folder) => folder.path)
    .slice(0, MOST_FOLDERS);
}

function failure(
  step: MailboxStep,
  error: unknown,
  settings: MailboxSettings,
  folders: readonly string[] | undefined,
): MailboxError {
  // A time limit was set when it was not known yet how far the session would come.
  if (error instanceof MailboxError) return new MailboxError(step, error.words, error.detail, folders);
  const { authenticationFailed, responseText, code, response, oauthError } = error as Record<string, unknown>;
  if (authenticationFailed === true) {
    const said = [responseText ?? response, oauthError && JSON.stringify(oauthError)].filter(
      (part) => typeof part === 'string',
    );
    return asMailboxError('sign_in', new Error(said.join(' ') || 'authentication failed'), settings);
  }
  // Before the sign-in only the connection can fail: a server that speaks no IMAP, or no STARTTLS.
  if (
    (step === 'sign_in' || step === 'greeting') &&
    /TIMEOUT|Closed|NoConnection|Parser|InvalidResponse/i.test(String(code ?? ''))
  )
    return new MailboxError(
      step === 'greeting' ? 'greeting' : 'sign_in',
      step === 'greeting'
        ? `What answers on port ${settings.port} of ${settings.host} is no IMAP server as it is set. Check the protocol, the port and the encryption.`
        : 'The connection was lost at the sign-in. It is tried again by itself.',
      asMailboxError('connect', error, settings).detail,
    );
  if (error instanceof Error && /Unsupported authentication mechanism|Login is disabled/.test(error.message))
    return new MailboxError('sign_in', cannotSignIn(settings), error.message);
  const said = typeof responseText === 'string' ? new Error(responseText) : error;
  const { words, detail } = asMailboxError(step, said, settings);
  return new MailboxError(step, words, detail, folders);
}

function cannotSignIn({ host, oauth, tls: encryption }: MailboxSettings): string {
  if (oauth) return `${host} does not take tokens for the sign-in (OAuth 2.0). Sign in with a password instead.`;
  if (encryption === 'none') return `${host} takes no password over a connection that is not encrypted. Choose TLS.`;
  return `${host} takes no password. Sign in with OAuth 2.0 instead.`;
}
