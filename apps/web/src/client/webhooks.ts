// Webhooks as the API offers them.
import type {
  MadeWebhook,
  NewWebhook,
  Page,
  Webhook,
  WebhookChange,
  WebhookMessage,
  WebhookMessageDetail,
  WebhookMessageState,
  WebhookReplayed,
} from '@doorstep/contracts';
import { get, patch, post, remove } from './api';

const at = (id: string, part = '') => `/v1/webhooks/${id}${part}`;

export const webhooks = {
  list: () => get<Page<Webhook>>('/v1/webhooks'),
  one: (id: string) => get<Webhook>(at(id)),
  add: (webhook: NewWebhook) => post<MadeWebhook>('/v1/webhooks', webhook),
  change: (id: string, change: WebhookChange) => patch<Webhook>(at(id), change),
  remove: (id: string) => remove(at(id)),
  rotate: (id: string, hours: number) => post<MadeWebhook>(at(id, '/rotate'), { hours }),
  test: (id: string) => post<WebhookMessageDetail>(at(id, '/test')),
  messages: (id: string, query: { state?: WebhookMessageState | null; cursor?: string | null }) =>
    get<Page<WebhookMessage>>(at(id, '/messages'), query),
  message: (id: string, messageId: string) => get<WebhookMessageDetail>(at(id, `/messages/${messageId}`)),
  replay: (id: string, messageId: string) => post<WebhookMessageDetail>(at(id, `/messages/${messageId}/replay`)),
  replayMany: (id: string, since: string) => post<WebhookReplayed>(at(id, '/replay'), { since, state: 'failed' }),
};

export const webhooksKey = ['webhooks'] as const;
export const webhookKey = (id: string) => ['webhooks', id] as const;
