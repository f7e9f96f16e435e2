import { chmod, chown, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { VaultData } from '../../src/shared/ipc/contract.js';
import { keyrack } from '../support/cli.js';
import { withKey } from '../support/conversation.js';
import { makeHome, storeKey } from '../support/home.js';

const nobody = 65_534;
const isRoot = process.getuid?.() === 0;

/** A vault with a key, as another user's. */
async function homeOfNobody() {
  const { home, room, recoveryKey } = await makeHome(onTestFinished);
  await storeKey(room, dirname(home), 'ABCDEF1234');
  for (const path of [dirname(home), home, ...(await readdir(home)).map((name) => join(home, name))]) await chown(path, nobody, nobody);
  const env = { KEYRACK_HOME: home, KEYRACK_IDENTITY: recoveryKey };
  const owner = (args: readonly string[]) => keyrack(args, env, { uid: nobody });
  return { home, env, owner };
}

test.skipIf(!isRoot)('M-19 commands run as root leave nothing behind that the owner cannot use (needs root)', async () => {
  const { home, env, owner } = await homeOfNobody();
  await owner(['list']);
  for (const args of [
    ['token'],
    ['activity'],
    ['org', 'add', 'Borealis'],
    ['edit', 'ABCDEF1234', '--name', 'CI'],
    ['backup', `${home}/../b.age`],
  ])
    expect([args, (await keyrack(args, { ...env, KEYRACK_BACKUP_PASSPHRASE: 'correct horse battery staple' })).code]).toEqual([args, 0]);
  const owners = await Promise.all((await readdir(home)).map(async (name) => [name, (await stat(join(home, name))).uid]));
  expect(owners.filter(([, uid]) => uid !== nobody)).toEqual([]);
  expect(await owner(['list'])).toMatchObject({ code: 0, err: '' });
  expect(await owner(['edit', 'ABCDEF1234', '--name', 'Uploads'])).toMatchObject({ code: 0, err: '' });
});

test.skipIf(!isRoot)(
  'M-19 where root has taken state and log all the same, every command works, and says whose they are to be (needs root)',
  async () => {
    const { home, owner } = await homeOfNobody();
    await owner(['token']);
    const files = ['state.json', 'activity.jsonl'].map((name) => join(home, name));
    for (const file of files) await chown(file, 0, 0);
    const before = await Promise.all(files.map((file) => readFile(file, 'utf8')));
    const said = await owner(['token', '--json']);
    expect([said.code, JSON.parse(said.err).warnings]).toEqual([
      0,
      [
        { code: 'W_STATE_UNREAD', message: expect.stringMatching(/^state\.json .*chown/) },
        { code: 'W_ACTIVITY_UNREAD', message: expect.stringMatching(/^activity\.jsonl .*chown/) },
      ],
    ]);
    expect(await owner(['edit', 'ABCDEF1234', '--name', 'Uploads'])).toMatchObject({ code: 0 });
    expect(await Promise.all(files.map((file) => readFile(file, 'utf8')))).toEqual(before);
  },
);

test.skipIf(!isRoot)(
  'M-19 a folder that is another user’s refuses a change by the name of the file that it would not have (needs root)',
  async () => {
    const { home, owner } = await homeOfNobody();
    await chown(home, 0, 0);
    await chmod(home, 0o755);
    const { code, err } = await owner(['org', 'add', 'Borealis']);
    expect([code, err]).toEqual([
      9,
      expect.stringMatching(/The system refused to read or write the file “lock” \(EACCES\)\.\n.*own.*\(E_VAULT_READ\)/),
    ]);
    expect((await owner(['list'])).code).toBe(0);
  },
);

test('M-19 the window says which small file cannot be read, and no longer once it can', async () => {
  const { home, seen, value, id } = await withKey(true);
  const file = join(home, 'state.json');
  const unread = async (): Promise<VaultData['warnings']> => (await seen()).warnings.filter(({ code }) => code === 'W_STATE_UNREAD');
  expect(await unread()).toEqual([]);
  await rm(file);
  // A folder, which not even root can read as a file.
  await mkdir(file);
  await value('token.copy', { key: id });
  expect(await unread()).toEqual([{ code: 'W_STATE_UNREAD', message: expect.stringContaining('state.json') }]);
  await rm(file, { recursive: true });
  expect(await unread()).toEqual([]);
});
