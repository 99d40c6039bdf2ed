// The one-time link of the console: remembered by its hash as soon as the database answers.
import { setTimeout as wait } from 'node:timers/promises';
import { AccessStore } from '@doorstep/database';
import type { Dependencies } from '../http/dependencies.module.js';
import { hashSecret } from './api-key.js';

/** For signing in; the first set-up takes the link however old it is. */
const VALID_SECONDS = 3600;

/**
 * Tries until the database is there. A token that is known already stays as it was: a restart does not renew a used one.
 *
 * @param isOurs the token was made here: its link is printed, while there is no user
 */
export function announceLink(
  { config, database, log }: Pick<Dependencies, 'config' | 'database' | 'log'>,
  token: string,
  isOurs: boolean,
): { readonly done: Promise<void>; stop(): void } {
  const access = new AccessStore(database);
  const stopped = new AbortController();
  const run = async () => {
    while (!stopped.signal.aborted) {
      try {
        await access.rememberLink(hashSecret(token), VALID_SECONDS);
        if (isOurs && !(await access.hasUsers()))
          log.info({ link: `${config.publicUrl}/welcome?token=${token}` }, 'set Doorstep up by opening this link');
        return;
      } catch (error) {
        log.warn({ err: error }, 'the link of the console waits for the database');
        await wait(2000, undefined, { signal: stopped.signal }).catch(() => undefined); // stopped: the loop ends
      }
    }
  };
  return { done: run(), stop: () => stopped.abort() };
}
