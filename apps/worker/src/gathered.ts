// Calls that come in a crowd, and work that must not be waited for without an end.

/** Many calls within a moment are one: lanes of small sites end all the time. */
export function gathered(run: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  return () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      run();
    }, 30);
    timer.unref();
  };
}

/** Waits for the work, but no longer than this; what it throws is thrown. */
export async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
