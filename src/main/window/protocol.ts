import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, isAbsolute, relative, resolve, sep } from 'node:path';

/** The one place the window loads from. `new URL('app://bundle').origin` is "null" in Node, so protocol and host are compared, never origin. */
export const appScheme = 'app';
const appHost = 'bundle';
export const appUrl = `${appScheme}://${appHost}/index.html`;

export function isAppUrl(text: string): boolean {
  try {
    const { protocol, host, username, password } = new URL(text);
    return protocol === `${appScheme}:` && host === appHost && username === '' && password === '';
  } catch {
    return false;
  }
}

/** H-13. In the handler's own Response: a header hook would be one more place to get wrong. */
export const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'none'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; require-trusted-types-for 'script'";

const headers = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Answers `app://bundle/…` from one folder and from nowhere else (H-12). */
export function bundleHandler(folder: string): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'GET') return empty(405);
    const path = isAppUrl(request.url) ? await fileWithin(folder, request.url) : null;
    const type = path === null ? undefined : types[extname(path)];
    if (path === null || type === undefined) return empty(404);
    return new Response(new Uint8Array(await readFile(path)), { status: 200, headers: { ...headers, 'Content-Type': type } });
  };
}

const empty = (status: number): Response => new Response(null, { status, headers });

/** Decode first, then ask whether the path is still inside; links are resolved before they are trusted. Null: no such file here. */
async function fileWithin(folder: string, url: string): Promise<string | null> {
  const raw = /^app:\/\/bundle(\/[^?#]*)?/.exec(url)?.[1] ?? '/';
  let decoded: string;
  try {
    decoded = decodeURIComponent(raw);
  } catch {
    return null;
  }
  if (/[\\\0%]/.test(decoded) || decoded.includes('//') || decoded.split('/').includes('..')) return null;
  const path = resolve(folder, `.${decoded}`);
  try {
    const real = await realpath(path);
    const inside = relative(await realpath(folder), real);
    if (
      inside === '' ||
      inside.startsWith(`..${sep}`) ||
      inside === '..' ||
      isAbsolute(inside) ||
      real !== resolve(await realpath(folder), inside)
    )
      return null;
    return real === resolve(await realpath(folder), `.${decoded}`) && (await stat(real)).isFile() ? real : null;
  } catch {
    return null;
  }
}
