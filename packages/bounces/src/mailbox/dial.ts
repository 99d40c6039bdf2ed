// Reaches the host of a mailbox: name, connection, TLS; each step told, each failure in words.
import { lookup } from 'node:dns/promises';
import net from 'node:net';
import tls from 'node:tls';
import { tellTls } from './certificate-words.js';
import { failureWords } from './failure-words.js';
import { MailboxError, type MailboxSettings, type MailboxStep, type StepListener } from './mailbox.js';

export const DEFAULT_TIMEOUT_MS = 30_000;

export type Wire = net.Socket | tls.TLSSocket;

/** Connects over TCP, and over TLS where the settings say so from the start. @throws MailboxError naming the step */
export async function dial(settings: MailboxSettings, onStep: StepListener): Promise<Wire> {
  await resolve(settings, onStep);
  const socket = await connect(settings, onStep);
  return settings.tls === 'implicit' ? await secure(socket, settings, onStep) : socket;
}

async function resolve(settings: MailboxSettings, onStep: StepListener): Promise<void> {
  const { host } = settings;
  try {
    const { address } = await within(settings, lookup(host), 'dns');
    onStep('dns', 'pass', net.isIP(host) ? `${host} is an IP address.` : `${host} is ${address}.`);
  } catch (error) {
    throw asMailboxError('dns', error, settings);
  }
}

async function connect(settings: MailboxSettings, onStep: StepListener): Promise<net.Socket> {
  // All addresses of the name are tried, IPv6 and IPv4 in turn.
  const socket = net.connect({ host: settings.host, port: settings.port });
  try {
    await within(settings, ready(socket, 'connect'), 'connect');
  } catch (error) {
    socket.destroy();
    throw asMailboxError('connect', error, settings);
  }
  socket.setNoDelay(true);
  onStep('connect', 'pass', `${settings.host} answers on port ${settings.port}.`);
  return socket;
}

/** Speaks TLS over an open connection: at once (implicit), or after STLS. */
export async function secure(
  plain: net.Socket,
  settings: MailboxSettings,
  onStep: StepListener,
): Promise<tls.TLSSocket> {
  const socket = tls.connect(tlsOptions(plain, settings));
  try {
    await within(settings, ready(socket, 'secureConnect'), 'tls');
  } catch (error) {
    socket.destroy();
    plain.destroy();
    throw asMailboxError('tls', error, settings);
  }
  tellTls(socket, onStep);
  return socket;
}

export function tlsOptions(plain: net.Socket, { host, allowSelfSigned }: MailboxSettings): tls.ConnectionOptions {
  return {
    socket: plain,
    ...(net.isIP(host) ? {} : { servername: host }),
    // With a name that is an IP address the certificate must name that address.
    ...(net.isIP(host) ? { host } : {}),
    rejectUnauthorized: allowSelfSigned !== true,
    minVersion: 'TLSv1.2',
  };
}

function ready(socket: net.Socket, event: 'connect' | 'secureConnect'): Promise<void> {
  return new Promise((done, failed) => {
    socket.once(event, () => {
      socket.removeListener('error', failed);
      socket.removeListener('close', closed);
      done();
    });
    const closed = () => failed(new Error('The connection was closed.'));
    socket.once('error', failed);
    socket.once('close', closed);
  });
}

/** Ends the wait for `work` after the time of the settings, or when their signal says so. */
export async function within<T>(
  { timeoutMs = DEFAULT_TIMEOUT_MS, signal }: MailboxSettings,
  work: Promise<T>,
  step: MailboxStep | 'session',
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let stop: (() => void) | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new MailboxError(step, 'The server did not answer in time.', `no answer within ${timeoutMs} ms`));
    }, timeoutMs);
    stop = () => reject(new MailboxError(step, 'Reading was stopped.', 'stopped'));
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
    if (stop) signal?.removeEventListener('abort', stop);
    work.catch(() => undefined); // its late failure was told as the time limit already
  }
}

export function asMailboxError(step: MailboxStep | 'session', error: unknown, settings: MailboxSettings): MailboxError {
  if (error instanceof MailboxError) return error;
  const { words, detail } = failureWords(step, error, settings);
  return new MailboxError(step, words, detail);
}
