// One signed POST to an endpoint. The address that is connected to is checked itself, so a name cannot lead into our own network.
import { type LookupAddress, lookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { WebhookAnswer } from '@doorstep/database';
import { isForbiddenAddress } from '@doorstep/delivery';
import { Webhook } from 'standardwebhooks';

export interface WebhookPost {
  readonly id: string;
  readonly url: string;
  /** whsec_…; during an exchange both, the new one first. */
  readonly secrets: readonly string[];
  readonly payload: string;
}

export interface WebhookPolicy {
  /** The sandbox: endpoints on this machine, without https. */
  readonly allowLoopback: boolean;
  readonly timeoutMs: number;
}

const MOST_ANSWER = 4000;

/** Never throws: what goes wrong is told in words. Redirects are not followed: they could lead anywhere. */
export async function postWebhook(post: WebhookPost, policy: WebhookPolicy, now: Date): Promise<WebhookAnswer> {
  const requestHeaders = signedHeaders(post, now);
  const began = performance.now();
  const told = (answer: Pick<WebhookAnswer, 'status' | 'responseBody' | 'problem'>): WebhookAnswer => ({
    ...answer,
    requestHeaders,
    durationMs: Math.round(performance.now() - began),
  });
  try {
    const { status, body } = await send(post, requestHeaders, policy);
    const problem = status >= 200 && status < 300 ? null : `It answered ${status} instead of 2xx.`;
    return told({ status, responseBody: body, problem });
  } catch (error) {
    return told({ status: null, responseBody: null, problem: (error as Error).message });
  }
}

function signedHeaders({ id, secrets, payload }: WebhookPost, now: Date): Record<string, string> {
  return {
    'content-type': 'application/json',
    'user-agent': 'Doorstep-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, now, payload)).join(' '),
  };
}

function send(
  { url, payload }: WebhookPost,
  headers: Record<string, string>,
  policy: WebhookPolicy,
): Promise<{ status: number; body: string }> {
  const { protocol, hostname } = new URL(url);
  const address = hostname.replace(/^\[|\]$/g, '');
  if (isIP(address)) mustBeAllowed(address, policy);
  if (protocol !== 'https:' && !policy.allowLoopback) throw new Error('Only https endpoints are told anything.');
  const signal = AbortSignal.timeout(policy.timeoutMs);
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', headers, signal, lookup: allowedLookup(policy), agent: false };
    const request = (protocol === 'https:' ? https : http).request(url, options, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        if (body.length < MOST_ANSWER) body += chunk;
        else response.destroy();
      });
      const done = () => resolve({ status: response.statusCode ?? 0, body: storable(body.slice(0, MOST_ANSWER)) });
      response.on('end', done);
      response.on('close', done);
      response.on('error', reject);
    });
    request.on('error', (error) =>
      reject(signal.aborted ? new Error(`It did not answer within ${policy.timeoutMs / 1000} seconds.`) : error),
    );
    request.end(payload);
  });
}

/** Gives only addresses that may be connected to; what it gives is what is connected to. */
const allowedLookup =
  (policy: WebhookPolicy): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '', 0);
      try {
        const allowed = found as LookupAddress[];
        for (const { address } of allowed) mustBeAllowed(address, policy);
        if (options.all) return callback(null, allowed);
        return callback(null, allowed[0]!.address, allowed[0]!.family);
      } catch (refused) {
        return callback(refused as Error, '', 0);
      }
    });
  };

function mustBeAllowed(address: string, { allowLoopback }: WebhookPolicy): void {
  const why = isForbiddenAddress(address, { allowLoopback });
  if (why) throw new Error(`${address} is ${String(why)}: nothing is told to the network Doorstep stands in.`);
}

/** PostgreSQL keeps no NUL. */
const storable = (text: string) => text.replaceAll('\0', '\uFFFD');
