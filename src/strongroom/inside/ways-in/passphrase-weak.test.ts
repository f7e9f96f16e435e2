import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeHome, temporaryFolder, testPorts } from '../../../../tests/support/home.js';
import type { Secrets } from '../ports.js';
import { createStrongroom } from '../strongroom.js';

const alone = { rotate: false, recovery: false, interactive: false } as const;
const weak = { code: 'E_PASSPHRASE_WEAK', message: expect.stringContaining('At least 12 characters, or four words, not all alike.') };

async function vault(secrets: Partial<Secrets> = {}) {
  const made = await makeHome(onTestFinished);
  const ports = testPorts(made.home);
  const room = createStrongroom({ ...ports, secrets: { ...ports.secrets, ...secrets } });
  await room.unlock({ how: 'passphrase', passphrase: made.passphrase });
  return { ...made, room, backup: join(made.home, '..', 'backup.age') };
}
const fresh = async (secrets: Partial<Secrets> = {}) => {
  const ports = testPorts(join(await temporaryFolder(onTestFinished), 'home'));
  return createStrongroom({ ...ports, secrets: { ...ports.secrets, ...secrets } });
};
const init = { unlock: 'passphrase', recovery: true, interactive: false } as const;

describe('a weak passphrase', () => {
  test.for(['a', '            ', 'aaaaaaaaaaaaaaaa', 'abcdefghijklmnop', 'correcthors', 'cafe\u0301cafe\u0301ca'])(
    'M-6 “%s” makes no vault, no backup and no other way in; with --allow-weak it does',
    async (passphrase) => {
      await expect((await fresh()).init({ ...init, passphrase })).rejects.toMatchObject(weak);
      const { room, backup, passphrase: current } = await vault();
      await expect(room.changeUnlock({ unlock: 'passphrase', ...alone, current, passphrase })).rejects.toMatchObject(weak);
      await expect(room.backup({ path: backup, leaveOut: [], interactive: false, passphrase })).rejects.toMatchObject(weak);
      await room.unlock({ how: 'passphrase', passphrase: current });

      const allowWeak = true;
      await room.backup({ path: backup, leaveOut: [], interactive: false, passphrase, allowWeak });
      await room.changeUnlock({ unlock: 'passphrase', ...alone, current, passphrase, allowWeak });
      await room.unlock({ how: 'passphrase', passphrase });
    },
  );

  test.for([
    ['KEYRACK_PASSPHRASE', async () => (await fresh({ passphrase: () => 'a' })).init(init)],
    [
      'KEYRACK_NEW_PASSPHRASE',
      async () => (await vault({ newPassphrase: () => 'a' })).room.changeUnlock({ unlock: 'passphrase', ...alone }),
    ],
    [
      'KEYRACK_BACKUP_PASSPHRASE',
      async () => {
        const { room, backup } = await vault({ backupPassphrase: () => 'a' });
        return room.backup({ path: backup, leaveOut: [], interactive: false });
      },
    ],
  ] as const)('M-6 out of %s is refused by that name', async ([variable, work]) => {
    await expect(work()).rejects.toMatchObject({ code: 'E_PASSPHRASE_WEAK', message: expect.stringMatching(`^${variable} is too weak`) });
  });

  test('M-6 makes no new vault of a backup either, and nothing is set aside', async () => {
    const { room, backup, passphrase } = await vault();
    await room.backup({ path: backup, leaveOut: [], interactive: false, passphrase });
    const anew = await fresh();
    const { ticket } = await anew.openBackup({ path: backup, into: 'new', passphrase, interactive: false });
    await expect(anew.restoreToNewVault({ ...init, ticket, evenSealed: false, passphrase: 'a' })).rejects.toMatchObject(weak);
    expect(await anew.restoreToNewVault({ ...init, ticket, evenSealed: false, passphrase: 'a', allowWeak: true })).toMatchObject({
      unlock: 'passphrase',
    });
  });

  test('M-6 typed on a terminal is asked for again, in the words of the window; three times is the end', async () => {
    const prompts: string[] = [];
    const answers = ['a', 'correct horse battery', 'correct horse battery', 'a', 'b', 'c'];
    const ask = async (prompt: string) => {
      prompts.push(prompt);
      return answers[prompts.length - 1] ?? '';
    };
    await (await fresh({ ask })).init({ ...init, interactive: true });
    const again = 'At least 12 characters, or four words, not all alike. New passphrase: ';
    expect(prompts).toEqual(['New passphrase: ', again, 'Once more: ']);
    await expect((await fresh({ ask })).init({ ...init, interactive: true })).rejects.toMatchObject(weak);
    expect(prompts.slice(3)).toEqual(['New passphrase: ', again, again]);
  });

  test('M-6 that opens a vault stays what it is when the identity is made anew, there and in the window', async () => {
    const { room, passphrase, home } = await vault();
    await room.changeUnlock({ unlock: 'passphrase', ...alone, current: passphrase, passphrase: 'a', allowWeak: true });
    await room.changeUnlock({ unlock: 'passphrase', ...alone, rotate: true, current: 'a', passphrase: 'a' });
    await room.offerRecovery({ for: 'itself', passphrase: 'a', interactive: false });
    await room.adoptRecovery();
    const ports = testPorts(home);
    const byEnvironment = createStrongroom({ ...ports, secrets: { ...ports.secrets, passphrase: () => 'a' } });
    await byEnvironment.unlock({ how: 'environment' });
    await byEnvironment.changeUnlock({ unlock: 'passphrase', ...alone, rotate: true });
    await expect(byEnvironment.changeUnlock({ unlock: 'passphrase', ...alone, passphrase: 'b' })).rejects.toMatchObject(weak);
  });

  test('four words are enough, however short', async () => {
    expect(await (await fresh()).init({ ...init, passphrase: 'up to me ok' })).toMatchObject({ unlock: 'passphrase' });
  });
});
