// Server-sent events: the state of one thing, again and again while it changes.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { toWire } from './returns.js';

export interface EventStream<State> {
  /** Name of the event the web listens to. */
  readonly event: string;
  /** Asks for the state; null ends the stream (it is gone). */
  readonly read: () => Promise<State | null>;
  /** The last event has been written when this is true. */
  readonly isOver: (state: State) => boolean;
  readonly everyMs: number;
}

const HEARTBEAT_MS = 15_000;

/**
 * Takes the answer over and writes an event whenever the state differs from the one before; a comment every 15 s keeps
 * proxies from closing the line. Ends when the state is over, the reader leaves, or the API stops.
 * Read the state once before (404, scopes): after the first byte there is no other status.
 */
export async function streamEvents<State>(
  request: FastifyRequest,
  reply: FastifyReply,
  { event, read, isOver, everyMs }: EventStream<State>,
): Promise<void> {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
  });
  let last = '';
  let quietSince = Date.now();
  try {
    while (!raw.closed && !raw.destroyed && !raw.writableEnded) {
      const state = await read();
      if (state === null) break;
      const text = JSON.stringify(toWire(state));
      if (text !== last) {
        raw.write(`event: ${event}\ndata: ${text}\n\n`);
        last = text;
        quietSince = Date.now();
      } else if (Date.now() - quietSince > HEARTBEAT_MS) {
        raw.write(': still here\n\n');
        quietSince = Date.now();
      }
      if (isOver(state)) break;
      await pause(everyMs, raw);
    }
  } catch (error) {
    request.log.warn({ err: error }, 'an event stream broke off'); // the browser opens it again by itself
  }
  raw.end();
}

function pause(ms: number, until: NodeJS.EventEmitter): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      until.removeListener('close', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    until.once('close', done);
  });
}
