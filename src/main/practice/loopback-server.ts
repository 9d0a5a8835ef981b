import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { Socket } from 'node:net';

export interface LoopbackServer {
  /** Listens on 127.0.0.1; the port stays the same for the life of this object. */
  listen(): Promise<number>;
  /** Closes the listener and cuts every connection: from outside, a pulled plug. */
  goDark(): Promise<void>;
  isListening(): boolean;
}

export function createLoopbackServer(listener: RequestListener, wantedPort: number): LoopbackServer {
  let port = wantedPort;
  let server: Server | null = null;
  const sockets = new Set<Socket>();

  return {
    isListening: () => server !== null,
    async listen() {
      if (server !== null) return port;
      const opened = createServer(listener);
      opened.on('connection', (socket) => {
        sockets.add(socket);
        socket.once('close', () => sockets.delete(socket));
      });
      await new Promise<void>((resolve, reject) => {
        opened.once('error', reject);
        opened.listen(port, '127.0.0.1', () => {
          opened.off('error', reject);
          resolve();
        });
      });
      const address = opened.address();
      if (address === null || typeof address === 'string') throw new Error('the practice site got no port');
      port = address.port;
      server = opened;
      return port;
    },
    async goDark() {
      const closing = server;
      server = null;
      if (closing === null) return;
      const closed = new Promise<void>((resolve, reject) => closing.close((error) => (error === undefined ? resolve() : reject(error))));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
