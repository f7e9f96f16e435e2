import { expect, test } from 'vitest';
import { realPorts } from '../../real-ports.js';
import { keychainNotOurs } from './not-ours.js';

test('S-02 a keychain that is not ours to touch is asked for nothing, given nothing and rid of nothing', async () => {
  const { get, set, delete: remove, isOurs } = keychainNotOurs();
  expect(isOurs).toBe(false);
  for (const asked of [get('vault:1'), set('vault:1', 'AGE'), remove('vault:1')])
    await expect(asked).rejects.toMatchObject({ code: 'E_KEYCHAIN_NOT_OURS' });
});

test('S-02 a program whose keychain is not its own gets that one, whether a child or itself would have asked', async () => {
  for (const keychainChildPath of [null, '/nowhere/keychain.js']) {
    const ports = realPorts({ home: '/nowhere', keychainChildPath, keychainIsOurs: false, secrets: {} });
    await expect(ports.keychain.get('vault:1')).rejects.toMatchObject({ code: 'E_KEYCHAIN_NOT_OURS' });
  }
});
