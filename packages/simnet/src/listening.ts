// Opening and closing of loopback listeners, with their connections.
import type net from 'node:net';

export function listen(server: net.Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
    watchConnections(server);
  });
}

const open = new WeakMap<net.Server, Set<net.Socket>>();

function watchConnections(server: net.Server): void {
  const sockets = new Set<net.Socket>();
  open.set(server, sockets);
  server.on('connection', (socket) => {
    for (const other of sockets) if (other.destroyed) sockets.delete(other); // STARTTLS takes close listeners off
    sockets.add(socket);
  });
}

/** Ends listening and cuts what is still connected. */
export function closeServer(server: net.Server): Promise<void> {
  for (const socket of open.get(server) ?? []) socket.destroy();
  return new Promise((resolve) => server.close(() => resolve()));
}
