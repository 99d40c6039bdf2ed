// One TCP connection to one address, bounded in time.
import net from 'node:net';
import { troubleWords } from './trouble-words.js';

export type OpenedSocket = { readonly socket: net.Socket } | { readonly trouble: string };

export interface OpenSocketOptions {
  readonly ip: string;
  readonly port: number;
  readonly localAddress?: string | undefined;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

export function openSocket({ ip, port, localAddress, timeoutMs, signal }: OpenSocketOptions): Promise<OpenedSocket> {
  return new Promise((resolve) => {
    const socket = net.connect({ host: ip, port, ...(localAddress === undefined ? {} : { localAddress }) });
    const end = (opened: OpenedSocket) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      socket.removeAllListeners();
      if ('trouble' in opened) socket.on('error', () => undefined).destroy();
      resolve(opened);
    };
    const abort = () => end({ trouble: 'stopped while connecting' });
    const timer = setTimeout(
      () => end({ trouble: `connection to ${ip} timed out after ${Math.round(timeoutMs / 100) / 10} s` }),
      timeoutMs,
    );
    signal?.addEventListener('abort', abort);
    socket.once('connect', () => end({ socket }));
    socket.once('error', (error) => end({ trouble: `${troubleWords(error)} (${ip})` }));
  });
}
