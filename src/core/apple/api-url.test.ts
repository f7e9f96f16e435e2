import { expect, test } from 'vitest';
import { appleHosts } from '../../shared/apple/hosts.js';
import { apiOrigin } from './api-url.js';

test('Apple is asked at the host of the organization’s program; a packaged Keyrack asks nobody else', () => {
  for (const program of ['app-store', 'enterprise'] as const) {
    expect(apiOrigin({ apiUrl: null, packaged: false }, program)).toBe(appleHosts[program].origin);
    expect(apiOrigin({ apiUrl: 'http://127.0.0.1:8080', packaged: true }, program)).toBe(appleHosts[program].origin);
  }
});

test.each(['http://127.0.0.1:8080', 'https://localhost:1', 'http://[::1]:9', 'http://127.255.0.9'])('%s is this machine', (apiUrl) => {
  expect(apiOrigin({ apiUrl, packaged: false }, 'app-store')).toBe(apiUrl);
});

test.each([
  'http://127.0.0.1.evil.example',
  'http://evil.example/127.0.0.1',
  'http://localhost.evil.example',
  'http://128.0.0.1',
  'http://ada@127.0.0.1',
  'http://:pass@127.0.0.1',
  'http://127.0.0.1/v1',
  'http://127.0.0.1/?q',
  'http://127.0.0.1/?q=1',
  'http://127.0.0.1/#here',
  'ftp://127.0.0.1',
  'file:///etc',
  '127.0.0.1:8080',
  '',
])('no token is sent to “%s”, and it is said how to ask Apple', (apiUrl) => {
  expect(() => apiOrigin({ apiUrl, packaged: false }, 'app-store')).toThrow(
    expect.objectContaining({
      code: 'E_USAGE',
      message: expect.stringContaining('only point to this machine'),
      hint: 'Unset it to ask Apple.',
    }),
  );
});
