// One SMTP connection to a simulated host: smtp-server's, plus the misbehaviour that library is too well-mannered for.
import type { Socket } from 'node:net';
import type { SMTPServer } from 'smtp-server';
import { SMTPConnection, type SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection.js';
import type { Behaviour } from '../behaviour.js';
import { RawReply } from './answers.js';

const handshakeFailure = Buffer.from('15030300020228', 'hex'); // a fatal TLS alert (RFC 8446 §6.2)
const pleasantries: Record<string, string> = { MAIL_FROM_OK: '2.1.0 Ok', RCPT_TO_OK: '2.1.5 Ok' };

export class MxConnection extends SMTPConnection {
  acceptedMessages = 0;

  constructor(
    server: SMTPServer,
    socket: Socket,
    private readonly behaviour: () => Behaviour,
    private readonly onTlsFailed: () => void,
    options?: SMTPConnectionOptions,
  ) {
    super(server, socket, options);
  }

  /** Without the 100 ms that the library waits for clients that talk too soon. */
  override init(): void {
    this._setListeners(() => this.connectionReady());
  }

  override send(code: number, data?: string | string[] | RawReply | null, context?: string | false): void {
    if (data instanceof RawReply) {
      if (!this._socket.destroyed) this._socket.write(Buffer.from(data.bytes, 'latin1'));
      if (code === 421) this.close();
      return;
    }
    super.send(code, (context && pleasantries[context]) || data, context);
  }

  override handler_EHLO(command: Buffer, callback: () => void): void {
    if (this.behaviour().refusesEhlo) {
      this.send(502, '5.5.1 Command not implemented');
      callback();
    } else super.handler_EHLO(command, callback);
  }

  override handler_STARTTLS(command: Buffer, callback: () => void): void {
    if (this.behaviour().tls === 'broken') this.#breakHandshake();
    else super.handler_STARTTLS(command, callback);
  }

  /** Says yes, and answers the first bytes of the handshake with an alert. */
  #breakHandshake(): void {
    this.send(220, '2.0.0 Ready to start TLS');
    if (this._parser) this._socket.unpipe(this._parser);
    this._socket.once('data', () => this._socket.end(handshakeFailure));
    this._socket.resume();
    this.onTlsFailed();
  }

  /** Cuts the connection without a word. */
  drop(): void {
    this._socket.destroy();
  }
}
