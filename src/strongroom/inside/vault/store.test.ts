import * as fs from 'node:fs/promises';
import { cp, readFile, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeHome, temporaryFolder, testPorts } from '../../../../tests/support/home.js';
import { organizationNamed } from '../../../../tests/support/vault.js';
import type { Disk } from '../ports.js';
import { createStrongroom } from '../strongroom.js';

/** A vault that is open over a disk whose openings of `vault.age` are counted. `at`: what happens at a named step. */
async function counted(at: (name: string, home: string) => Promise<void> = async () => undefined) {
  const { home, passphrase } = await makeHome(onTestFinished);
  const seen = { opened: 0 };
  const open = (async (path: string, ...rest: [string | number, number?]) => {
    if (basename(path) === 'vault.age') seen.opened += 1;
    return fs.open(path, ...rest);
  }) as Disk['open'];
  const room = createStrongroom(testPorts(home, { disk: { ...fs, open }, step: (name) => at(name, home) }));
  const { revision } = await room.unlock({ how: 'passphrase', passphrase });
  const add = (name: string) => room.change({ do: 'add-organization', organization: organizationNamed(name) });
  return { home, passphrase, room, revision, seen, add };
}

test('R-30 what a save has read back and opened is known: reading it again opens nothing', async () => {
  const { home, room, seen, add, passphrase } = await counted();
  const saved = await add('Acme');
  seen.opened = 0;
  expect(await room.read()).toEqual(saved);
  expect(seen.opened).toBe(0);
  const other = createStrongroom(testPorts(home));
  expect(await other.unlock({ how: 'passphrase', passphrase })).toEqual(saved);
});

test('R-41 what another process saves after our save is read', async () => {
  const { home, room, add, passphrase } = await counted();
  await add('Acme');
  const other = createStrongroom(testPorts(home));
  await other.unlock({ how: 'passphrase', passphrase });
  await other.change({ do: 'add-organization', organization: organizationNamed('Beta') });
  expect((await room.read()).organizations.map(({ name }) => name)).toEqual(['Acme', 'Beta']);
});

test.for(['save:second-written', 'save:rotated-4', 'save:rotated-1'])(
  'R-41 a file put in the place of the loaded one at %s is not saved over: the change is made on top of it',
  async (step) => {
    const theirs: { file: Buffer | null } = { file: null };
    const { home, passphrase, room, add } = await counted(async (name, folder) => {
      const { file } = theirs;
      if (file === null || name !== step) return;
      theirs.file = null;
      await fs.writeFile(join(folder, 'vault.age'), file, { mode: 0o600 });
    });
    const elsewhere = await temporaryFolder(onTestFinished);
    await cp(home, elsewhere, { recursive: true });
    const other = createStrongroom(testPorts(elsewhere));
    await other.unlock({ how: 'passphrase', passphrase });
    await other.change({ do: 'add-organization', organization: organizationNamed('Theirs') });
    theirs.file = await readFile(join(elsewhere, 'vault.age'));
    await add('Ours');
    expect((await room.read()).organizations.map(({ name }) => name).toSorted()).toEqual(['Ours', 'Theirs']);
  },
);

test.for(['save:committed', 'save:copied', 'save:synced'])(
  'R-30 a file put over ours at %s is not taken for what we saved',
  async (step) => {
    const elsewhere = join(await temporaryFolder(onTestFinished), 'vault.age');
    let putOver = false;
    const { home, room, add } = await counted(async (name, folder) => {
      if (!putOver || name !== step) return;
      await cp(elsewhere, `${elsewhere}.copy`);
      await rename(`${elsewhere}.copy`, join(folder, 'vault.age'));
    });
    await add('Acme');
    await cp(join(home, 'vault.age'), elsewhere);
    putOver = true;
    const { revision } = await add('Beta');
    putOver = false;
    expect(await readFile(join(home, 'vault.age'))).toEqual(await readFile(elsewhere));
    const { health } = await room.read();
    expect(health.readOnly?.error.code).toBe('E_VAULT_OLD');
    expect(health.readOnly?.revision).toBe(revision);
  },
);

test('R-44 a view that was answered is not answered again, until the vault is another', async () => {
  const { home, room, revision, add, passphrase } = await counted();
  expect(await room.readIfNew(revision)).toBeNull();
  const { revision: saved } = await add('Acme');
  expect(await room.readIfNew(saved)).toBeNull();
  expect(await room.readIfNew(revision)).toMatchObject({ revision: saved });
  const other = createStrongroom(testPorts(home));
  await other.unlock({ how: 'passphrase', passphrase });
  await other.change({ do: 'add-organization', organization: organizationNamed('Beta') });
  expect(await room.readIfNew(saved)).toMatchObject({ revision: saved + 1 });
  expect(await room.readIfNew(saved + 1)).toBeNull();
  await room.lock();
  await expect(room.readIfNew(saved + 1)).rejects.toMatchObject({ code: 'E_LOCKED' });
});

test('R-31 a vault with something to say is answered every time', async () => {
  const { home, room, revision } = await counted();
  await fs.writeFile(join(home, 'vault.age.1'), 'damaged');
  await fs.utimes(join(home, 'vault.age'), new Date(), new Date());
  const health = { warnings: [{ code: 'W_VAULT_COPY_DAMAGED' }] };
  expect(await room.readIfNew(revision)).toMatchObject({ health });
  expect(await room.readIfNew(revision)).toMatchObject({ health });
});
