// Imports as the API offers them; the upload reports how far it is.
import type { Import, ImportRow, ImportSettings, Page } from '@doorstep/contracts';
import { ApiProblem, get, idempotencyKey, patch, post, problemFrom } from './api';

/** Sends the file as the raw body. XMLHttpRequest, since fetch cannot tell how much has gone out. */
function upload(file: File, onProgress: (share: number) => void, signal?: AbortSignal): Promise<Import> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    call.open('POST', `/v1/imports?fileName=${encodeURIComponent(file.name)}`);
    call.setRequestHeader('content-type', 'application/octet-stream');
    call.setRequestHeader('idempotency-key', idempotencyKey());
    call.upload.onprogress = (event) => onProgress(event.total === 0 ? 1 : event.loaded / event.total);
    call.onload = () => {
      if (call.status >= 200 && call.status < 300) resolve(JSON.parse(call.responseText) as Import);
      else reject(new ApiProblem(problemFrom(call.status, call.getResponseHeader('content-type'), call.responseText)));
    };
    call.onerror = () =>
      reject(
        new ApiProblem({
          type: 'about:blank',
          title: 'The upload broke off',
          status: 0,
          detail: 'The connection was lost while the file was on its way. Nothing was imported; choose the file again.',
          code: 'unreachable',
        }),
      );
    call.onabort = () => reject(new DOMException('The upload was stopped.', 'AbortError'));
    signal?.addEventListener('abort', () => call.abort(), { once: true });
    call.send(file);
  });
}

export const imports = {
  upload,
  page: (cursor?: string | null) => get<Page<Import>>('/v1/imports', { cursor }),
  one: (id: string) => get<Import>(`/v1/imports/${id}`),
  change: (id: string, settings: ImportSettings) => patch<Import>(`/v1/imports/${id}`, settings),
  check: (id: string) => post<Import>(`/v1/imports/${id}/check`),
  begin: (id: string) => post<Import>(`/v1/imports/${id}/import`),
  cancel: (id: string) => post<Import>(`/v1/imports/${id}/cancel`),
  rows: (id: string, query: { outcome?: string; cursor?: string | null }) =>
    get<Page<ImportRow>>(`/v1/imports/${id}/rows`, query),
  eventsUrl: (id: string) => `/v1/imports/${id}/events`,
  rejectedUrl: (id: string) => `/v1/imports/${id}/rejected.csv`,
};
