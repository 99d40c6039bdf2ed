// Tells endpoints what happened: the outbox becomes messages, due messages are posted, answers decide what follows.
import type { ClaimedWebhook, Vault, WebhookAnswer, WebhookSettlement, WebhookWorkStore } from '@doorstep/database';
import type { Log } from '../log.js';
import { postWebhook, type WebhookPolicy } from './post-webhook.js';
import { nextTrySeconds } from './webhook-schedule.js';

export interface WebhookTellerOptions {
  readonly work: WebhookWorkStore;
  readonly vault: Pick<Vault, 'open'>;
  readonly policy: WebhookPolicy;
  readonly log: Log;
  /** Waits are divided by this; 1 outside of tests and the sandbox. */
  readonly timeScale: number;
  readonly random?: () => number;
}

const OUTBOX_ROWS = 200;
const AT_ONCE = 10;
const KEPT_DAYS = 30;
const GONE = 410;

/** @returns a turn of the loop: true while there is more to do at once */
export function createWebhookTeller(options: WebhookTellerOptions): {
  turn(): Promise<boolean>;
  tidy(): Promise<void>;
} {
  const { work, log } = options;
  const leaseSeconds = (options.policy.timeoutMs / 1000) * 2 + 30;
  return {
    async turn() {
      const expanded = await work.expand(OUTBOX_ROWS);
      const claimed = await work.claim(AT_ONCE, leaseSeconds);
      await Promise.all(claimed.map((message) => tell(message, options)));
      if (claimed.length > 0) log.debug({ messages: claimed.length }, 'webhooks told');
      return expanded >= OUTBOX_ROWS || claimed.length >= AT_ONCE;
    },
    tidy: () => work.forget(KEPT_DAYS),
  };
}

async function tell(message: ClaimedWebhook, options: WebhookTellerOptions): Promise<void> {
  const { vault, policy, work } = options;
  const sealed = [
    message.secretSealed,
    ...(message.previousSecretSealed === null ? [] : [message.previousSecretSealed]),
  ];
  const answer = await postWebhook({ ...message, secrets: sealed.map(vault.open) }, policy, new Date());
  await work.settle(message, answer, settlementOf(message.attempts, answer, options));
}

export function settlementOf(
  attempts: number,
  { status, problem }: Pick<WebhookAnswer, 'status' | 'problem'>,
  { timeScale, random = Math.random }: Pick<WebhookTellerOptions, 'timeScale' | 'random'>,
): WebhookSettlement {
  if (problem === null) return { kind: 'taken' };
  if (status === GONE) return { kind: 'failed', disables: 'It answered 410: it is gone for good.' };
  const seconds = nextTrySeconds(attempts, random());
  if (seconds !== null) return { kind: 'again', afterSeconds: seconds / timeScale };
  return { kind: 'failed', disables: `A message was not taken for 28 hours. The last time: ${problem}` };
}
