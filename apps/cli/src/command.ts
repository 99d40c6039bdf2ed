// What a command of `doorstep` is.

export interface Command {
  /** One or two words. */
  readonly name: string;
  /** The command with its arguments, as the help shows it. */
  readonly usage: string;
  readonly summary: string;
  /** @returns the exit code */
  run(args: readonly string[]): Promise<number>;
}
