// How much of a mail is ever looked at. Bounces are small; what is larger is cut and said to be cut.

export const limits = {
  /** Headers and the first part are enough to understand a report. */
  messageBytes: 1024 * 1024,
  headerBytes: 128 * 1024,
  headers: 500,
  headerValueBytes: 8192,
  parts: 100,
  depth: 8,
  /** Decoded text of one part. */
  textBytes: 256 * 1024,
  lines: 8000,
  lineBytes: 4096,
  recipients: 100,
} as const;

/** Collects what was cut, each thing once. */
export class Cuts {
  readonly #said = new Set<string>();

  note(words: string): void {
    this.#said.add(words);
  }

  list(): string[] {
    return [...this.#said];
  }
}
