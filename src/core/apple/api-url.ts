import { appleHosts } from '../../shared/apple/hosts.js';
import { KeyrackError } from '../../shared/errors/index.js';
import type { Program } from '../../shared/model.js';

/** Apple's host, or KEYRACK_API_URL for development: loopback only, else E_USAGE; ignored in packaged builds. */
export function apiOrigin({ apiUrl, packaged }: { readonly apiUrl: string | null; readonly packaged: boolean }, program: Program): string {
  if (apiUrl === null || packaged) return appleHosts[program].origin;
  const refused = new KeyrackError(
    'E_USAGE',
    'KEYRACK_API_URL may only point to this machine (http or https on 127.0.0.1, ::1 or localhost).',
    { next: 'Unset it to ask Apple.' },
  );
  let url: URL;
  try {
    url = new URL(apiUrl);
  } catch {
    throw refused;
  }
  const loopback = /^(127\.\d{1,3}\.\d{1,3}\.\d{1,3}|localhost|\[::1\])$/.test(url.hostname);
  const bare = url.username === '' && url.password === '' && url.pathname === '/' && url.search === '' && url.hash === '';
  if (!loopback || !bare || !['http:', 'https:'].includes(url.protocol)) throw refused;
  return url.origin;
}

/** Who is asked in Apple's place; null: Apple. */
export function hostAsked(deps: Parameters<typeof apiOrigin>[0], program: Program): string | null {
  const origin = apiOrigin(deps, program);
  return origin === appleHosts[program].origin ? null : new URL(origin).host;
}
