// What the API answered once, kept: by scene, method, path, query and body.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { fail, root } from '../bootstrap.mjs';

const FILE = path.join(root, 'scripts', 'screens', 'recording.json.br');
const MOST_BYTES = 1_000_000;
/** What must never be in it: keys, sessions, private keys, folders of the machine it was made on. */
const SECRETS = [
  /ds_live_[a-z0-9]{8}_/i,
  /PRIVATE KEY/,
  /better-auth/i,
  /"(password|token|secret)":"[^"]/i,
  /\/(work|home|root|tmp)\//,
];

/** What says when it was looked at: JSON in JSON. */
const LOOKED_AT = /(\\"(?:asOf|seenAt)\\":\\")([0-9T:.Z-]{24})(?=\\")/g;

/** The walk goes on for some minutes after the moment of its pictures: nothing was looked at later than that. */
function atMost(now, text) {
  const latest = new Date(now).toISOString();
  return text.replace(LOOKED_AT, (_, before, at) => `${before}${[at, latest].sort()[0]}`);
}

/**
 * @param now    the moment the pictures show, in milliseconds since 1970
 * @param places paths that have an id in them, by what is there
 * @param scenes answers of each scene by `keyOf`: { status, type, body }
 */
export function saveRecording({ now, places, scenes }) {
  const text = atMost(now, JSON.stringify({ now, places, scenes }));
  for (const secret of SECRETS) {
    const found = secret.exec(text);
    if (found) fail(`The recording would hold "${text.slice(Math.max(0, found.index - 80), found.index + 60)}".`);
  }
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
  const bytes = brotliCompressSync(text, { params });
  if (bytes.length > MOST_BYTES) fail(`The recording has ${bytes.length} bytes; ${MOST_BYTES} are the most.`);
  writeFileSync(FILE, bytes);
  return { bytes: bytes.length, answers: Object.values(scenes).reduce((sum, one) => sum + Object.keys(one).length, 0) };
}

export function readRecording() {
  if (!existsSync(FILE)) fail('There is no recording of the answers.', 'npm run screens -- --record makes one.');
  return JSON.parse(brotliDecompressSync(readFileSync(FILE)).toString('utf8'));
}

/** @returns "GET /v1/lists?limit=100", parts of the query in order, and the body after a space */
export function keyOf(method, url, body) {
  const { pathname, searchParams } = new URL(url, 'http://doorstep.localhost');
  searchParams.sort();
  return `${method} ${pathname}${searchParams.size > 0 ? `?${searchParams}` : ''}${body ? ` ${body}` : ''}`;
}
