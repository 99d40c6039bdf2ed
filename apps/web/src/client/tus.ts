// Resumable uploads by the tus protocol 1.0.0 (tus.io): create, ask how much is there, send the rest piece by piece.
import { ApiProblem, problemFrom } from './api';

const VERSION = '1.0.0';
const PIECE_BYTES = 8 * 1024 * 1024;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;

export interface TusCall {
  readonly method: 'POST' | 'HEAD' | 'PATCH';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Blob;
  readonly onSent?: (bytes: number) => void;
  readonly signal: AbortSignal;
}

export interface TusAnswer {
  readonly status: number;
  header(name: string): string | null;
  readonly text: string;
}

/** Makes one call. Rejects when there is no answer at all, and with an AbortError when it was stopped. */
export type TusTransport = (call: TusCall) => Promise<TusAnswer>;

/** Where an upload that broke off stands, also after the page was loaded anew. */
export interface UploadMemory {
  recall(): string | null;
  keep(url: string): void;
  forget(): void;
}

export interface ResumableUpload {
  readonly endpoint: string;
  readonly file: Blob;
  readonly metadata: Readonly<Record<string, string>>;
  readonly memory: UploadMemory;
  readonly transport: TusTransport;
  /** Resolves after this time, or sooner when there is reason to hope. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly onProgress: (sentBytes: number) => void;
  /** The server does not answer: when it is asked again; null once it does. */
  readonly onTrouble: (retryInMs: number | null) => void;
  readonly signal: AbortSignal;
  readonly pieceBytes?: number;
}

/** Answers after which the same call may work: the server is away, overloaded, or still holds the lock of the last try. */
const isPassing = (status: number): boolean => status === 423 || status === 429 || status === 408 || status >= 500;

const encodeMetadata = (metadata: Readonly<Record<string, string>>): string =>
  Object.entries(metadata)
    .map(([key, value]) => `${key} ${btoa(String.fromCharCode(...new TextEncoder().encode(value)))}`)
    .join(',');

/**
 * Uploads a file, from where an earlier try came to, for as long as it takes.
 *
 * @returns the answer to the piece that completed it
 * @throws ApiProblem on a final no; an AbortError when `signal` stopped it (what is up stays for the next try)
 */
export async function uploadResumable(upload: ResumableUpload): Promise<TusAnswer> {
  const { memory, file, onProgress } = upload;
  let place = await findPlace(upload);
  for (let inVain = 0; ; ) {
    onProgress(place.offset);
    const answer = await sendPiece(upload, place);
    if (answer === 'look') {
      if (inVain > 0) await pause(upload, Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (inVain - 1)));
      const seen = await findPlace(upload);
      inVain = seen.offset > place.offset ? 0 : inVain + 1;
      place = seen;
      continue;
    }
    inVain = 0;
    const offset = Number(answer.header('upload-offset') ?? file.size);
    if (offset >= file.size) {
      onProgress(file.size);
      memory.forget();
      return answer;
    }
    place = { url: place.url, offset };
  }
}

interface Place {
  readonly url: string;
  readonly offset: number;
}

async function findPlace(upload: ResumableUpload): Promise<Place> {
  const known = upload.memory.recall();
  if (known !== null) {
    const answer = await persist(upload, { method: 'HEAD', url: known, headers: {} });
    const offset = Number(answer.header('upload-offset') ?? Number.NaN);
    const isOurs = Number(answer.header('upload-length') ?? upload.file.size) === upload.file.size;
    // A finished one is not continued: the same file may be wanted a second time.
    if (answer.status < 300 && isOurs && offset >= 0 && offset < upload.file.size) return { url: known, offset };
    upload.memory.forget();
  }
  const answer = await persist(upload, {
    method: 'POST',
    url: upload.endpoint,
    headers: { 'upload-length': String(upload.file.size), 'upload-metadata': encodeMetadata(upload.metadata) },
  });
  const location = answer.header('location');
  if (answer.status !== 201 || location === null) throw refusal(answer);
  const url = new URL(location, new URL(upload.endpoint, globalThis.location?.href)).pathname;
  upload.memory.keep(url);
  return { url, offset: 0 };
}

/** "look": it is not known how much arrived, so that has to be asked. */
async function sendPiece(upload: ResumableUpload, { url, offset }: Place): Promise<TusAnswer | 'look'> {
  const { file, transport, signal, onProgress, pieceBytes = PIECE_BYTES } = upload;
  let answer: TusAnswer;
  try {
    answer = await transport({
      method: 'PATCH',
      url,
      headers: {
        'tus-resumable': VERSION,
        'upload-offset': String(offset),
        'content-type': 'application/offset+octet-stream',
      },
      body: file.slice(offset, offset + pieceBytes),
      onSent: (bytes) => onProgress(offset + bytes),
      signal,
    });
  } catch (error) {
    if (signal.aborted) throw error;
    return 'look';
  }
  if (answer.status < 300) return answer;
  if (isPassing(answer.status)) await pause(upload, FIRST_WAIT_MS);
  else if (![404, 409, 410].includes(answer.status)) {
    upload.memory.forget();
    throw refusal(answer);
  }
  return 'look';
}

/** Asks until there is an answer that will not change by asking again. */
async function persist(upload: ResumableUpload, call: Omit<TusCall, 'signal'>): Promise<TusAnswer> {
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2)) {
    try {
      const headers = { 'tus-resumable': VERSION, ...call.headers };
      const answer = await upload.transport({ ...call, headers, signal: upload.signal });
      if (!isPassing(answer.status)) {
        upload.onTrouble(null);
        return answer;
      }
    } catch (error) {
      if (upload.signal.aborted) throw error;
    }
    await pause(upload, waitMs);
  }
}

async function pause(upload: ResumableUpload, ms: number): Promise<void> {
  upload.onTrouble(ms);
  await upload.wait(ms, upload.signal);
  upload.signal.throwIfAborted();
}

const refusal = (answer: TusAnswer): ApiProblem =>
  new ApiProblem(problemFrom(answer.status, answer.header('content-type'), answer.text));
