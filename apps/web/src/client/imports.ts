// Imports as the API offers them; the upload reports how far it is.
import type { Import, ImportRow, ImportSettings, ImportUndo, Page } from '@doorstep/contracts';
import { ApiProblem, get, idempotencyKey, patch, post, problemFrom, withQuery } from './api';
import { type TusAnswer, uploadResumable } from './tus';
import { callByXhr, uploadMemory, waitForServer } from './tus-browser';

export interface UploadOptions {
  onProgress: (sentBytes: number) => void;
  /** The server does not answer and is asked again after so long; null once it answers. */
  onTrouble: (retryInMs: number | null) => void;
  signal: AbortSignal;
  /** The import whose error file comes back, corrected. */
  corrects?: string | undefined;
}

/** Sends the file as the raw body, in one go. */
async function upload(file: File, { onProgress, signal, corrects }: UploadOptions): Promise<Import> {
  const answer = await callByXhr({
    method: 'POST',
    url: withQuery('/v1/imports', { fileName: file.name, corrects }),
    headers: { 'content-type': 'application/octet-stream', 'idempotency-key': idempotencyKey() },
    body: file,
    onSent: (bytes) => onProgress(Math.min(bytes, file.size)),
    signal,
  }).catch((error: unknown) => {
    throw signal.aborted ? error : brokeOff;
  });
  return importOf(answer);
}

const brokeOff = new ApiProblem({
  type: 'about:blank',
  title: 'The upload broke off',
  status: 0,
  detail: 'The connection was lost while the file was on its way. Nothing was imported; choose the file again.',
  code: 'unreachable',
});

/** Sends a large file piece by piece; goes on where an earlier try of the same file came to. */
async function uploadPiecewise(file: File, options: UploadOptions): Promise<Import> {
  const { onProgress, onTrouble, signal, corrects } = options;
  const memory = uploadMemory(file);
  const sent = uploadResumable({
    endpoint: '/v1/imports/uploads',
    file,
    metadata: { filename: file.name, ...(corrects && { corrects }) },
    memory,
    transport: callByXhr,
    wait: waitForServer,
    onProgress: (bytes) => {
      memory.note(bytes);
      onProgress(bytes);
    },
    onTrouble,
    signal,
  });
  try {
    return importOf(await sent);
  } catch (error) {
    // An API that is older than this page takes files in one go only.
    if (error instanceof ApiProblem && error.status === 404) return upload(file, options);
    throw error;
  }
}

function importOf(answer: TusAnswer): Import {
  if (answer.status < 300) return JSON.parse(answer.text) as Import;
  throw new ApiProblem(problemFrom(answer.status, answer.header('content-type'), answer.text));
}

export const imports = {
  upload,
  uploadPiecewise,
  forgetUpload: (file: File) => uploadMemory(file).forget(),
  page: (cursor?: string | null) => get<Page<Import>>('/v1/imports', { cursor }),
  one: (id: string) => get<Import>(`/v1/imports/${id}`),
  change: (id: string, settings: ImportSettings) => patch<Import>(`/v1/imports/${id}`, settings),
  check: (id: string) => post<Import>(`/v1/imports/${id}/check`),
  begin: (id: string) => post<Import>(`/v1/imports/${id}/import`),
  undoPreview: (id: string) => get<ImportUndo>(`/v1/imports/${id}/undo`),
  undo: (id: string) => post<Import>(`/v1/imports/${id}/undo`),
  pause: (id: string) => post<Import>(`/v1/imports/${id}/pause`),
  resume: (id: string) => post<Import>(`/v1/imports/${id}/resume`),
  cancel: (id: string) => post<Import>(`/v1/imports/${id}/cancel`),
  rows: (id: string, query: Record<string, string | boolean | null | undefined>) =>
    get<Page<ImportRow>>(`/v1/imports/${id}/rows`, query),
  eventsUrl: (id: string) => `/v1/imports/${id}/events`,
  rejectedUrl: (id: string) => `/v1/imports/${id}/rejected.csv`,
};
