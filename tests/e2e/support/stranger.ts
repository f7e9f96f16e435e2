import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';

/** Somebody who waits on this machine for whatever the page can be made to send. */
export async function startStranger() {
  const reached: string[] = [];
  const hear = (request: IncomingMessage) => void reached.push(`${request.method} ${request.url}`);
  const server = createServer((request, response) => {
    hear(request);
    response.end('<script>window.hit = 1</script>');
  });
  server.on('upgrade', (request, socket) => {
    hear(request);
    socket.destroy();
  });
  await new Promise<void>((go) => server.listen(0, '127.0.0.1', go));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // What is heard at all is worth listening for.
  await fetch(`${url}/control`);
  expect(reached.splice(0)).toEqual(['GET /control']);
  const close = () => new Promise<void>((done) => void server.close(() => done()));
  return { url, host: url.slice('http://'.length), reached, close };
}
