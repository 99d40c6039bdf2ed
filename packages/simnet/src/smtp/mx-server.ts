// smtp-server behind one simulated host: asks the judge at each step and writes what happened into the ledger.
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection.js';
import type { Answer } from '../behaviour.js';
import type { Certificate } from '../certificate.js';
import type { SimClock } from '../clock.js';
import type { Ledger, SimEventKind } from '../ledger.js';
import { queueId } from '../reports/delivery-status.js';
import { domainOf, headerOf } from '../reports/original.js';
import type { PostOffice } from '../reports/post-office.js';
import { type AnswerFacts, asRefusal, asText } from './answers.js';
import type { Envelope, Judge } from './judge.js';
import { MxConnection } from './mx-connection.js';
import type { MxHost } from './sites.js';

export interface MxSurroundings {
  readonly judge: Judge;
  readonly ledger: Ledger;
  readonly postOffice: PostOffice;
  readonly clock: SimClock;
  readonly certificate: Certificate;
}

type Done = (error?: Error | null) => void;
const maxMessageBytes = 36_700_160;
let serial = 1;

export class MxServer extends SMTPServer {
  readonly #byId = new Map<string, MxConnection>();

  constructor(
    private readonly host: MxHost,
    private readonly around: MxSurroundings,
  ) {
    const { banner, tls } = around.judge.behaviourOfHost(host);
    super({
      ...around.certificate,
      name: host.name,
      banner: banner ?? 'ready',
      heloResponse: '%s at your service, [%s]',
      size: maxMessageBytes,
      hideSTARTTLS: tls === 'none',
      disabledCommands: ['AUTH', 'VRFY', 'HELP', ...(tls === 'none' ? ['STARTTLS'] : [])],
      disableReverseLookup: true,
      logger: false,
      socketTimeout: 5 * 60_000,
    });
    this.on('error', () => undefined); // broken connections are the order of the day here
  }

  override connect(socket: Socket, options?: SMTPConnectionOptions | null): void {
    const { host, around } = this;
    const connection = new MxConnection(
      this,
      socket,
      () => around.judge.behaviourOfHost(host),
      () => this.#note('tls_failed'),
      options ?? undefined,
    );
    this.connections.add(connection);
    this.#byId.set(connection.id, connection);
    host.site.openConnections += 1;
    this.#note('connected');
    connection.on('error', () => undefined);
    connection.init();
  }

  /** The socket's own close event will not do: STARTTLS takes all listeners off it. */
  override onClose(session: SMTPServerSession): void {
    if (!this.#byId.delete(session.id)) return;
    this.host.site.openConnections -= 1;
    this.#note('closed');
  }

  override onConnect(session: SMTPServerSession, callback: Done): void {
    this.#say(callback, () => {
      const answer = this.around.judge.atConnect(this.host);
      return answer && this.#turnAway(answer, session);
    });
  }

  override onMailFrom(_from: { address: string }, session: SMTPServerSession, callback: Done): void {
    this.#say(callback, () => {
      const count = this.#byId.get(session.id)?.acceptedMessages ?? 0;
      const answer = this.around.judge.atMail(this.host, count);
      return answer && this.#turnAway(answer, session);
    });
  }

  override onRcptTo({ address }: { address: string }, session: SMTPServerSession, callback: Done): void {
    this.#say(callback, () => {
      const answer = this.around.judge.atRcpt(this.host, envelopeOf(session, address));
      return answer && this.#refuse(answer, session, address);
    });
  }

  override onData(stream: SMTPServerDataStream, session: SMTPServerSession, callback: Done): void {
    const connection = this.#byId.get(session.id);
    const recipients = session.envelope.rcptTo.map(({ address }) => address);
    const first = recipients[0] ?? '';
    stream.on('error', () => undefined); // the client went away in the middle: nothing was accepted
    if (this.around.judge.dropsInData(first)) {
      this.#note('dropped', first);
      setImmediate(() => connection?.drop()); // after the 354, which the library writes next
      return;
    }
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      const envelope = envelopeOf(session, first);
      const verdict = this.around.judge.atDot(envelope);
      if (verdict.kind === 'drop') {
        this.#note('dropped', first);
        return connection?.drop();
      }
      this.#say(callback, () => {
        if (verdict.kind === 'answer') return this.#refuse(verdict.answer, session, first);
        if (connection) connection.acceptedMessages += 1;
        const raw = Buffer.concat(chunks).toString('latin1');
        return this.#accept(verdict.answer, session, recipients, raw);
      });
    });
  }

  /** Takes the message: what a caller hears as 250 stands in the ledger before it is said. */
  #accept(answer: Answer, session: SMTPServerSession, recipients: string[], raw: string): Error {
    const { ledger, postOffice, judge, clock } = this.around;
    const facts = this.#factsOf(session, recipients[0] ?? '');
    const at = clock.now();
    for (const recipient of recipients) {
      const { mailFrom, client } = envelopeOf(session, recipient);
      const messageId = headerOf(raw, 'Message-ID') || null;
      ledger.noteReceived({ recipient, mailFrom, messageId, at, raw, host: this.host.name, tls: session.secure });
      this.#note('accepted', recipient, asText(answer, facts));
      const original = { mailFrom, recipient, raw, host: this.host.name, acceptedAt: at, client, queueId: facts.id };
      postOffice.plan(original, judge.laterReports(recipient));
    }
    return asRefusal(answer, facts);
  }

  #turnAway(answer: Answer, session: SMTPServerSession): Error {
    const facts = this.#factsOf(session, '');
    this.#note('turned_away', undefined, asText(answer, facts));
    return asRefusal(answer, facts);
  }

  #refuse(answer: Answer, session: SMTPServerSession, recipient: string): Error {
    const facts = this.#factsOf(session, recipient);
    this.#note(answer.code < 500 ? 'deferred' : 'refused', recipient, asText(answer, facts));
    return asRefusal(answer, facts);
  }

  /** Answers at once, or after the delay of a slow host. */
  #say(callback: Done, decide: () => Error | null): void {
    const { delayMs = 0 } = this.around.judge.behaviourOfHost(this.host);
    if (delayMs === 0) callback(decide());
    else void wait(delayMs).then(() => callback(decide()));
  }

  #note(kind: SimEventKind, recipient?: string, reply?: string): void {
    const of = recipient === undefined ? {} : { recipient, domain: domainOf(recipient) };
    const said = reply === undefined ? {} : { reply };
    this.around.ledger.noteEvent({ at: this.around.clock.now(), kind, host: this.host.name, ...of, ...said });
  }

  #factsOf({ remoteAddress }: SMTPServerSession, recipient: string): AnswerFacts {
    return { recipient, host: this.host.name, client: remoteAddress, id: queueId(serial++) };
  }
}

function envelopeOf({ envelope, remoteAddress }: SMTPServerSession, recipient: string): Envelope {
  return { client: remoteAddress, mailFrom: envelope.mailFrom ? envelope.mailFrom.address : '', recipient };
}
