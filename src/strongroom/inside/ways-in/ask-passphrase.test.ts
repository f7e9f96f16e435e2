import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeHome, temporaryFolder, testPorts } from '../../../../tests/support/home.js';
import { createStrongroom } from '../strongroom.js';

/** A person at the terminal of this home who types these, in turn. */
async function typing(...answers: readonly string[]) {
  const { home, passphrase, room } = await makeHome(onTestFinished);
  const prompts: string[] = [];
  const { secrets } = testPorts(home);
  const ask = async (prompt: string) => {
    prompts.push(prompt);
    return answers[prompts.length - 1] ?? passphrase;
  };
  return { home, room, prompts, at: (change = {}) => createStrongroom(testPorts(home, { secrets: { ...secrets, ask, ...change } })) };
}

describe('a passphrase typed on a terminal', () => {
  test('S-01 wrong twice and right at last opens the vault, and says between that it was wrong', async () => {
    const { at, prompts } = await typing('slip', 'another');
    expect((await at().unlock({ how: 'any', interactive: true })).keys).toEqual([]);
    expect(prompts).toEqual(['Passphrase: ', 'That is not it. Passphrase: ', 'That is not it. Passphrase: ']);
  });

  test('S-01 wrong three times is the end', async () => {
    const { at, prompts } = await typing('1', '2', '3');
    await expect(at().unlock({ how: 'any', interactive: true })).rejects.toMatchObject({ code: 'E_PASSPHRASE_WRONG' });
    expect(prompts).toHaveLength(3);
  });

  test('S-01 a wrong KEYRACK_PASSPHRASE asks nobody', async () => {
    const { at, prompts } = await typing();
    const room = at({ passphrase: () => 'wrong' });
    await expect(room.unlock({ how: 'any', interactive: true })).rejects.toMatchObject({ code: 'E_PASSPHRASE_WRONG' });
    expect(prompts).toEqual([]);
  });

  test('S-05 the present one is asked again before a new recovery key is offered', async () => {
    const { at, prompts } = await typing('correct horse battery staple', 'slip');
    const opened = at();
    await opened.unlock({ how: 'any', interactive: true });
    await opened.offerRecovery({ for: 'itself', interactive: true });
    expect(prompts).toEqual(['Passphrase: ', 'Passphrase: ', 'That is not it. Passphrase: ']);
  });

  test('R-83 that of a backup is asked again; from the environment it is not', async () => {
    const { at, room, prompts } = await typing('slip', 'of the backup');
    const path = join(await temporaryFolder(onTestFinished), 'backup.age');
    await room.backup({ path, passphrase: 'of the backup', interactive: false, leaveOut: [] });
    const opened = at();
    await opened.unlock({ how: 'passphrase', passphrase: 'correct horse battery staple' });
    expect((await opened.openBackup({ path, interactive: true })).rows).toEqual([]);
    expect(prompts).toEqual(['Passphrase of the backup: ', 'That is not it. Passphrase of the backup: ']);
    const given = at({ backupPassphrase: () => 'wrong' });
    await given.unlock({ how: 'passphrase', passphrase: 'correct horse battery staple' });
    await expect(given.openBackup({ path, interactive: true })).rejects.toMatchObject({ code: 'E_BACKUP_PASSPHRASE_WRONG' });
    expect(prompts).toHaveLength(2);
  });
});
