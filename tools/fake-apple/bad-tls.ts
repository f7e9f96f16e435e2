import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import { createServer as createPlainServer } from 'node:net';
import { type Authority, makeAuthority } from './authority.js';

const tlsFaults = ['unknown-ca', 'self-signed', 'expired', 'wrong-host', 'old-version', 'not-tls', 'closed-in-handshake'] as const;
export type TlsFault = (typeof tlsFaults)[number];

/** A listener whose certificate or handshake is wrong in one way, and which would answer like the good one. */
export async function badTls(
  fault: TlsFault,
  authority: Authority,
  answer: RequestListener,
): Promise<Server | ReturnType<typeof createPlainServer>> {
  switch (fault) {
    case 'unknown-ca':
      return createServer(await (await makeAuthority()).issue(), answer);
    case 'self-signed':
      return createServer(await authority.selfSigned(), answer);
    case 'expired':
      return createServer(await authority.issue({ expired: true }), answer);
    case 'wrong-host':
      return createServer(await authority.issue({ host: 'api.example.com' }), answer);
    case 'old-version':
      // OpenSSL signs for TLS 1.1 only at security level 0.
      return createServer(
        { ...(await authority.issue()), minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'ALL@SECLEVEL=0' },
        answer,
      );
    case 'not-tls':
      return createPlainServer((socket) => socket.on('error', () => undefined).end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    case 'closed-in-handshake':
      // The client's first bytes are its hello: it is taken, then nothing more comes.
      return createPlainServer((socket) => socket.on('error', () => undefined).once('data', () => socket.destroy()));
  }
}
