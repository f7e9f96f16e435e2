import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const out = resolve(import.meta.dirname, '../../out');
const bundlesOf = (folder: string) =>
  readdirSync(join(out, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.c?js$/.test(name))
    .map((name) => ({ name: join(folder, name), code: readFileSync(join(out, folder, name), 'utf8') }));
const ciphers = /\b(createCipheriv|createDecipheriv|getCiphers)\b/;

test('the window’s bundles ask Node’s crypto for no cipher: Electron’s is BoringSSL, which has no chacha20-poly1305', () => {
  const window = ['main', 'preload'].flatMap(bundlesOf);
  expect(window.length).toBeGreaterThan(4);
  expect(window.filter(({ code }) => ciphers.test(code)).map(({ name }) => name)).toEqual([]);
  // The search finds it where it is: the command line runs on a Node of its own.
  expect(bundlesOf('cli').filter(({ code }) => ciphers.test(code)).length).toBeGreaterThan(0);
});

test('what the window does ask of it, BoringSSL has: SHA-256, P-256 keys, random numbers; scrypt or something in its place', () => {
  const asked = ['main']
    .flatMap(bundlesOf)
    .flatMap(({ code }) =>
      [...code.matchAll(/import \{([^}]*)\} from "(?:node:)?crypto"/g)].flatMap(([, names = '']) =>
        names.split(',').map((name) => name.trim().split(' as ')[0] ?? ''),
      ),
    );
  const known = [
    'createECDH',
    'createHash',
    'createPrivateKey',
    'createPublicKey',
    'randomBytes',
    'randomInt',
    'randomUUID',
    // Where it has it not, the library's own does the work (host-scrypt.ts).
    'scryptSync',
    'sign',
    'verify',
  ];
  expect([...new Set(asked)].filter((name) => !known.includes(name))).toEqual([]);
  const hashes = bundlesOf('main').flatMap(({ code }) => [...code.matchAll(/createHash\(("[^"]*"|[^)"]*)\)/g)].map(([, name]) => name));
  expect([...new Set(hashes)]).toEqual(['"sha256"']);
});
