// What resumable uploads need of the browser: calls that tell how much went out, memory beyond a reload, patience.
import type { TusAnswer, TusCall, UploadMemory } from './tus';

const PREFIX = 'doorstep-upload:';
/** The server removes uploads that nobody continued for a day; after that there is nothing to go on with. */
const KEPT_MS = 24 * 60 * 60 * 1000;

/** XMLHttpRequest, since fetch cannot tell how much has gone out. */
export function callByXhr({ method, url, headers, body, onSent, signal }: TusCall): Promise<TusAnswer> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    const abort = () => call.abort();
    call.open(method, url);
    for (const [name, value] of Object.entries(headers)) call.setRequestHeader(name, value);
    if (onSent) call.upload.onprogress = (event) => onSent(event.loaded);
    call.onload = () =>
      resolve({ status: call.status, header: (name) => call.getResponseHeader(name), text: call.responseText });
    call.onerror = () => reject(new TypeError('no answer'));
    call.onabort = () => reject(new DOMException('The upload was stopped.', 'AbortError'));
    call.onloadend = () => signal.removeEventListener('abort', abort);
    if (signal.aborted) return reject(new DOMException('The upload was stopped.', 'AbortError'));
    signal.addEventListener('abort', abort, { once: true });
    call.send(body ?? null);
  });
}

/** Ends early when the device is online again or the upload is stopped. */
export function waitForServer(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      window.clearTimeout(timer);
      window.removeEventListener('online', end);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = window.setTimeout(end, ms);
    window.addEventListener('online', end);
    signal.addEventListener('abort', end);
  });
}

export interface UnfinishedUpload {
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly sentBytes: number;
}

interface Kept extends UnfinishedUpload {
  readonly url: string;
  readonly at: number;
}

/** Which file it is, without reading it. */
const fingerprint = (file: File): string => `${PREFIX}${file.name}:${file.size}:${file.lastModified}`;

function read(key: string): Kept | null {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Kept | null;
    return kept !== null && Date.now() - kept.at < KEPT_MS ? kept : null;
  } catch {
    // Storage may be closed to us, or hold something else: then there is nothing to go on with.
    return null;
  }
}

function write(key: string, kept: Kept | null): void {
  try {
    if (kept === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // Without storage an upload cannot be continued after a reload; it works all the same.
  }
}

export function uploadMemory(file: File): UploadMemory & { note(sentBytes: number): void } {
  const key = fingerprint(file);
  let known: string | null = read(key)?.url ?? null;
  const save = (url: string, sentBytes: number) =>
    write(key, { url, sentBytes, fileName: file.name, sizeBytes: file.size, at: Date.now() });
  return {
    recall: () => known,
    keep: (url) => {
      known = url;
      save(url, 0);
    },
    note: (sentBytes) => {
      if (known !== null) save(known, sentBytes);
    },
    forget: () => {
      known = null;
      write(key, null);
    },
  };
}

/** Uploads of this browser that broke off and can still be continued, the latest first. */
export function unfinishedUploads(): UnfinishedUpload[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX))
      .flatMap((key) => read(key) ?? [])
      .sort((a, b) => b.at - a.at);
  } catch {
    return [];
  }
}

/** Leaves them for good; the server removes what it has of them by itself. */
export function forgetUnfinished(upload: UnfinishedUpload): void {
  for (const key of Object.keys(localStorage)) {
    const kept = key.startsWith(PREFIX) ? read(key) : null;
    if (kept?.fileName === upload.fileName && kept.sizeBytes === upload.sizeBytes) write(key, null);
  }
}
