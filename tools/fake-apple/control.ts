import { createPublicKey } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { end, type Fault, faults } from './faults.js';
import type { Switches } from './switches.js';

export const controlPath = '/_fake/';

/**
 * The switches for another process, with curl: POST fault?name=rate[&times=1] (name=none: off), POST revoke?key=<Key ID>,
 * POST clock?offset=<milliseconds>, POST register?key=<Key ID>[&issuer=<Issuer ID>] with a public key's PEM as its body (no issuer:
 * an individual key), GET requests (without tokens). 204 when it is set, 400 with a word about the mistake.
 */
export async function control(apple: Switches, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://fake');
  const asked = `${request.method} ${pathname.slice(controlPath.length)}`;
  if (asked === 'GET requests') {
    response.setHeader('Content-Type', 'application/json');
    end(response, 200, JSON.stringify(apple.requests.map(({ method, path, refusal }) => ({ method, path, refusal }))));
    return;
  }
  const mistake = asked === 'POST register' ? register(apple, searchParams, await textOf(request)) : set(apple, asked, searchParams);
  end(response, mistake === null ? 204 : 400, mistake === null ? '' : `${mistake}\n`);
}

function register(apple: Switches, given: URLSearchParams, pem: string): string | null {
  const [keyId, issuerId] = [given.get('key'), given.get('issuer')];
  if (!keyId) return 'key: a Key ID';
  // Nobody's private key belongs here, and a public one is made of it all too easily.
  if (!pem.includes('-----BEGIN PUBLIC KEY-----')) return 'the body: a public key in PEM (openssl pkey -in FILE -pubout)';
  try {
    const known = { keyId, publicKey: createPublicKey(pem), roles: ['ADMIN'] };
    apple.register(issuerId ? { kind: 'team', issuerId: issuerId.toLowerCase(), ...known } : { kind: 'individual', ...known });
    return null;
  } catch {
    return 'the body: this public key cannot be read';
  }
}

const mostBytes = 4 * 1024;
async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request.setEncoding('utf8')) if (text.length < mostBytes) text += piece;
  return text.slice(0, mostBytes);
}

function set(apple: Switches, asked: string, given: URLSearchParams): string | null {
  const name = given.get('name') ?? '';
  const number = (of: string): number => Number(given.get(of) || Number.NaN);
  switch (asked) {
    case 'POST fault':
      if (name !== 'none' && !isFault(name)) return `name: none, ${faults.join(', ')}`;
      if (given.has('times') && !(number('times') >= 1)) return 'times: how many requests';
      apple.fault(name === 'none' ? null : name, given.has('times') ? number('times') : undefined);
      return null;
    case 'POST revoke':
      if (!given.get('key')) return 'key: a Key ID';
      apple.revoke(given.get('key') ?? '');
      return null;
    case 'POST clock':
      if (!Number.isFinite(number('offset'))) return 'offset: milliseconds Apple’s clock is ahead';
      apple.clock.offsetMs = number('offset');
      return null;
    default:
      return 'POST fault, POST revoke, POST clock, POST register, GET requests';
  }
}

const isFault = (name: string): name is Fault => (faults as readonly string[]).includes(name);
