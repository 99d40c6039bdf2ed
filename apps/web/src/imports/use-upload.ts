// A file on its way to the API: small ones at once, large ones piece by piece with a pause and a way to go on.
'use client';

import type { Import } from '@doorstep/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { imports } from '../client/imports';
import { importsKey } from './import-query';

/** From this size on a broken line would cost more than asking where it broke. */
export const PIECEWISE_FROM_BYTES = 20_000_000;

export interface UploadState {
  readonly file: File;
  readonly sentBytes: number;
  readonly phase: 'sending' | 'paused' | 'reading' | 'failed';
  /** The server does not answer; it is asked again after this time. */
  readonly retryInMs: number | null;
  readonly error: Error | null;
}

export const isPiecewise = (file: File): boolean => file.size > PIECEWISE_FROM_BYTES;

/** @param corrects the import whose error file comes back */
export function useUpload(onDone: (run: Import) => void, corrects?: string) {
  const queryClient = useQueryClient();
  const [state, setState] = useState<UploadState | null>(null);
  const stop = useRef<AbortController | null>(null);
  const done = useRef(onDone);
  done.current = onDone;
  useEffect(() => () => stop.current?.abort(), []);

  const start = useCallback(
    async (file: File) => {
      const control = new AbortController();
      stop.current?.abort();
      stop.current = control;
      const change = (changed: Partial<UploadState>) =>
        !control.signal.aborted && setState((was) => (was === null ? was : { ...was, ...changed }));
      setState({ file, sentBytes: 0, phase: 'sending', retryInMs: null, error: null });
      try {
        const run = await (isPiecewise(file) ? imports.uploadPiecewise : imports.upload)(file, {
          onProgress: (sentBytes) => change({ sentBytes, phase: sentBytes < file.size ? 'sending' : 'reading' }),
          onTrouble: (retryInMs) => change({ retryInMs }),
          signal: control.signal,
          corrects,
        });
        await queryClient.invalidateQueries({ queryKey: importsKey });
        if (!control.signal.aborted) done.current(run);
      } catch (error) {
        change({ phase: 'failed', error: error as Error });
      }
    },
    [queryClient, corrects],
  );

  /** Keeps what is up; `resume` goes on from there. */
  const pause = () => {
    stop.current?.abort();
    setState((was) => was && { ...was, phase: 'paused', retryInMs: null });
  };
  const leave = () => {
    stop.current?.abort();
    if (state !== null) imports.forgetUpload(state.file);
    setState(null);
  };
  return {
    state,
    start: (file: File) => void start(file),
    pause,
    resume: () => state && void start(state.file),
    leave,
  };
}
