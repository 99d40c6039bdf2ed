// doorstep campaign create: a draft from a file, with what cannot be compiled named by its line.
import { readFileSync } from 'node:fs';
import { CampaignContent, type ContentKind } from '@doorstep/contracts';
import {
  CampaignStore,
  CampaignVersionStore,
  type Database,
  SendingDomainStore,
  TemplateStore,
} from '@doorstep/database';
import { compileContent, STARTERS } from '@doorstep/message';
import { type Arguments, readArguments } from '../arguments.js';
import { findLists } from '../find-lists.js';
import { recordAudit, terminalActor } from '../terminal-actor.js';
import { UsageError } from '../usage-error.js';
import { withDatabase } from '../with-database.js';

const KINDS: readonly ContentKind[] = ['markdown', 'mjml', 'html', 'visual'];
const OPTIONS = [
  ...KINDS,
  ...['name', 'subject', 'preview-text', 'list', 'template', 'text', 'from', 'from-name', 'reply-to'],
];
const PAGE = 100;

interface Written {
  readonly contentKind: ContentKind;
  readonly contentSource: string;
  readonly html: string;
}

export const run = (args: readonly string[]): Promise<number> => {
  const given = readArguments(args, OPTIONS);
  if (given.words.length > 0) throw new UsageError(`“${given.words[0]}” belongs to no option.`);
  const { name, subject = '' } = given.options;
  if (name === undefined) throw new UsageError('Name the campaign with --name.');
  return withDatabase(async (database) => {
    const written = await contentOf(given, database);
    const sender = await senderOf(given, database);
    const read = CampaignContent.safeParse({
      ...{ name, subject, ...written, ...sender },
      previewText: given.options['preview-text'] ?? '',
      text: given.options.text === undefined ? '' : fileOf(given.options.text),
      listIds: await findLists(database, given.options.list),
    });
    if (!read.success)
      throw new UsageError(read.error.issues.map(({ path, message }) => `${path}: ${message}`).join('\n'));
    const id = await new CampaignStore(database).add(read.data, terminalActor());
    await new CampaignVersionStore(database).record(id, terminalActor());
    await recordAudit(database, 'campaigns.add', { kind: 'campaigns', id }, { name });
    process.stdout.write(`${id}\n`);
    return 0;
  });
};

async function contentOf({ options }: Arguments, database: Database): Promise<Written> {
  const kinds = KINDS.filter((kind) => options[kind] !== undefined);
  if (kinds.length + (options.template === undefined ? 0 : 1) > 1)
    throw new UsageError('One of --markdown, --mjml, --html, --visual and --template.');
  if (options.template !== undefined) return templateOf(options.template, database);
  const [kind] = kinds;
  if (kind === undefined) return { contentKind: 'html', contentSource: '', html: '' };
  return compiled(kind, fileOf(options[kind]!), options[kind]!);
}

async function compiled(contentKind: ContentKind, source: string, from: string): Promise<Written> {
  const { html, faults } = await compileContent(contentKind, source);
  if (html === null)
    throw new UsageError(
      faults.map(({ line, words }) => `${from}${line === null ? '' : `:${line}`}: ${words}`).join('\n'),
    );
  return { contentKind, contentSource: contentKind === 'html' ? '' : source, html };
}

/** By its name, or the word of one that comes with Doorstep. */
async function templateOf(name: string, database: Database): Promise<Written> {
  const starter = STARTERS.find((one) => one.id === name || one.name === name);
  if (starter) return compiled(starter.contentKind, starter.contentSource, starter.name);
  const saved = (await new TemplateStore(database).all()).find((one) => one.name === name || one.id === name);
  if (saved === undefined)
    throw new UsageError(
      `There is no template called “${name}”. There are: ${STARTERS.map(({ id }) => id).join(', ')}.`,
    );
  const { contentKind, contentSource, html } = saved;
  return { contentKind, contentSource, html };
}

async function senderOf({ options }: Arguments, database: Database) {
  const names = { fromName: options['from-name'] ?? '', replyTo: options['reply-to'] ?? null };
  if (options.from === undefined) return names;
  const [fromLocal = '', domain = ''] = options.from.split('@');
  const domains = await new SendingDomainStore(database).page({ limit: PAGE });
  const found = domains.find((one) => one.name === domain.toLowerCase());
  if (found === undefined) throw new UsageError(`“${domain}” is no sending domain here.`);
  return { ...names, fromLocal, sendingDomainId: found.id };
}

function fileOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${(error as Error).message}`);
  }
}
