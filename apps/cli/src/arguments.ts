// The arguments of a command as what they mean; a wrong one ends it with its usage line.
import { parseArgs } from 'node:util';
import { UsageError } from './usage-error.js';

export interface Arguments {
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string | undefined>>;
}

/** @param names options that take a value, as in --reason "text" */
export function readArguments(args: readonly string[], names: readonly string[]): Arguments {
  try {
    const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    return { words: positionals, options: values as Record<string, string | undefined> };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

export function wholeNumber(text: string | undefined, what: string, most: number): number {
  const value = Number(text);
  if (text === undefined || !Number.isInteger(value) || value < 1 || value > most)
    throw new UsageError(`${what} is a whole number from 1 to ${most}.`);
  return value;
}

export function reasonOf({ options }: Arguments): string {
  const reason = options.reason?.trim() ?? '';
  if (reason === '' || reason.length > 500) throw new UsageError('Say why with --reason, in at most 500 signs.');
  return reason;
}
