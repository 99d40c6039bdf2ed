// A database behind a wire that can be cut: what a restart or a failing network looks like to the services.
import net from 'node:net';
import { freshDatabase } from '../database.js';

export interface CuttableDatabase {
  readonly url: string;
  /** Breaks every connection and refuses new ones until `mend`. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  close(): Promise<void>;
}

export async function cuttableDatabase(): Promise<CuttableDatabase> {
  const database = await freshDatabase();
  const target = new URL(database.url);
  const sockets = new Set<net.Socket>();
  let server = listener();
  const port = await listen(0);
  const url = new URL(database.url);
  url.port = String(port);

  function listener(): net.Server {
    return net.createServer((inner) => {
      const outer = net.connect(Number(target.port), target.hostname);
      for (const socket of [inner, outer]) {
        sockets.add(socket);
        socket.on('close', () => sockets.delete(socket));
        socket.on('error', () => socket.destroy()); // the other end sees the break
      }
      inner.pipe(outer).pipe(inner);
    });
  }

  function listen(wanted: number): Promise<number> {
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(wanted, '127.0.0.1', () => resolve((server.address() as net.AddressInfo).port));
    });
  }

  async function cut(): Promise<void> {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  }

  return {
    url: url.href,
    cut,
    async mend() {
      server = listener();
      await listen(port);
    },
    async close() {
      if (server.listening) await cut();
      await database.drop();
    },
  };
}
