// doorstep webhook: who is told what happens, and telling again what was given up.
import { WebhookStore } from '@doorstep/database';
import { readArguments } from '../arguments.js';
import { recordAudit } from '../terminal-actor.js';
import { UsageError } from '../usage-error.js';
import { withDatabase } from '../with-database.js';

export const list = (args: readonly string[]): Promise<number> => {
  if (args.length > 0) throw new UsageError('It takes no arguments.');
  return withDatabase(async (database) => {
    const rows = await new WebhookStore(database).list();
    const lines = rows.map(({ id, url, isEnabled, disabledReason, waiting, failed, eventTypes }) => {
      const state = isEnabled ? 'on' : `off${disabledReason === null ? '' : `: ${disabledReason}`}`;
      return `${id}  ${url}  ${state}  waiting ${waiting}, given up ${failed}  ${eventTypes.join(',')}`;
    });
    process.stdout.write(`${lines.length === 0 ? 'No webhook is set up.' : lines.join('\n')}\n`);
    return 0;
  });
};

export const replay = (args: readonly string[]): Promise<number> => {
  const { words, options } = readArguments(args, ['since', 'state']);
  const id = words[0];
  if (id === undefined || !/^[0-9a-f-]{36}$/.test(id)) throw new UsageError('Name the webhook by its id.');
  const since = new Date(options.since ?? '');
  if (Number.isNaN(since.getTime())) throw new UsageError('--since is a time such as 2026-11-26T00:00:00Z.');
  const state = options.state ?? 'failed';
  if (state !== 'failed' && state !== 'taken') throw new UsageError('--state is "failed" or "taken".');
  return withDatabase(async (database) => {
    const messages = await new WebhookStore(database).replayMany(id, since, state);
    await recordAudit(database, 'webhooks.replayMany', { kind: 'webhooks', id }, { since, state, messages });
    process.stdout.write(`${messages} told again.\n`);
    return 0;
  });
};
