// The simulated internet over HTTP, for the sandbox process: clock, records, behaviours, mailbox, and what hosts saw.
import http from 'node:http';
import type net from 'node:net';
import type { Behaviour } from './behaviour.js';
import { characters } from './characters/characters.js';
import { samplePeople } from './characters/people.js';
import type { ZoneRecord } from './dns/zone.js';
import { closeServer, listen } from './listening.js';
import type { Simnet } from './simnet-face.js';

export interface ControlServer {
  readonly url: string;
  close(): Promise<void>;
}

type Handler = (query: Record<string, string>, body: Record<string, unknown>) => unknown;
const maxBodyBytes = 32 * 1024 * 1024;

/** @param hostsReady resolves once hosts of a new behaviour listen */
export async function startControlServer(
  simnet: Simnet,
  hostsReady: () => Promise<void>,
  host: string,
  port: number,
): Promise<ControlServer> {
  const routes = routesOf(simnet);
  const server = http.createServer((request, response) => {
    respond(routes, hostsReady, request).then(
      ({ status, answer }) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      },
      () => response.destroy(),
    );
  });
  await listen(server, port, host);
  const url = `http://${host}:${(server.address() as net.AddressInfo).port}`;
  return { url, close: () => closeServer(server) };
}

async function respond(
  routes: Record<string, Handler>,
  hostsReady: () => Promise<void>,
  request: http.IncomingMessage,
) {
  const url = new URL(request.url ?? '/', 'http://control');
  const handler = routes[`${request.method} ${url.pathname}`];
  if (!handler) return { status: 404, answer: { error: `no such thing: ${request.method} ${url.pathname}` } };
  try {
    const body = request.method === 'POST' ? await readJson(request) : {};
    const answer = handler(Object.fromEntries(url.searchParams), body) ?? { done: true };
    await hostsReady();
    return { status: 200, answer };
  } catch (error) {
    const isTheirs = error instanceof RangeError || error instanceof SyntaxError;
    return { status: isTheirs ? 400 : 500, answer: { error: (error as Error).message } };
  }
}

async function readJson(request: http.IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodyBytes) throw new RangeError('the body is larger than 32 MB');
    chunks.push(chunk);
  }
  const body: unknown = size === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString('utf8'));
  if (typeof body !== 'object' || body === null) throw new RangeError('the body must be a JSON object');
  return Array.isArray(body) ? { records: body } : (body as Record<string, unknown>);
}

function routesOf(simnet: Simnet): Record<string, Handler> {
  const time = () => ({ now: simnet.clock.now().toISOString() });
  return {
    'GET /clock': time,
    'POST /clock/advance': (_, { seconds }) => {
      simnet.clock.advance(Number(seconds));
      return time();
    },
    'POST /records': (_, { records }) => {
      if (!Array.isArray(records)) throw new RangeError('records must be a list');
      simnet.putRecords(records as ZoneRecord[]);
    },
    'POST /behaviours': (_, { domain, behaviour }) => {
      if (typeof domain !== 'string' || typeof behaviour !== 'object' || behaviour === null)
        throw new RangeError('domain must be a text and behaviour an object');
      simnet.putBehaviour(domain, behaviour as Behaviour);
    },
    'POST /mailbox': (_, { raw }) => {
      if (typeof raw !== 'string') throw new RangeError('raw must be a text');
      simnet.putMailboxMessage(raw);
    },
    'GET /received': ({ summary, ...filter }) =>
      summary === 'true' ? countByRecipient(simnet, filter) : simnet.received(filter),
    'GET /events': (filter) => simnet.events(filter),
    'GET /summary': () => simnet.summary(),
    'GET /characters': () => characters,
    'GET /people': ({ count = '300', seed = '1' }) => samplePeople(Number(count), Number(seed)),
    'POST /reset': () => simnet.reset(),
  };
}

function countByRecipient(simnet: Simnet, filter: { recipient?: string; domain?: string }): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { recipient } of simnet.received(filter)) counts[recipient] = (counts[recipient] ?? 0) + 1;
  return counts;
}
