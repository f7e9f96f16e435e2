import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { backupPassphrase } from '../support/backup.js';
import { keyrack } from '../support/cli.js';
import { spoil } from '../support/generations.js';
import { temporaryFolder } from '../support/home.js';
import { startKeyring } from '../support/keyring.js';

/** A vault that a real keyring opens, with an organization, and a backup of it. */
async function backedUpInKeyring() {
  const folder = await temporaryFolder(onTestFinished);
  const keyring = await startKeyring(folder);
  onTestFinished(() => keyring.end());
  const [home, backup] = [join(folder, 'home'), join(folder, 'backup.age')];
  const env = { ...keyring.env, KEYRACK_HOME: home, KEYRACK_BACKUP_PASSPHRASE: backupPassphrase };
  const { vaultId } = JSON.parse((await keyrack(['init', '--json'], env)).out);
  expect((await keyrack(['org', 'add', 'Acme'], env)).code).toBe(0);
  expect((await keyrack(['backup', backup], env)).code).toBe(0);
  return { keyring, home, backup, env, vaultId: vaultId as string };
}

test('R-31 a vault in a real keyring that opens, or whose item is gone, is not set aside: nobody can say that it is damaged', async () => {
  const { keyring, home, backup, env, vaultId } = await backedUpInKeyring();
  const again = () => keyrack(['restore', backup, '--set-aside', '--yes', '--json'], env);
  expect(JSON.parse((await again()).err).error.code).toBe('E_VAULT_OPENS');
  await spoil(home);
  await keyring.forget(vaultId);
  expect(JSON.parse((await again()).err).error.code).toBe('E_VAULT_SEALED');
  expect((await readdir(home)).filter((name) => name.startsWith('set-aside'))).toEqual([]);
});

test('R-31 damaged, and its item there: the new vault opens by the keyring, and the old item stays', async () => {
  const { keyring, home, backup, env, vaultId } = await backedUpInKeyring();
  await spoil(home);
  const { code, out, err } = await keyrack(['restore', backup, '--set-aside', '--yes', '--json'], env);
  expect([code, err]).toEqual([0, '']);
  expect(JSON.parse(out)).toMatchObject({ unlock: 'keychain', setAside: expect.stringContaining('set-aside-') });
  expect(JSON.parse((await keyrack(['org', 'list', '--json'], env)).out)).toMatchObject([{ name: 'Acme' }]);
  await keyring.forget(vaultId);
});
