// Reports a real Postfix makes come back to our signed return paths, straight into our own SMTP listener, and are understood.
import { connectToSite, type MxAnswer } from '@doorstep/delivery';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addPerson, type Person } from '../../apps/worker/src/testing/inbox-fixture.js';
import { listenerFixture } from '../../apps/worker/src/testing/listener-fixture.js';
import { freePort } from '../../scripts/postgres.mjs';
import { until } from '../../scripts/wait.mjs';
import { freshDatabase } from '../database.js';
import { type Postfix, startPostfix } from './postfix.js';

const answer: MxAnswer = {
  ...{ kind: 'mx', domain: 'peer.example', ttlSeconds: 60 },
  hosts: [{ host: 'mx.peer.example', preference: 10, addresses: ['127.0.0.1'] }],
};
/** Above what the next hop takes, below what Postfix takes itself; two of them do not fit into one mailbox. */
const LARGE = 'x'.repeat(70).concat('\r\n').repeat(1800);

interface Found {
  readonly address: string;
  readonly kind: string;
  readonly state: string;
  readonly category: string;
  readonly scope: string;
  readonly action: string;
  readonly status: string;
  readonly envelope: { readonly from: string };
}

/** Readers of every fate. Each with what must be found of the reports about her. */
const cases = [
  {
    name: 'an unknown user at the next host',
    address: 'gone@peer.example',
    reports: [['bounce', 'failed', '5.1.1', 'address_unknown', 'address']],
    causes: ['hard_bounce'],
  },
  {
    name: 'a full mailbox at the next host',
    address: 'stuffed@peer.example',
    reports: [['bounce', 'failed', '5.2.2', 'mailbox_full', 'address']],
  },
  {
    name: 'a full mailbox by the words of the mail store',
    address: 'quota@peer.example',
    reports: [['bounce', 'failed', '5.2.2', 'mailbox_full', 'address']],
  },
  {
    name: 'a mailbox of Postfix itself that overflows with the second message',
    address: 'boxed@peer.example',
    bodies: [LARGE, LARGE],
    reports: [['bounce', 'failed', '5.2.2', 'mailbox_full', 'address']],
  },
  {
    name: 'a message too large for the next host',
    address: 'narrow@peer.example',
    bodies: [LARGE],
    reports: [['bounce', 'failed', '5.3.4', 'message_too_big', 'message']],
  },
  {
    name: 'a next host that relays for nobody',
    address: 'reader@relayed.example',
    reports: [['bounce', 'failed', '5.7.1', 'domain_misconfig', 'domain']],
  },
  {
    name: 'a host that is away: a warning, then the end of the queue’s patience',
    address: 'late@peer.example',
    reports: [
      ['delayed', 'delayed', '4.4.1', 'unreachable', 'site'],
      ['bounce', 'failed', '4.4.1', 'unreachable', 'site'],
    ],
  },
  {
    name: 'a mailbox that stays full until the queue gives up: a warning, then a failure that is not hard',
    address: 'slow@peer.example',
    reports: [
      ['delayed', 'delayed', '4.2.2', 'mailbox_full', 'address'],
      ['bounce', 'failed', '4.2.2', 'mailbox_full', 'address'],
    ],
  },
] satisfies { name: string; address: string; bodies?: string[]; reports: string[][]; causes?: string[] }[];
const EXPECTED = cases.reduce((sum, { reports }) => sum + reports.length, 0);

/** What stands behind Postfix: a host with little room and readers of many kinds. */
function nextHop(): SMTPServer {
  const refusals: Record<string, [number, string]> = {
    'gone@peer.example': [550, '5.1.1 <gone@peer.example>: no such person here'],
    'stuffed@peer.example': [552, '5.2.2 <stuffed@peer.example>: mailbox full'],
    'slow@peer.example': [452, '4.2.2 <slow@peer.example>: mailbox over quota'],
  };
  return new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS'], size: 20_000, disableReverseLookup: true },
    onRcptTo({ address }, _session, done) {
      const [responseCode, words] = refusals[address] ?? [0, ''];
      done(responseCode === 0 ? null : Object.assign(new Error(words), { responseCode }));
    },
  });
}

const table = (entries: Record<string, string>) =>
  `inline:{ ${Object.entries(entries)
    .map(([key, value]) => `{ ${key} = ${value} }`)
    .join(' ')} }`;

/** By then everything is expired, and mostly come. */
const FLUSH_AFTER_MS = 12_000;

/** Waits of hours as seconds; what is not for us goes by `transport_maps`, its reports by `relayhost` to our listener. */
const settings = (hop: number, relay: number, closed: number) => `
virtual_mailbox_maps = ${table(Object.fromEntries(cases.map(({ address }) => [address, address.replace(/@.*/, '')])))}
transport_maps = ${table({
  ...Object.fromEntries(
    ['gone', 'stuffed', 'slow', 'narrow'].map((n) => [`${n}@peer.example`, `smtp:[127.0.0.1]:${hop}`]),
  ),
  ...{ 'late@peer.example': `smtp:[127.0.0.1]:${closed}`, 'quota@peer.example': 'full:' },
  'relayed.example': `smtp:[127.0.0.1]:${relay}`,
})}
virtual_mailbox_limit = 200000
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 1s
maximal_queue_lifetime = 5s
bounce_queue_lifetime = 5s
delay_warning_time = 2s
`;

/** A mail store that tells its reason and exits as dovecot-lda does (pipe(8)), and a host that relays for nobody. */
const services = (relay: number) => `
full unix - n n - - pipe user=nobody argv=/bin/sh -c {cat >/dev/null; echo "5.2.2 Quota exceeded (mailbox for user is full)"; exit 69}
127.0.0.1:${relay} inet n - n - - smtpd -o myhostname=mx.elsewhere.example -o mynetworks= -o smtpd_relay_restrictions=reject_unauth_destination
`;

describe('reports of a real Postfix', () => {
  const here = listenerFixture({ freshDatabase, freePort });
  const people = new Map<string, Person>();
  let found: Found[] = [];
  let postfix: Postfix | undefined;
  const hop = nextHop();
  beforeAll(async () => {
    const [port, hopPort, relayPort, closedPort] = [
      await freePort(),
      await freePort(),
      await freePort(),
      await freePort(),
    ];
    await new Promise<void>((resolve) => hop.listen(hopPort, '127.0.0.1', resolve));
    postfix = await startPostfix(port, settings(hopPort, relayPort, closedPort), services(relayPort));
    const listener = here.make({ settings: { port, host: '127.0.0.1', name: 'mx.back.example', tls: null } });
    await listener.turn();
    try {
      await sendAll(postfix.port);
      const sentAt = performance.now();
      await until('every report has come and is understood', 45_000, async () => {
        await here.understand();
        found = await reports();
        // Its queue manager once let a message that was put off lie for 40 s: it is told that there is something to do.
        if (performance.now() - sentAt > FLUSH_AFTER_MS) postfix?.flush();
        return found.length >= EXPECTED;
      });
    } catch (error) {
      throw new Error(`${(error as Error).message}\n${postfix.log()}`);
    } finally {
      await listener.stop();
    }
  });
  afterAll(async () => {
    await postfix?.stop();
    await new Promise<void>((resolve) => hop.close(() => resolve()));
  });

  async function sendAll(smtpPort: number): Promise<void> {
    const connected = await connectToSite({ answer, smtpPort, ehloName: 'mail.news.example', allowPrivateMx: true });
    if (connected.kind !== 'open') throw new Error(JSON.stringify(connected.report));
    for (const { address, bodies = ['Hello.\r\n'] } of cases) {
      const person = await addPerson(here.database, address);
      people.set(address, person);
      for (const [n, text] of bodies.entries()) {
        const head = `From: News <n@news.example>\r\nTo: ${address}\r\nSubject: Letter\r\nMessage-ID: <${n}.${address}>\r\n\r\n`;
        const body = Buffer.from(head + text);
        const sent = await connected.connection.send({
          ...{ from: person.returnPath, to: address, beforeDot: async () => true, body },
        });
        expect(sent, address).toMatchObject({ outcome: 'accepted' });
      }
    }
    await connected.connection.close();
  }

  const reports = () =>
    here.inbox.query<Found>(
      `SELECT a.normalized AS address, i.kind, i.state, i.category, i.scope, i.envelope,
         i.report->'recipients'->0->>'action' AS action, i.report->>'status' AS status
       FROM inbound_message i LEFT JOIN address a ON a.id = i.address_id WHERE i.state <> 'new' ORDER BY i.id`,
    );

  it.each(cases)(
    'tell of $name',
    async ({ address, reports: expected, causes = [] }: (typeof cases)[number] & { causes?: string[] }) => {
      const about = found.filter((one) => one.address === address);
      expect(about.map(({ kind, action, status, category, scope }) => [kind, action, status, category, scope])).toEqual(
        expected,
      );
      for (const one of about) expect(one).toMatchObject({ state: 'matched', envelope: { from: '' } });
      const person = people.get(address)!;
      expect([await here.inbox.stateOf(person), await here.inbox.causesOf(person)]).toEqual(['returned', causes]);
    },
  );

  it('are all matched, none is left over', () => {
    expect(found).toHaveLength(EXPECTED);
    expect(found.filter(({ state }) => state !== 'matched')).toEqual([]);
  });
});
