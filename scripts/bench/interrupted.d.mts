/** Remembers what is to be tidied when somebody interrupts. @returns the same, to be called when the time has come; it runs once */
export function tidied(tidy: () => Promise<void>): () => Promise<void>;
