import type { IncomingMessage, ServerResponse } from 'node:http';
import { end, type Fault, faults } from './faults.js';
import type { Switches } from './server.js';

export const controlPath = '/_fake/';

/**
 * The switches for another process, with curl: POST fault?name=rate[&times=1] (name=none: off), POST revoke?key=<Key ID>,
 * POST clock?offset=<milliseconds>, GET requests (without tokens). 204 when it is set, 400 with a word about the mistake.
 */
export function control(apple: Switches, request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://fake');
  const asked = `${request.method} ${pathname.slice(controlPath.length)}`;
  if (asked === 'GET requests') {
    response.setHeader('Content-Type', 'application/json');
    end(response, 200, JSON.stringify(apple.requests.map(({ method, path, refusal }) => ({ method, path, refusal }))));
    return;
  }
  const mistake = set(apple, asked, searchParams);
  end(response, mistake === null ? 204 : 400, mistake === null ? '' : `${mistake}\n`);
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
      return 'POST fault, POST revoke, POST clock, GET requests';
  }
}

const isFault = (name: string): name is Fault => (faults as readonly string[]).includes(name);
