/** A server on this machine that notes whoever reaches it, and a page without a policy to show that it can be reached. */
import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';

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

export interface NameSink {
  /** For a browser that takes every name of the self-test to this machine. */
  readonly rule: string;
  /** The first labels of the names that were asked for: which ways got out. Read from the opening of TLS, where they stand plainly. */
  readonly reached: Set<string>;
  close(): void;
}

export async function openNameSink(): Promise<NameSink> {
  const reached = new Set<string>();
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (data) => {
      reached.add(/([\w-]+)\.vitrine\.invalid/.exec(data.toString('latin1'))?.[1] ?? 'unnamed');
      socket.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The sink has no port.');
  return {
    rule: `--host-resolver-rules=MAP *.vitrine.invalid localhost:${address.port.toString()}`,
    reached,
    close: () => server.close(),
  };
}
