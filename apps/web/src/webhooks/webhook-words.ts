// The words of webhooks: how an endpoint is, how a message is, what can be told.
import type { Webhook, WebhookMessageState } from '@doorstep/contracts';
import type { Word } from '../parts/words';

export const messageWords: Record<WebhookMessageState, Word> = {
  waiting: { label: 'On its way', tone: 'working', meaning: 'Told at once, then again and again for about 28 hours.' },
  taken: { label: 'Taken', tone: 'good', meaning: 'The endpoint answered 2xx.' },
  failed: { label: 'Given up', tone: 'bad', meaning: 'Nobody took it for 28 hours, or the endpoint is gone.' },
};

export function endpointWord({ isEnabled, disabledReason, failingSince }: Webhook): Word {
  if (!isEnabled && disabledReason !== null)
    return { label: 'Switched off by Doorstep', tone: 'bad', meaning: disabledReason };
  if (!isEnabled) return { label: 'Switched off', tone: 'calm' };
  if (failingSince !== null)
    return { label: 'Does not answer', tone: 'warn', meaning: 'Messages are told again later.' };
  return { label: 'In order', tone: 'good' };
}
