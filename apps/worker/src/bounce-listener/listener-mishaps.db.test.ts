// What befalls the bounce listener: cut connections, a database that is away, a port that is taken, a certificate renewed.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import type { ListenerStore } from '@doorstep/database';
import { afterAll, describe, expect, it } from 'vitest';
import { freePort } from '../../../../scripts/postgres.mjs';
import { until } from '../../../../scripts/wait.mjs';
import { freshDatabase } from '../../../../tests/database.js';
import { handOver, talkTo } from '../../../../tests/smtp-talk.js';
import { deliveryReport } from '../testing/inbox-fixture.js';
import { listenerFixture } from '../testing/listener-fixture.js';
import type { BounceListener } from './bounce-listener.js';

const here = listenerFixture({ freshDatabase, freePort });
const told = async () => (await here.store.list())[0]!;
/** Refused and put off in the mean time are counted with the next telling. */
async function toldNow(listener: BounceListener) {
  await listener.turn();
  return told();
}

describe('when something breaks', () => {
  it('a connection cut before the dot leaves nothing behind', async () => {
    const listener = await here.listen();
    const ann = await here.inbox.person();
    const raw = deliveryReport({ to: ann.returnPath, recipient: ann.address });
    for (const share of [0, 0.5, 1]) {
      const talk = await talkTo(here.port);
      await talk.reply();
      for (const command of ['EHLO a', 'MAIL FROM:<>', `RCPT TO:<${ann.returnPath}>`, 'DATA']) await talk.say(command);
      await new Promise((resolve) => talk.socket.write(`${raw.slice(0, raw.length * share)}\r\n.`, resolve));
      talk.cut();
      await talk.ended;
    }
    await until('the listener has noticed', 5000, async () => listener.connections() === 0);
    expect(await here.kept()).toEqual([]);
    expect(await handOver(here.port, ann.returnPath, raw)).toMatch(/^250/);
    expect(await here.kept()).toHaveLength(1);
  });

  it('says "later" while the database is away, before and after the message, and takes it then', async () => {
    const { store } = here;
    let isAway = false;
    const keep = (message: Parameters<ListenerStore['keep']>[0]) =>
      isAway ? Promise.reject(new Error('Connection terminated')) : store.keep(message);
    let trouble: string | null = null;
    const listener = await here.listen({
      store: Object.assign(Object.create(store) as ListenerStore, { keep }),
      trouble: () => trouble,
    });
    const ann = await here.inbox.person();
    const raw = deliveryReport({ to: ann.returnPath, recipient: ann.address });
    isAway = true;
    expect(await handOver(here.port, ann.returnPath, raw)).toMatch(/^451 4\.3\.0 /);
    trouble = 'Nothing can be stored here just now.';
    expect(await handOver(here.port, ann.returnPath, raw)).toMatch(/^451 4\.3\.0 Nothing can be stored/);
    [isAway, trouble] = [false, null];
    expect(await handOver(here.port, ann.returnPath, raw)).toMatch(/^250/);
    expect(await here.kept()).toHaveLength(1);
    expect(await toldNow(listener)).toMatchObject({ accepted: 1, putOff: 2 });
  });

  it('says "later" when the database does not answer, and the message that was kept after all counts once', async () => {
    const { store } = here;
    let slow = Promise.resolve(0);
    const keep = (message: Parameters<ListenerStore['keep']>[0]) => {
      slow = new Promise<void>((resolve) => setTimeout(resolve, 300)).then(() => store.keep(message));
      return slow;
    };
    await here.listen({
      store: Object.assign(Object.create(store) as ListenerStore, { keep }),
      limits: { keepMs: 50 },
    });
    const ann = await here.inbox.person();
    const raw = deliveryReport({ to: ann.returnPath, recipient: ann.address });
    for (const _ of [1, 2]) expect(await handOver(here.port, ann.returnPath, raw)).toMatch(/^451 4\.3\.0/);
    await slow;
    expect(await here.kept()).toHaveLength(1);
  });

  it('says so when the port is taken, and listens once it is free', async () => {
    const first = await here.listen();
    const second = here.make({
      settings: { port: here.port, host: '127.0.0.1', name: 'mx2.example', tls: null },
      machine: 'there',
    });
    await second.turn();
    expect(second.isListening()).toBe(false);
    expect(await told()).toMatchObject({
      ...{
        id: `there:127.0.0.1:${here.port}`,
        isListening: false,
        trouble: expect.stringContaining('Another program'),
      },
    });
    await first.stop();
    await second.turn();
    expect(second.isListening()).toBe(true);
    await second.stop();
    expect(await told()).toMatchObject({ isListening: false, trouble: null });
  });

  it('takes 200 mails over 200 connections at once', async () => {
    await here.listen({ limits: { connectionsPerPlace: 200 } });
    const people = await Promise.all(Array.from({ length: 200 }, () => here.inbox.person()));
    const replies = await Promise.all(
      people.map((one) =>
        handOver(here.port, one.returnPath, deliveryReport({ to: one.returnPath, recipient: one.address })),
      ),
    );
    expect(replies.filter((reply) => !reply.startsWith('250'))).toEqual([]);
    expect(await here.understand()).toBe(200);
    const states = await Promise.all(people.map((one) => here.inbox.stateOf(one)));
    expect(new Set(states)).toEqual(new Set(['returned']));
  });
});

describe('encryption', () => {
  const home = mkdtempSync(path.join(tmpdir(), 'doorstep-listener-'));
  const files = { certificate: path.join(home, 'cert.pem'), key: path.join(home, 'key.pem') };
  afterAll(() => rmSync(home, { recursive: true, force: true }));
  const make = (name: string) =>
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
        ...['-subj', `/CN=${name}`, '-keyout', files.key, '-out', files.certificate],
      ],
      { stdio: 'ignore' },
    );

  async function secured(): Promise<{ name: string; socket: tls.TLSSocket }> {
    const talk = await talkTo(here.port);
    await talk.reply();
    expect(await talk.say('EHLO mx.example')).toContain('STARTTLS');
    expect(await talk.say('STARTTLS')).toMatch(/^220/);
    talk.socket.removeAllListeners('data');
    const socket = tls.connect({ socket: talk.socket, rejectUnauthorized: false });
    await new Promise((resolve) => socket.once('secureConnect', resolve));
    return { name: socket.getPeerCertificate().subject.CN as string, socket };
  }

  it('is offered with the certificate of the files, also with one that was renewed meanwhile', async () => {
    const settings = { port: here.port, host: '127.0.0.1', name: 'mx.back.example', tls: files };
    const listener = await here.listen({ settings });
    expect(await told()).toMatchObject({
      hasTls: false,
      isListening: true,
      trouble: expect.stringContaining('STARTTLS'),
    });
    make('first.example');
    await listener.turn();
    expect(await told()).toMatchObject({ hasTls: true, trouble: null });
    const first = await secured();
    expect(first.name).toBe('first.example');
    make('second.example');
    utimesSync(files.certificate, new Date(), new Date(Date.now() + 5000));
    await listener.turn();
    const second = await secured();
    expect(second.name).toBe('second.example');
    for (const { socket } of [first, second]) socket.destroy();
  });
});
