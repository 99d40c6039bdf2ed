// A plain SMTP conversation with one simulated host, for tests: says lines, collects whole replies as they came.

import { Resolver } from 'node:dns/promises';
import net from 'node:net';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Simnet } from '../simnet-face.js';

export function resolverOf(simnet: Simnet, timeoutMs = 5000): Resolver {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 1 });
  resolver.setServers([simnet.dnsServer]);
  return resolver;
}

/** The addresses of a domain's MX hosts in order of preference. */
export async function mxAddresses(simnet: Simnet, domain: string): Promise<string[]> {
  const resolver = resolverOf(simnet);
  const mx = await resolver.resolveMx(domain);
  const sorted = mx.toSorted((a, b) => a.priority - b.priority);
  return (await Promise.all(sorted.map(({ exchange }) => resolver.resolve4(exchange)))).flat();
}

export interface Talk {
  /** Sends a line and waits for the whole reply; '' only waits. Resolves with the text so far when the host hangs up. */
  say(line: string): Promise<string>;
  close(): void;
}

export async function talkTo(simnet: Simnet, domain: string, hostIndex = 0): Promise<Talk> {
  const host = (await mxAddresses(simnet, domain))[hostIndex]!;
  const socket = net.connect(simnet.smtpPort, host);
  socket.setEncoding('latin1');
  let text = '';
  let isOver = false;
  let wake: () => void = () => undefined;
  socket.on('data', (chunk: string) => {
    text += chunk;
    wake();
  });
  socket.on('error', () => wake());
  socket.on('close', () => {
    isOver = true;
    wake();
  });
  return {
    async say(line) {
      if (line) socket.write(`${line}\r\n`);
      while (!isOver && !/^\d{3}(?: .*)?\r\n/m.test(text)) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const reply = text;
      text = '';
      return reply.replace(/\r\n$/, '');
    },
    close: () => socket.destroy(),
  };
}

export interface Sent {
  readonly reply: string;
  readonly isAccepted: boolean;
}

export interface Message {
  readonly from?: string;
  readonly to: string;
  readonly raw?: string;
  readonly usesTls?: boolean;
}

export const sample =
  'From: News <news@news.example>\r\nTo: reader@x.example\r\nSubject: Hello\r\nMessage-ID: <one@news.example>\r\n\r\nText\r\n.dot\r\n';

/** Sends one message to the domain's first host with nodemailer, and tells the reply. */
export async function send(simnet: Simnet, message: Message, hostIndex = 0): Promise<Sent> {
  const { from = 'return@news.example', to, raw = sample, usesTls = false } = message;
  const host = (await mxAddresses(simnet, to.slice(to.indexOf('@') + 1)))[hostIndex]!;
  const connection = new SMTPConnection({
    host,
    port: simnet.smtpPort,
    ignoreTLS: !usesTls,
    requireTLS: usesTls,
    tls: { rejectUnauthorized: false },
    socketTimeout: 5000,
  });
  return new Promise((resolve) => {
    const fail = (error: Error & { response?: string | undefined; code?: string | undefined }) => {
      connection.close();
      resolve({ reply: error.response ?? error.code ?? error.message, isAccepted: false });
    };
    connection.once('error', fail);
    connection.connect((error) => {
      if (error) return fail(error);
      connection.send({ from, to: [to] }, raw, (refusal, sent) => {
        if (refusal) return fail(refusal);
        connection.once('end', () => resolve({ reply: sent!.response, isAccepted: true }));
        connection.quit();
      });
    });
  });
}
