// The one origin of the pictures, where the API stands otherwise: pages come from the real server of pages, answers from a recording.
import http from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../bootstrap.mjs';
import { keyOf } from './recording.mjs';
import { MADE } from './scenes.mjs';

/** Where the browser believes to be; it is led to the port of this process. */
export const ORIGIN = 'http://doorstep.localhost';
/** The cookie that names the scene: it comes from the browser, and from the server of the pages in its name. */
export const SCENE_COOKIE = 'doorstep-scene';

/** Each time a new connection: one that is kept may be closed by the other side at the moment it is used. */
const agent = new http.Agent({ keepAlive: false });

/**
 * @param options.webUrl where the server of the pages is
 * @param options.answer takes { scene, key, request, body }; gives { status, type, body, headers }, or null for one that is left waiting
 */
export async function startFront({ port, webUrl, answer }) {
  const { isOfApi } = await import(pathToFileURL(path.join(root, 'apps', 'api', 'dist', 'http', 'gates.js')).href);
  const server = http.createServer((request, response) => {
    const work = isOfApi(request.url) ? answerApi(request, response, answer) : passOn(request, response, webUrl);
    work.catch((error) => response.destroy(error));
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return {
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answerApi(request, response, answer) {
  if (request.headers.accept?.includes('text/event-stream')) {
    // Nothing happens while a picture is taken.
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' }).write(': idle\n\n');
    return;
  }
  const body = (await bytesOf(request)).toString('utf8');
  const scene = new RegExp(`${SCENE_COOKIE}=(\\w+)`).exec(request.headers.cookie ?? '')?.[1] ?? 'main';
  const given = await answer({ scene, key: keyOf(request.method, request.url, body), request, body });
  if (given === null) return;
  response.writeHead(given.status, { 'content-type': given.type, 'cache-control': 'no-store', ...given.headers });
  response.end(given.body);
}

async function passOn(request, response, webUrl) {
  const given = await ask(webUrl, request, request);
  response.writeHead(given.statusCode, given.headers);
  given.pipe(response);
}

function ask(url, { method, url: path, headers }, body) {
  return new Promise((resolve, reject) => {
    const asked = http.request(new URL(path, url), { method, headers, agent }, resolve).once('error', reject);
    if (typeof body === 'string') asked.end(body);
    else body.pipe(asked);
  });
}

async function bytesOf(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Asks the API itself, and keeps what it answers. @returns `scenes` fills with it */
export function recorder(apiUrl) {
  const scenes = {};
  const answer = async ({ scene, key, request, body }) => {
    const headers = { ...request.headers, 'accept-encoding': 'identity' };
    const given = await ask(apiUrl, { method: request.method, url: request.url, headers }, body);
    const kept = {
      status: given.statusCode,
      type: given.headers['content-type'] ?? 'text/plain',
      body: (await bytesOf(given)).toString('utf8'),
    };
    scenes[scene] ??= {};
    scenes[scene][key] ??= kept;
    return kept;
  };
  return { scenes, answer };
}

/** Answers as recorded. @returns `missing` fills with what nobody recorded: "main GET /v1/lists" */
export function player({ scenes }) {
  const missing = new Set();
  const answer = ({ scene, key }) => {
    const made = MADE[scene];
    if (made?.isLeftWaiting?.(key)) return null;
    const kept = scenes[made?.of ?? scene]?.[made?.asked?.(key) ?? key];
    if (kept !== undefined) return made?.change ? made.change(key, kept) : kept;
    missing.add(`${scene} ${key}`);
    return { status: 501, type: 'application/problem+json', body: JSON.stringify({ detail: `Not recorded: ${key}` }) };
  };
  return { missing, answer };
}
