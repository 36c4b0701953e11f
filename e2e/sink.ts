/** A server on this machine that notes whoever reaches it, and a page without a policy to show that it can be reached. */
import { createServer } from 'node:http';

export interface Sink {
  readonly url: string;
  /** Paths that were asked for, upgrades to a WebSocket included. */
  readonly hits: readonly string[];
  close(): void;
}

export const UNGUARDED = '<!doctype html><meta charset="utf-8"><title>Unguarded</title><link rel="icon" href="data:,">';

export async function openSink(): Promise<Sink> {
  const hits: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    if (path === '/unguarded.html') return response.setHeader('Content-Type', 'text/html').end(UNGUARDED);
    hits.push(path);
    return response.setHeader('Access-Control-Allow-Origin', '*').setHeader('Content-Type', 'text/javascript').end();
  });
  server.on('upgrade', (request, socket) => {
    hits.push(request.url ?? '');
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The sink has no port.');
  return {
    url: `http://localhost:${address.port.toString()}/`,
    hits,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
