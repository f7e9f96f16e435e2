import { readdir } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import { backupPassphrase, vaultWithKeys } from '../support/backup.js';
import { conversation, open } from '../support/conversation.js';
import { spoil } from '../support/generations.js';

test('M-6 neither a backup nor a new vault of one is made under a weak passphrase, and nothing is moved', async () => {
  const made = await vaultWithKeys(onTestFinished);
  await made.room.backup({ path: made.path, passphrase: backupPassphrase, interactive: false, leaveOut: [] });
  const refused = { ok: false, error: { code: 'E_PASSPHRASE_WEAK' } };
  const saving = await conversation(open, true, `${made.path}.second`);
  await saving.invoke('vault.unlock', { passphrase: saving.passphrase });
  expect(await saving.invoke('backup.make', { passphrase: 'a' })).toMatchObject(refused);
  const talk = await conversation(open, true, made.path);
  await spoil(talk.home);
  const before = (await readdir(talk.home)).sort();
  await talk.invoke('backup.choose');
  const opened = await talk.invoke('backup.open', { path: made.path, passphrase: backupPassphrase, anew: true });
  const { ticket } = (opened as { value: { ticket: string } }).value;
  expect(await talk.invoke('backup.restoreToNewVault', { ticket, unlock: 'passphrase', passphrase: 'a' })).toMatchObject(refused);
  expect((await readdir(talk.home)).filter((name) => name !== 'lock').sort()).toEqual(before.filter((name) => name !== 'lock'));
});

test('R-31, H-36 a vault that does not open is set aside for a backup only after main has asked, and one that may be whole in other words', async () => {
  const made = await vaultWithKeys(onTestFinished);
  await made.room.backup({ path: made.path, passphrase: backupPassphrase, interactive: false, leaveOut: [] });
  const sealed = { unlock: 'passphrase', passphrase: 'another horse, another staple' };
  const begun = async (confirms: boolean) => {
    const talk = await conversation(open, confirms, made.path);
    const names = async () => (await readdir(talk.home)).filter((name) => !/^(lock|state)/.test(name)).sort();
    await talk.invoke('backup.choose');
    const anew = async () => {
      const opened = await talk.invoke('backup.open', { path: made.path, passphrase: backupPassphrase, anew: true });
      if (!opened.ok) throw new Error(opened.error.code);
      const { ticket } = opened.value as { ticket: string };
      return talk.invoke('backup.restoreToNewVault', { ticket, ...sealed });
    };
    return { ...talk, names, anew };
  };
  const refused = await begun(false);
  const before = await refused.names();
  // Locked, and nobody has typed anything: it may be whole.
  expect(await refused.anew()).toEqual({ ok: true, value: null });
  expect(refused.questions).toEqual([expect.stringMatching(/^Set aside a vault that may not be damaged\?\nvault\.age, .*recovery key/)]);
  await refused.invoke('vault.unlock', { passphrase: refused.passphrase });
  expect(await refused.anew()).toMatchObject({ ok: false, error: { code: 'E_VAULT_OPENS' } });
  await refused.invoke('vault.lock');
  await spoil(refused.home);
  expect(await refused.invoke('vault.unlock', { passphrase: refused.passphrase })).toMatchObject({
    ok: false,
    error: { code: 'E_VAULT_DAMAGED' },
  });
  expect(await refused.anew()).toEqual({ ok: true, value: null });
  expect(refused.questions.at(-1)).toMatch(/^Set the damaged vault aside and restore the backup\?/);
  expect(await refused.names()).toEqual(before);

  const agreed = await begun(true);
  await spoil(agreed.home);
  await agreed.invoke('vault.unlock', { passphrase: agreed.passphrase });
  const reply = await agreed.anew();
  expect(reply).toMatchObject({
    ok: true,
    value: { ask: [expect.any(Number), expect.any(Number), expect.any(Number)], rows: [{ ok: true }, { ok: true }] },
  });
  expect((await agreed.seen()).keys).toHaveLength(2);
  expect(await agreed.names()).toContain((reply as { value: { setAside: string } }).value.setAside);
  expect(await agreed.invoke('app.state')).toMatchObject({ ok: true, value: { phase: 'open', settings: { recoveryPending: true } } });
});
