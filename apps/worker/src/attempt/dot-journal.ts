// Group commit of "the final dot goes out now": attempts that ask while a commit is under way share the next one.

export interface DotJournal {
  /** Resolves true once the database has it; only then may the dot be sent. Rejects when the database is away. */
  pass(attemptId: string): Promise<boolean>;
}

interface Waiting {
  readonly attemptId: string;
  readonly resolve: (mayPass: boolean) => void;
  readonly reject: (error: unknown) => void;
}

/** @param mark DeliveryStore.markDotSending: gives back the attempts that are still open */
export function createDotJournal(mark: (attemptIds: readonly string[]) => Promise<ReadonlySet<string>>): DotJournal {
  let waiting: Waiting[] = [];
  let isCommitting = false;

  async function commit(): Promise<void> {
    isCommitting = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        const marked = await mark(batch.map(({ attemptId }) => attemptId));
        for (const { attemptId, resolve } of batch) resolve(marked.has(attemptId));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    isCommitting = false;
  }

  return {
    pass: (attemptId) =>
      new Promise((resolve, reject) => {
        waiting.push({ attemptId, resolve, reject });
        // One turn of the event loop gathers what arrived with the same packets.
        if (!isCommitting) {
          isCommitting = true;
          setImmediate(commit);
        }
      }),
  };
}
