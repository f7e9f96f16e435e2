import { expect, test } from 'vitest';
import { createNamedPaths } from './named-paths.js';

test('H-35 a path is known once it was handed out, to the letter', () => {
  const paths = createNamedPaths();
  paths.handOut(['/home/me/AuthKey_A.p8', null]);
  expect(paths.known('/home/me/AuthKey_A.p8')).toBe('/home/me/AuthKey_A.p8');
  for (const other of ['/home/me/../me/AuthKey_A.p8', '/home/me', '/home/me/AuthKey_A.p8/', '', '/etc/passwd'])
    expect(() => paths.known(other), other).toThrow(expect.objectContaining({ code: 'E_USAGE' }));
});

test('H-35 of very many the latest are known', () => {
  const paths = createNamedPaths();
  paths.handOut(['/first', '/kept']);
  paths.handOut(Array.from({ length: 49_999 }, (_, n) => `/more/${n}`));
  expect(() => paths.known('/first')).toThrow();
  expect(paths.known('/kept')).toBe('/kept');
  paths.handOut(['/kept', '/new']);
  expect([paths.known('/kept'), paths.known('/new'), paths.known('/more/49998')]).toHaveLength(3);
});
