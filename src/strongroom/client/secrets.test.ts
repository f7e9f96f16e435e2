import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { takeSecrets } from './secrets.js';

test('M-4 what is handed to the strongroom does not say what it is when it is looked at, and arrives whole', () => {
  const env: NodeJS.ProcessEnv = { KEYRACK_PASSPHRASE: 'correct horse battery staple', NODE_DEBUG: 'worker', PATH: '/bin' };
  const given = takeSecrets(env);
  expect(env).toEqual({ PATH: '/bin' });
  expect(inspect({ workerData: { secrets: given } }, { depth: 9 })).not.toContain('horse');
  // As window's main joins what it was given in two ways, and as it crosses to the thread.
  const joined = { ...given };
  expect(inspect(joined)).not.toContain('horse');
  expect(Object.entries(given)).toEqual([['KEYRACK_PASSPHRASE', 'correct horse battery staple']]);
});
