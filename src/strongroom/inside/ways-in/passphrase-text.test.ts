import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Encrypter } from 'age-encryption';
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeHome, temporaryFolder, testPorts } from '../../../../tests/support/home.js';
import type { Ports, Secrets } from '../ports.js';
import { createStrongroom } from '../strongroom.js';
import { openIdentityFile } from './unlock.js';

const composed = 'caf\u00e9 cr\u00e8me br\u00fbl\u00e9e \u00e0 la carte';
const decomposed = composed.normalize('NFD');
const isInteractive = { interactive: false } as const;

async function freshPorts(secrets: Partial<Secrets> = {}): Promise<Ports> {
  const ports = testPorts(join(await temporaryFolder(onTestFinished), 'home'));
  return { ...ports, secrets: { ...ports.secrets, ...secrets } };
}
const initBy = async (secrets: Partial<Secrets>) =>
  createStrongroom(await freshPorts(secrets)).init({ unlock: 'passphrase', recovery: true, ...isInteractive });

/** A vault as an earlier Keyrack sealed it: under whatever it was given. */
async function sealedInThePast(passphrase: string) {
  const { home, passphrase: made } = await makeHome(onTestFinished);
  const { identity } = await openIdentityFile(testPorts(home), made);
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(10);
  const sealed = await encrypter.encrypt(`${identity}\n`);
  for (const file of ['identity.age', 'identity.age.1']) await writeFile(join(home, file), sealed);
  return (typed: string) => createStrongroom(testPorts(home)).unlock({ how: 'passphrase', passphrase: typed });
}

describe('what a passphrase may be made of, where something is sealed under it', () => {
  test.for([
    ['the end of a line, as “echo” and a file have it', 'correct horse battery staple\n', /KEYRACK_PASSPHRASE holds the end of a line/],
    ['the end of a line of Windows', 'correct horse battery staple\r\n', /the end of a line/],
    ['a line end in the middle', 'correct horse\nbattery staple', /the end of a line/],
    ['U+2028, a line end too', 'correct horse\u2028battery staple', /the end of a line/],
    ['U+FFFD, which is what Node makes of other bytes than UTF-8', 'caf\ufffd au lait, s\ufffdil vous pla\ufffdt', /is not UTF-8/],
    ['half a character', 'correct horse \ud83d battery', /is not UTF-8/],
    ['an arrow key', 'correct horse\u001b[A battery staple', /nobody can type/],
    ['a blank of no width, out of a copied text', 'correct horse\u200b battery staple', /nobody can type/],
    ['a direction of writing', 'correct horse \u202ebattery staple', /nobody can type/],
    ['the mark that begins a text file of Windows', '\ufeffcorrect horse battery staple', /nobody can type/],
  ] as const)('M-5 %s is refused by name before a vault is made', async ([, passphrase, says]) => {
    await expect(initBy({ passphrase: () => passphrase })).rejects.toMatchObject({
      code: 'E_PASSPHRASE_TEXT',
      message: expect.stringMatching(says),
    });
  });

  test('M-5 the new passphrase of a change and the one of a backup are refused too, each by its variable, and nothing changes', async () => {
    const { home, room, passphrase } = await makeHome(onTestFinished);
    const path = join(home, '..', 'backup.age');
    const { secrets } = testPorts(home);
    const by = (change: Partial<Secrets>) => createStrongroom(testPorts(home, { secrets: { ...secrets, ...change } }));
    const changing = by({ newPassphrase: () => 'another one altogether\n' });
    await changing.unlock({ how: 'passphrase', passphrase });
    await expect(changing.changeUnlock({ unlock: 'passphrase', rotate: false, recovery: false, ...isInteractive })).rejects.toMatchObject({
      code: 'E_PASSPHRASE_TEXT',
      message: expect.stringContaining('KEYRACK_NEW_PASSPHRASE'),
    });
    const saving = by({ backupPassphrase: () => 'for the backup alone\n' });
    await saving.unlock({ how: 'passphrase', passphrase });
    await expect(saving.backup({ path, leaveOut: [], ...isInteractive })).rejects.toMatchObject({
      code: 'E_PASSPHRASE_TEXT',
      message: expect.stringContaining('KEYRACK_BACKUP_PASSPHRASE'),
    });
    await expect(room.backup({ path, leaveOut: [], passphrase: 'for the backup\ufffd alone', ...isInteractive })).rejects.toMatchObject({
      code: 'E_PASSPHRASE_TEXT',
      message: expect.stringContaining('The passphrase is not UTF-8'),
    });
    await room.unlock({ how: 'passphrase', passphrase });
  });

  test('M-5 on a terminal what cannot be typed again is asked for again, with the reason', async () => {
    const prompts: string[] = [];
    const answers = ['correct horse\u001b[D battery', composed, decomposed];
    const ports = await freshPorts({
      ask: async (prompt) => {
        prompts.push(prompt);
        return answers[prompts.length - 1] ?? '';
      },
    });
    await createStrongroom(ports).init({ unlock: 'passphrase', recovery: false, interactive: true });
    expect(prompts).toEqual(['New passphrase: ', 'The passphrase holds a character that nobody can type. New passphrase: ', 'Once more: ']);
  });

  test('M-5 a vault that opens by a passphrase with a line end gets no new recovery key under it: it is to be changed first', async () => {
    const past = 'correct horse battery staple\n';
    const { home, passphrase } = await makeHome(onTestFinished);
    const { identity } = await openIdentityFile(testPorts(home), passphrase);
    const encrypter = new Encrypter();
    encrypter.setPassphrase(past);
    encrypter.setScryptWorkFactor(10);
    const sealed = await encrypter.encrypt(`${identity}\n`);
    for (const file of ['identity.age', 'identity.age.1']) await writeFile(join(home, file), sealed);
    const room = createStrongroom(testPorts(home));
    await room.unlock({ how: 'passphrase', passphrase: past });
    await expect(room.offerRecovery({ for: 'itself', passphrase: past, ...isInteractive })).rejects.toMatchObject({
      code: 'E_PASSPHRASE_TEXT',
      hint: expect.stringContaining('unlock-method passphrase'),
    });
    const change = { unlock: 'passphrase', rotate: false, recovery: false, current: past, ...isInteractive } as const;
    await room.changeUnlock({ ...change, passphrase: 'one that can be typed' });
    await room.unlock({ how: 'passphrase', passphrase: 'one that can be typed' });
    await room.offerRecovery({ for: 'itself', passphrase: 'one that can be typed', ...isInteractive });
  });
});

describe('a passphrase with accents', () => {
  test.for([
    ['composed', 'decomposed', composed, decomposed],
    ['decomposed', 'composed', decomposed, composed],
  ] as const)('M-5 a vault and a backup made with it %s open with it %s', async ([, , sealedWith, openedWith]) => {
    const ports = await freshPorts({ passphrase: () => sealedWith, backupPassphrase: () => sealedWith });
    await createStrongroom(ports).init({ unlock: 'passphrase', recovery: false, ...isInteractive });
    const path = join(ports.home, '..', 'backup.age');
    const room = createStrongroom({ ...ports, secrets: { ...ports.secrets, passphrase: () => openedWith } });
    await room.unlock({ how: 'environment' });
    expect(await room.backup({ path, leaveOut: [], ...isInteractive })).toMatchObject({ made: true });
    expect(await room.openBackup({ path, passphrase: openedWith, ...isInteractive })).toMatchObject({ rows: [] });
  });

  test('M-5 a vault that was sealed decomposed in the past opens as a keyboard gives it', async () => {
    const unlock = await sealedInThePast(decomposed);
    expect(await unlock(composed)).toMatchObject({ unlock: 'passphrase' });
  });

  test.for([
    ['decomposed', decomposed],
    ['with a line end', 'correct horse battery staple\n'],
    ['neither composed nor decomposed', `${composed}${decomposed}`],
    ['with bytes that were no UTF-8', 'caf\ufffd'],
    ['weak', 'a'],
  ] as const)('a vault that was sealed %s in the past opens with the same again', async ([, past]) => {
    const unlock = await sealedInThePast(past);
    expect(await unlock(past)).toMatchObject({ unlock: 'passphrase' });
  });

  test('M-5 a wrong one out of the environment that ends in a line end is told so', async () => {
    const { home, passphrase } = await makeHome(onTestFinished);
    const { secrets } = testPorts(home);
    const room = createStrongroom(testPorts(home, { secrets: { ...secrets, passphrase: () => `${passphrase}\n` } }));
    await expect(room.unlock({ how: 'environment' })).rejects.toMatchObject({
      code: 'E_PASSPHRASE_WRONG',
      message: expect.stringContaining('KEYRACK_PASSPHRASE holds the end of a line'),
    });
  });
});
