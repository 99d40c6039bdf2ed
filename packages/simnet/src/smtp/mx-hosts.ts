// The listeners of all simulated hosts: one address each in 127.0.0.0/8, all on one port.
import net from 'node:net';
import { closeServer, listen } from '../listening.js';
import { MxServer, type MxSurroundings } from './mx-server.js';
import type { MxHost } from './sites.js';

export class MxHosts {
  readonly #listeners = new Map<MxHost, net.Server>();
  #opening: Promise<void>[] = [];

  /** @param around set before the first connection can come */
  constructor(
    private readonly port: number,
    private readonly around: () => MxSurroundings,
  ) {}

  open(host: MxHost): void {
    const serve = this.#serverOf(host);
    const listener = net.createServer({ noDelay: true }, (socket) => serve().connect(socket));
    this.#listeners.set(host, listener);
    const opened = listen(listener, this.port, host.address);
    opened.catch(() => undefined); // ready() tells
    this.#opening.push(opened);
  }

  close(host: MxHost): void {
    const listener = this.#listeners.get(host);
    this.#listeners.delete(host);
    if (listener) void closeServer(listener);
  }

  /** Resolves once all hosts listen; rejects when one could not. */
  async ready(): Promise<void> {
    const opening = this.#opening;
    this.#opening = [];
    await Promise.all(opening);
  }

  async closeAll(): Promise<void> {
    const opened = [...this.#listeners.values()].filter((listener) => listener.listening);
    this.#listeners.clear();
    await Promise.all(opened.map(closeServer));
  }

  /** Made at the first connection, and anew when the host's banner or TLS has changed since. */
  #serverOf(host: MxHost): () => MxServer {
    let made: { server: MxServer; look: string } | undefined;
    return () => {
      const { banner, tls } = this.around().judge.behaviourOfHost(host);
      const look = JSON.stringify([banner, tls]);
      if (made?.look !== look) made = { server: new MxServer(host, this.around()), look };
      return made.server;
    };
  }
}
