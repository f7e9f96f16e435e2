import { execFileSync } from 'node:child_process';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeHome, testPorts } from '../../../../tests/support/home.js';
import { createStrongroom } from '../strongroom.js';

type Harm = (path: string, good: Buffer) => Promise<void>;
const flip = (at: number): Harm => {
  return async (path, good) => {
    const bad = Buffer.from(good);
    bad[at] = (bad[at] ?? 0) ^ 1;
    await writeFile(path, bad);
  };
};
const harms: readonly (readonly [string, Harm])[] = [
  ['emptied', (path) => writeFile(path, '')],
  ['cut off', (path, good) => writeFile(path, good.subarray(0, 90))],
  ['missing', (path) => rm(path)],
  ['flipped in its head', flip(3)],
  ['flipped at its end', async (path, good) => flip(good.length - 3)(path, good)],
];
const files = ['identity.age', 'identity.age.1', 'keyrack.json', 'keyrack.json.1'];

test.for(files.flatMap((file) => harms.map(([what, harm]) => [file, what, harm] as const)))(
  'R-31 %s %s: repair moves it aside, makes the pair whole again, and deletes nothing',
  async ([file, what, harm]) => {
    const { home, passphrase } = await makeHome(onTestFinished);
    const path = join(home, file);
    const good = await readFile(path);
    await harm(path, good);
    const harmed = await readFile(path).catch(() => null);
    const room = createStrongroom(testPorts(home));
    await room.unlock({ how: 'passphrase', passphrase });
    const { movedAside } = await room.repair({});
    expect(movedAside.map(({ from }) => from)).toEqual(harmed === null ? [] : [file]);
    for (const { to } of movedAside) expect((await readFile(join(home, to))).equals(harmed ?? Buffer.alloc(0)), what).toBe(true);
    const [first, second] = await Promise.all(
      [file.replace('.1', ''), `${file.replace('.1', '')}.1`].map((name) => readFile(join(home, name))),
    );
    expect(first?.equals(second ?? Buffer.alloc(0))).toBe(true);
    expect(first?.equals(good)).toBe(true);
    const again = createStrongroom(testPorts(home));
    expect((await again.unlock({ how: 'passphrase', passphrase })).health).toEqual({ readOnly: null, warnings: [] });
    expect((await again.repair({})).movedAside).toEqual([]);
  },
);

test('R-31 both copies of keyrack.json gone, or a stranger’s: repair writes them anew from the sealed document', async () => {
  const { home, passphrase, recoveryKey } = await makeHome(onTestFinished);
  const before = JSON.parse(await readFile(join(home, 'keyrack.json'), 'utf8'));
  for (const text of [null, JSON.stringify({ ...before, vaultId: crypto.randomUUID(), recovery: false })]) {
    for (const file of ['keyrack.json', 'keyrack.json.1']) {
      await rm(join(home, file));
      if (text !== null) await writeFile(join(home, file), text);
    }
    const room = createStrongroom(testPorts(home));
    await room.unlock({ how: 'identity', identity: recoveryKey });
    await room.repair({});
    const { vaultId, unlock, recovery } = before;
    expect(JSON.parse(await readFile(join(home, 'keyrack.json.1'), 'utf8'))).toMatchObject({ vaultId, unlock, recovery });
    expect((await createStrongroom(testPorts(home)).unlock({ how: 'passphrase', passphrase })).health.warnings).toEqual([]);
  }
});

test('R-31 two copies of identity.age that differ, opened by the recovery key: nobody can say which is good, so both stay', async () => {
  const { home, recoveryKey } = await makeHome(onTestFinished);
  const path = join(home, 'identity.age.1');
  const bytes = await readFile(path);
  await flip(bytes.length - 3)(path, bytes);
  const before = (await readdir(home)).filter((name) => name.startsWith('identity')).sort();
  const room = createStrongroom(testPorts(home));
  await room.unlock({ how: 'identity', identity: recoveryKey });
  const { movedAside, view } = await room.repair({});
  expect(movedAside).toEqual([]);
  expect(view.health.warnings).toEqual([
    { code: 'W_VAULT_COPY_DAMAGED', message: expect.stringContaining('nobody can say which is good') },
  ]);
  expect((await readdir(home)).filter((name) => name.startsWith('identity')).sort()).toEqual(before);
});

test.for<[string, (path: string) => unknown, string]>([
  ['pipes', (path) => execFileSync('mkfifo', [path]), 'no files that can be read'],
  ['damaged', (path) => writeFile(path, 'nothing'), 'damaged'],
  ['missing', () => undefined, 'both missing'],
])('R-31 both copies of identity.age are %s: repair says so and what makes them anew, and it does', async ([, make, said]) => {
  const { home, recoveryKey } = await makeHome(onTestFinished);
  for (const name of ['identity.age', 'identity.age.1']) {
    await rm(join(home, name));
    await make(join(home, name));
  }
  const room = createStrongroom(testPorts(home));
  await room.unlock({ how: 'identity', identity: recoveryKey });
  const { view } = await room.repair({});
  expect(view.health.warnings).toEqual([{ code: 'W_VAULT_COPY_DAMAGED', message: expect.stringContaining(said) }]);
  expect(view.health.warnings[0]?.message).toContain('keyrack unlock-method passphrase');
  await room.changeUnlock({
    unlock: 'passphrase',
    passphrase: 'four words nobody guesses',
    rotate: false,
    recovery: false,
    interactive: false,
  });
  expect((await room.repair({})).view.health.warnings).toEqual([]);
});

test('R-31 identity.age damaged where its shape does not show it, and the copy that let us in not to be read since: repair touches neither', async () => {
  const { home, passphrase } = await makeHome(onTestFinished);
  const [path, copy] = [join(home, 'identity.age'), join(home, 'identity.age.1')];
  const bytes = await readFile(path);
  await flip(bytes.length - 3)(path, bytes);
  const harmed = await readFile(path);
  const room = createStrongroom(testPorts(home));
  await room.unlock({ how: 'passphrase', passphrase });
  await writeFile(copy, '');
  expect((await room.repair({})).movedAside).toEqual([]);
  expect((await readFile(path)).equals(harmed)).toBe(true);
  // As when the disk reads it again: it is what opens the vault.
  await writeFile(copy, bytes);
  await createStrongroom(testPorts(home)).unlock({ how: 'passphrase', passphrase });
});
