import { expect, test } from 'vitest';
import { refusedArgument } from './arguments.js';

test.each([
  '--remote-debugging-port=9222',
  '--remote-debugging-pipe',
  '--js-flags=--expose-gc',
  '--inspect',
  '--inspect=0',
  '--inspect-brk=9229',
  '--no-sandbox',
  '--disable-web-security',
  '--load-extension=/tmp/x',
  '--proxy-server=127.0.0.1:8080',
  '--host-resolver-rules=MAP * 127.0.0.1',
])('H-05 %s is refused', (argument) => {
  expect(refusedArgument(['keyrack', argument])).toBe(argument);
});

test('H-05 files and ordinary switches are not', () => {
  expect(refusedArgument(['keyrack', 'AuthKey_2X9R4HXF34.p8', '--no-sandbox-please', '--hidden'])).toBeNull();
});
