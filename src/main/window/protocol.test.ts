import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleHandler, contentSecurityPolicy } from './protocol.js';

let root = '';
let answer: (request: Request) => Promise<Response>;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'keyrack-bundle-'));
  const bundle = join(root, 'renderer');
  await mkdir(join(bundle, 'assets'), { recursive: true });
  await writeFile(join(bundle, 'index.html'), '<!doctype html>');
  await writeFile(join(bundle, 'assets', 'app.js'), 'export {};');
  await writeFile(join(bundle, 'assets', 'notes.txt'), 'no type of ours');
  await writeFile(join(root, 'secret.html'), 'outside');
  await mkdir(join(root, 'renderer-next'));
  await writeFile(join(root, 'renderer-next', 'index.html'), 'a sibling with our name in front');
  await symlink(join(root, 'secret.html'), join(bundle, 'link.html'));
  await symlink(root, join(bundle, 'up'));
  answer = bundleHandler(bundle);
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe('H-12 app://bundle serves the bundle and nothing else', () => {
  test.each([
    ['app://bundle/index.html', 'text/html; charset=utf-8'],
    ['app://bundle/index.html?x=1#top', 'text/html; charset=utf-8'],
    ['app://bundle/assets/app.js', 'text/javascript; charset=utf-8'],
    ['app://bundle/assets/%61pp.js', 'text/javascript; charset=utf-8'],
  ])('%s is served, with the policy', async (url, type) => {
    const reply = await answer(new Request(url));
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toBe(type);
    expect(reply.headers.get('content-security-policy')).toBe(contentSecurityPolicy);
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
    expect(reply.headers.get('referrer-policy')).toBe('no-referrer');
    expect(reply.headers.get('cross-origin-opener-policy')).toBe('same-origin');
  });

  test.each([
    'app://other/index.html',
    'app://bundle.evil/index.html',
    'app://bundle@evil/index.html',
    'https://bundle/index.html',
    'app://bundle/',
    'app://bundle',
    'app://bundle/assets',
    'app://bundle/assets/',
    'app://bundle/missing.html',
    'app://bundle/assets/notes.txt',
    'app://bundle/../secret.html',
    'app://bundle/assets/../../secret.html',
    'app://bundle/%2e%2e/secret.html',
    'app://bundle/%2e%2e%2fsecret.html',
    'app://bundle/..%2fsecret.html',
    'app://bundle/..%5csecret.html',
    'app://bundle/assets/..%2f..%2fsecret.html',
    'app://bundle/%252e%252e%252fsecret.html',
    'app://bundle/..%2frenderer-next%2findex.html',
    'app://bundle/index.html%00.js',
    'app://bundle/%00',
    'app://bundle//etc/passwd',
    'app://bundle/%2fetc%2fpasswd',
    'app://bundle//index.html',
    'app://bundle/%E0%A4%A.html',
    'app://bundle/link.html',
    'app://bundle/up/secret.html',
    'app://bundle/up/renderer/index.html',
    'app://bundle/C:%5cindex.html',
  ])('%s is not', async (url) => {
    const reply = await answer({ method: 'GET', url } as Request);
    expect(reply.status).toBe(404);
    expect(await reply.text()).toBe('');
  });

  test.each(['POST', 'PUT', 'HEAD', 'DELETE', 'OPTIONS'])('%s is refused', async (method) => {
    expect((await answer(new Request('app://bundle/index.html', { method }))).status).toBe(405);
  });
});

describe('H-13 what every answer carries', () => {
  const policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'none'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; require-trusted-types-for 'script'";
  test.each([
    ['what is served', 'GET', 'app://bundle/index.html'],
    ['what is not there', 'GET', 'app://bundle/missing.html'],
    ['what is refused', 'POST', 'app://bundle/index.html'],
  ])('%s', async (_what, method, url) => {
    const { headers } = await answer(new Request(url, { method }));
    expect(headers.get('content-security-policy')).toBe(policy);
    expect([...headers.keys()].filter((name) => name !== 'content-type').sort()).toEqual([
      'cache-control',
      'content-security-policy',
      'cross-origin-opener-policy',
      'referrer-policy',
      'x-content-type-options',
    ]);
  });
});
