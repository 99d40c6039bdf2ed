// doorstep bounce classify: reads bounce mails from files and says what each means. Needs no database and no network.
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { parseReport, type Report, sisimaiNames } from '@doorstep/bounces';
import { UsageError } from '../usage-error.js';

/** A line of --jsonl. */
interface Line {
  file: string;
  kind: string;
  recipients: {
    address: string;
    status: string | null;
    replycode: string | null;
    reason: string;
    hard: boolean;
    group: string;
  }[];
  error?: string;
}

export async function run(args: readonly string[]): Promise<number> {
  const isJsonLines = args.includes('--jsonl');
  const paths = args.filter((arg) => !arg.startsWith('--'));
  if (paths.length !== 1) throw new UsageError('Name one file, or one folder of mails.');
  const files = await filesOf(paths[0]!);
  if (files.length === 0) throw new UsageError(`There is no file in ${paths[0]}.`);
  let hasFailed = false;
  for (const file of files) {
    const line = await classify(file);
    if (line.error !== undefined) hasFailed = true;
    process.stdout.write(isJsonLines ? `${JSON.stringify(line)}\n` : inWords(line));
  }
  return hasFailed ? 1 : 0;
}

async function filesOf(target: string): Promise<string[]> {
  const found = await stat(target).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${target} cannot be read (${error.code}).`);
  });
  if (!found.isDirectory()) return [target];
  const entries = await readdir(target, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(target, entry.name))
    .sort();
}

async function classify(file: string): Promise<Line> {
  const name = path.basename(file);
  try {
    return { file: name, ...summary(parseReport(await readFile(file))) };
  } catch (error) {
    return {
      file: name,
      kind: 'not-bounce',
      recipients: [],
      error: error instanceof Error ? error.message : String(error),
    };
  }
}

function summary({ kind, recipients }: Report): Omit<Line, 'file'> {
  return {
    kind,
    recipients: recipients.map((one) => ({
      address: one.address,
      status: one.status,
      replycode: one.replyCode === null ? null : String(one.replyCode),
      ...sisimaiNames(one.classification, one),
      hard: one.isHard,
    })),
  };
}

function inWords({ file, kind, recipients, error }: Line): string {
  if (error !== undefined) return `${file}: could not be read: ${error}\n`;
  const lines = recipients.map(
    ({ address, status, reason, hard }) =>
      `  ${address}  ${[status, reason, hard ? 'permanent' : 'temporary'].filter(Boolean).join(', ')}`,
  );
  return `${[`${file}: ${kind}`, ...lines].join('\n')}\n`;
}
