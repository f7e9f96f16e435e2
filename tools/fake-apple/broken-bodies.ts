import type { IncomingMessage, ServerResponse } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';

const ways = [
  'gzip-broken',
  'gzip-cut',
  'br-broken',
  'br-cut',
  'deflate-broken',
  'packed-unasked',
  'packed-oddly',
  'body-cut',
  'chunks-broken',
  'trailers',
  'hints',
  'continue',
  'endless',
  'reset-after-head',
] as const;
const statuses = [200, 204, 302, 304, 401, 403, 429, 503] as const;
/** An answer whose head is well and whose body is not (or is odd): `302-gzip-broken`. */
export type BrokenBody = `${(typeof statuses)[number]}-${(typeof ways)[number]}`;
export const brokenBodies: readonly BrokenBody[] = statuses.flatMap((status) => ways.map((way) => `${status}-${way}` as const));

const json = '{"data":[{"type":"territories","id":"USA"}]}';
const whole = Buffer.from(json.repeat(200));
const packed: Readonly<Record<string, readonly [encoding: string, body: Buffer]>> = {
  'gzip-broken': ['gzip', Buffer.concat([gzipSync(whole).subarray(0, 20), Buffer.alloc(200, 0xff)])],
  'gzip-cut': ['gzip', gzipSync(whole).subarray(0, -20)],
  'br-broken': ['br', Buffer.alloc(200, 0xff)],
  'br-cut': ['br', brotliCompressSync(whole).subarray(0, -4)],
  'deflate-broken': ['deflate', Buffer.concat([deflateSync(whole).subarray(0, 10), Buffer.alloc(200, 0xff)])],
  'packed-unasked': ['zstd', Buffer.from('28b52ffd', 'hex')],
  'packed-oddly': ['constructor', whole],
};

/** By hand, under the HTTP of Node: what it would not let us send is what is wanted. */
export function breakBody(fault: BrokenBody, request: IncomingMessage, response: ServerResponse): void {
  const { socket } = request;
  const [status = ''] = fault.split('-');
  const way = fault.slice(status.length + 1);
  const date = String(response.getHeader('Date') ?? '');
  const head = (...more: readonly string[]) =>
    [`HTTP/1.1 ${status} Odd`, `Date: ${date}`, 'Content-Type: application/json', 'Location: /elsewhere', ...more, '', ''].join('\r\n');
  const [encoding = '', body = whole] = packed[way] ?? [];
  switch (way) {
    case 'body-cut':
      return void socket.write(`${head('Content-Length: 9999')}${json}`, () => socket.destroy());
    case 'reset-after-head':
      return void socket.write(head('Content-Length: 9999'), () => socket.resetAndDestroy());
    case 'endless':
      return void socket.write(`${head('Content-Length: 9999')}${json}`);
    case 'chunks-broken':
      return void socket.end(`${head('Transfer-Encoding: chunked')}5\r\n{"dat\r\nnonsense\r\n`);
    case 'trailers':
      return void socket.end(
        `${head('Transfer-Encoding: chunked', 'Trailer: X-Odd')}${json.length.toString(16)}\r\n${json}\r\n0\r\nX-Odd: 1\r\nDate: never\r\n\r\n`,
      );
    case 'hints':
    case 'continue': {
      const before = way === 'hints' ? '103 Early Hints\r\nLink: </x>' : '100 Continue';
      return void socket.end(`HTTP/1.1 ${before}\r\n\r\n${head(`Content-Length: ${json.length}`)}${json}`);
    }
    default:
      socket.write(head(`Content-Encoding: ${encoding}`, `Content-Length: ${body.length}`));
      return void socket.end(body);
  }
}
