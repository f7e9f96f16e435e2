import { randomBytes } from 'node:crypto';
import { scrypt as inJavaScript } from '@noble/hashes/scrypt.js';
import { expect, test, vi } from 'vitest';
import { eitherScrypt, scrypt } from './host-scrypt.js';
import { scrypt as byHost } from './scrypt.js';

const salt = new Uint8Array(randomBytes(44));
const cost = { N: 2 ** 10, r: 8, p: 1, dkLen: 32 };

test('the window’s scrypt answers as the library’s, whichever of the two did it', () => {
  const noHost = eitherScrypt(() => {
    throw new Error('Scrypt algorithm not supported');
  }, inJavaScript);
  for (const passphrase of ['four words nobody guesses', 'Änderungsschlüssel 🗝', '']) {
    const expected = inJavaScript(passphrase, salt, cost);
    expect(byHost(passphrase, salt, cost)).toEqual(expected);
    expect(scrypt(passphrase, salt, cost)).toEqual(expected);
    expect(noHost(passphrase, salt, cost)).toEqual(expected);
  }
});

test('where the host has scrypt, JavaScript does not do it again', () => {
  const second = vi.fn(inJavaScript);
  eitherScrypt(byHost, second)('four words nobody guesses', salt, cost);
  expect(second).not.toHaveBeenCalled();
});
