import { copyFile, readdir, readFile, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withKey } from '../support/conversation.js';

const leftover = 'vault.age.damaged-2026-01-01T00-00-00-000Z';

test('M-1 main’s dialogs for a purge, a rotation and a new recovery key name what opens to nothing; “Cancel” keeps it', async () => {
  const { value, home, id, passphrase, questions } = await withKey(false);
  await writeFile(join(home, leftover), 'torn');
  await value('keys.purge', { keys: [id] });
  await value('vault.changeUnlock', { unlock: 'passphrase', rotate: true, current: passphrase, passphrase: 'another one altogether' });
  await value('recovery.new', { passphrase });
  expect(questions).toEqual([expect.stringContaining(leftover), expect.stringContaining(leftover), expect.stringContaining(leftover)]);
  expect(await readFile(join(home, leftover), 'utf8')).toBe('torn');
});

test.for(['purge', 'rotation', 'recovery key'])(
  'M-1, M-13 agreed to, a %s in the window deletes it and names the copies others made',
  async (what) => {
    const { value, home, id, passphrase } = await withKey(true);
    await writeFile(join(home, leftover), 'torn');
    await copyFile(join(home, 'vault.age'), join(home, 'vault (1).age'));
    const left = { deleted: [leftover], setAside: [], found: [{ file: 'vault (1).age', is: 'holds' }] };
    if (what === 'purge') expect(await value('keys.purge', { keys: [id] })).toMatchObject(left);
    if (what === 'rotation')
      expect(await value('vault.changeUnlock', { unlock: 'passphrase', rotate: true, current: passphrase, passphrase })).toMatchObject(
        left,
      );
    if (what === 'recovery key') {
      const { recoveryKey, ask } = await value<{ recoveryKey: string; ask: number[] }>('recovery.new', { passphrase });
      const characters = ask.map((at) => recoveryKey.charAt(at - 1));
      expect(await value('recovery.confirm', { characters })).toEqual({ right: true, left });
    }
    expect(await readdir(home)).not.toContain(leftover);
  },
);

test('M-1 the window repairs nothing, purges nothing and makes no identity while vault.age cannot be read', async () => {
  const { invoke, home, id, passphrase, questions } = await withKey(true);
  await rename(join(home, 'vault.age'), join(home, 'away'));
  await symlink('/nowhere/at/all/vault.age', join(home, 'vault.age'));
  const refused = { ok: false, error: { code: 'E_VAULT_READ' } };
  expect(await invoke('vault.repair', { keep: null })).toMatchObject(refused);
  expect(await invoke('keys.purge', { keys: [id] })).toMatchObject(refused);
  const change = { unlock: 'passphrase', rotate: true, current: passphrase, passphrase: 'another one altogether' };
  expect(await invoke('vault.changeUnlock', change)).toMatchObject(refused);
  expect(await invoke('recovery.new', { passphrase })).toMatchObject(refused);
  expect(questions).toEqual([]);
  expect((await readdir(home)).filter((name) => name.includes('damaged'))).toEqual([]);
});
