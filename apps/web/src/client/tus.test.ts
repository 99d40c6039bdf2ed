// Resumable uploads against a tus server in memory that loses lines, forgets uploads and goes away.
import { beforeEach, describe, expect, it } from 'vitest';
import { ApiProblem } from './api.js';
import { type ResumableUpload, type TusAnswer, type TusCall, uploadResumable } from './tus.js';

const TEXT = 'address\nada@example.org\ngrace@example.org\n';
const file = new Blob([TEXT]);

const answer = (status: number, headers: Record<string, string> = {}, text = ''): TusAnswer => ({
  status,
  header: (name) => headers[name] ?? null,
  text,
});

/** What stands in for the server: uploads by their URL, and mishaps for the next calls. */
class Server {
  readonly uploads = new Map<string, string>();
  readonly mishaps: ((call: TusCall) => TusAnswer | 'no answer' | 'answer lost' | null)[] = [];
  readonly calls: string[] = [];

  readonly transport = async (call: TusCall): Promise<TusAnswer> => {
    call.signal.throwIfAborted();
    this.calls.push(call.method);
    const mishap = this.mishaps.shift()?.(call) ?? null;
    if (mishap === 'no answer') throw new TypeError('no answer');
    if (mishap !== null && mishap !== 'answer lost') return mishap;
    const answered = await this.#answer(call);
    if (mishap === 'answer lost') throw new TypeError('no answer');
    return answered;
  };

  async #answer({ method, url, headers, body, onSent }: TusCall): Promise<TusAnswer> {
    expect(headers['tus-resumable']).toBe('1.0.0');
    if (method === 'POST') {
      const made = `/v1/imports/uploads/${this.uploads.size + 1}`;
      this.uploads.set(made, '');
      return answer(201, { location: made });
    }
    const held = this.uploads.get(url);
    if (held === undefined) return answer(404);
    if (method === 'HEAD')
      return answer(200, { 'upload-offset': String(held.length), 'upload-length': String(file.size) });
    if (Number(headers['upload-offset']) !== held.length) return answer(409);
    const piece = await (body as Blob).text();
    onSent?.(piece.length);
    this.uploads.set(url, held + piece);
    return answer(204, { 'upload-offset': String(held.length + piece.length) });
  }
}

let server: Server;
let known: string | null;
let waits: number[];
let progress: number[];
const upload = (options: Partial<ResumableUpload> = {}) =>
  uploadResumable({
    endpoint: 'http://localhost/v1/imports/uploads',
    file,
    metadata: { filename: 'Leser für März.csv' },
    memory: {
      recall: () => known,
      keep: (url) => {
        known = url;
      },
      forget: () => {
        known = null;
      },
    },
    transport: server.transport,
    wait: async (ms) => void waits.push(ms),
    onProgress: (bytes) => void progress.push(bytes),
    onTrouble: () => undefined,
    signal: new AbortController().signal,
    pieceBytes: 10,
    ...options,
  });
const held = () => [...server.uploads.values()].at(-1);

beforeEach(() => {
  server = new Server();
  known = null;
  waits = [];
  progress = [];
});

describe('a resumable upload', () => {
  it('sends the file piece by piece and tells how much is up', async () => {
    await upload();
    expect(held()).toBe(TEXT);
    expect(progress[0]).toBe(0);
    expect(progress.at(-1)).toBe(TEXT.length);
    expect(known).toBeNull();
  });
  it('names the file also where its name has umlauts', async () => {
    let metadata = '';
    server.mishaps.push((call) => {
      metadata = call.headers['upload-metadata'] ?? '';
      return null;
    });
    await upload();
    expect(Buffer.from(metadata.replace('filename ', ''), 'base64').toString()).toBe('Leser für März.csv');
  });
  it('goes on where an earlier try came to', async () => {
    server.uploads.set('/v1/imports/uploads/1', TEXT.slice(0, 25));
    known = '/v1/imports/uploads/1';
    await upload();
    expect(held()).toBe(TEXT);
    expect(progress[0]).toBe(25);
    expect(server.calls).not.toContain('POST');
  });
  it('begins anew when the server has forgotten the upload', async () => {
    known = '/v1/imports/uploads/77';
    await upload();
    expect(held()).toBe(TEXT);
  });
  it('asks how much arrived when an answer is lost, and sends nothing twice', async () => {
    server.mishaps.push(
      () => null,
      () => null,
      () => 'answer lost',
    );
    await upload();
    expect(held()).toBe(TEXT);
  });
  it('waits longer and longer while the server is away, and goes on by itself', async () => {
    const away = () => 'no answer' as const;
    server.mishaps.push(
      () => null,
      away,
      away,
      away,
      () => answer(502),
      away,
    );
    await upload();
    expect(waits).toEqual([1000, 2000, 4000, 8000]);
    expect(held()).toBe(TEXT);
  });
  it('waits for the lock of a line that broke off', async () => {
    server.mishaps.push(
      () => null,
      () => answer(423),
    );
    await upload();
    expect(waits).toEqual([1000]);
    expect(held()).toBe(TEXT);
  });
  it('does not hurry when pieces do not get through again and again', async () => {
    const stuck = (call: TusCall) => (call.method === 'PATCH' ? answer(409) : null);
    server.mishaps.push(() => null, ...Array.from({ length: 8 }, () => stuck));
    await upload();
    expect(waits).toEqual([1000, 2000, 4000]);
    expect(held()).toBe(TEXT);
  });
  it('gives the words of the API for a final no', async () => {
    const words = JSON.stringify({ title: 'Too large', detail: 'Split it.', code: 'too_large' });
    server.mishaps.push(() => answer(413, { 'content-type': 'application/problem+json' }, words));
    const refused = await upload().catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ApiProblem);
    expect((refused as ApiProblem).message).toBe('Split it.');
  });
  it('keeps what is up when it is paused, and finishes later', async () => {
    const pause = new AbortController();
    server.mishaps.push(
      () => null,
      () => null,
      () => {
        pause.abort();
        return 'no answer';
      },
    );
    await expect(upload({ signal: pause.signal })).rejects.toThrow();
    expect(held()).toBe(TEXT.slice(0, 10));
    await upload();
    expect(held()).toBe(TEXT);
    expect(server.uploads.size).toBe(1);
  });
});
