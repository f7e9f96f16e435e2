import { expect, test } from 'vitest';
import { networkError } from './network-error.js';

const failed = (code: string, cause?: string) =>
  Object.assign(new Error('fetch failed'), cause === undefined ? { code } : { code, cause: { code: cause } });
const [midway, before, unsafe] = [
  'The connection was broken off in the middle of the answer.',
  'The connection was broken off before there was an answer.',
  'The connection was not, or did not stay, a safe one.',
];

test.each([
  ['ECONNREFUSED', 'E_NET_REFUSED', null],
  ['ECONNRESET', 'E_NET_REFUSED', before],
  ['EPIPE', 'E_NET_REFUSED', before],
  ['UND_ERR_SOCKET', 'E_NET_REFUSED', before],
  ['ENOTFOUND', 'E_NET_OFFLINE', null],
  ['EAI_AGAIN', 'E_NET_OFFLINE', null],
  ['ENETUNREACH', 'E_NET_OFFLINE', null],
  ['UND_ERR_CONNECT_TIMEOUT', 'E_NET_TIMEOUT', null],
  ['ETIMEDOUT', 'E_NET_TIMEOUT', null],
  ['CERT_HAS_EXPIRED', 'E_TLS', null],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'E_TLS', null],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'E_TLS', null],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'E_TLS', unsafe],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'E_TLS', unsafe],
])('R-100 the system’s %s is %s', (system, code, message) => {
  expect(networkError(failed(system), false)).toEqual({ code, message });
  expect(networkError(failed('UND', system), false), 'as a cause').toEqual({ code, message });
});

test('R-100 what was broken off in the middle of an answer says so, and nothing else is called that', () => {
  for (const system of ['ECONNRESET', 'UND_ERR_SOCKET', 'ECONNREFUSED'])
    expect(networkError(failed(system), true)).toEqual({ code: 'E_NET_REFUSED', message: midway });
  expect(networkError(failed('ETIMEDOUT'), true).message).toBeNull();
  expect(networkError(failed('CERT_HAS_EXPIRED'), true).message).toBeNull();
});
