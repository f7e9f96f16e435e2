import { randomUUID } from 'node:crypto';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeHome, storeKey, temporaryFolder, testPorts } from '../../../../tests/support/home.js';
import { organizationNamed } from '../../../../tests/support/vault.js';
import { decodeDocument } from '../document/decode.js';
import { encodeDocument, recipientsOf } from '../document/document.js';
import { createStrongroom } from '../strongroom.js';
import { open, seal } from '../vault/seal.js';

const add = (name: string) => ({ do: 'add-organization', organization: organizationNamed(name) }) as const;

/** A home whose spare copy was put there out of another vault that the same keys open, at an earlier revision. */
async function withOthersCopy() {
  const { home, room, recoveryKey, passphrase } = await makeHome(onTestFinished);
  await room.change(add('Acme'));
  const document = decodeDocument(await open(await readFile(join(home, 'vault.age')), recoveryKey));
  const theirs = { ...document, vaultId: randomUUID(), revision: 1, organizations: [organizationNamed('Theirs')] };
  const bytes = Buffer.from(await seal(encodeDocument(theirs), recipientsOf(theirs)));
  await writeFile(join(home, 'vault.age.1'), bytes, { mode: 0o600 });
  const reader = createStrongroom(testPorts(home));
  const { health } = await reader.unlock({ how: 'passphrase', passphrase });
  return { home, room: reader, bytes, health };
}

test('R-41 an older copy of another vault is named, and the next save sets it aside as it is', async () => {
  const { home, room, bytes, health } = await withOthersCopy();
  expect(health).toMatchObject({ readOnly: null, warnings: [{ message: expect.stringContaining('vault.age.1, is of another vault') }] });
  await room.change(add('Borealis'));
  const [aside = ''] = (await readdir(home)).filter((name) => name.startsWith('vault.age.1.set-aside-'));
  expect(await readFile(join(home, aside))).toEqual(bytes);
  expect(await readFile(join(home, 'vault.age.1'))).toEqual(await readFile(join(home, 'vault.age')));
  const { organizations, health: after } = await room.read();
  expect(organizations.map(({ name }) => name)).toEqual(['Acme', 'Borealis']);
  expect(after).toEqual({ readOnly: null, warnings: [] });
});

test('R-41 an older copy of this vault is replaced, as one that was cut off on its way', async () => {
  const { home, room } = await makeHome(onTestFinished);
  await room.change(add('Acme'));
  await writeFile(join(home, 'vault.age.1'), await readFile(join(home, 'vault.age.2')), { mode: 0o600 });
  await room.change(add('Borealis'));
  expect((await readdir(home)).filter((name) => name.includes('set-aside'))).toEqual([]);
});

test('R-41 a new identity too sets another vault’s copy aside as it is, and writes its own beside', async () => {
  const { home, room, bytes } = await withOthersCopy();
  const passphrase = 'seven green kettles whistle';
  await room.changeUnlock({
    unlock: 'passphrase',
    passphrase,
    current: 'correct horse battery staple',
    rotate: true,
    recovery: false,
    interactive: false,
  });
  const [aside = ''] = (await readdir(home)).filter((name) => name.startsWith('vault.age.1.set-aside-'));
  expect(await readFile(join(home, aside))).toEqual(bytes);
  expect(await readFile(join(home, 'vault.age.1'))).toEqual(await readFile(join(home, 'vault.age')));
});

test('R-31, R-41 a repair that promotes an older revision of this vault sets another vault’s copy aside as it is', async () => {
  const { home, bytes } = await withOthersCopy();
  // What the repair has to promote: this vault's own, above the other's revision.
  await writeFile(join(home, 'vault.age.2'), await readFile(join(home, 'vault.age')), { mode: 0o600 });
  await writeFile(join(home, 'vault.age'), 'x');
  const room = createStrongroom(testPorts(home));
  await room.unlock({ how: 'passphrase', passphrase: 'correct horse battery staple' });
  const { view, promoted } = await room.repair({});
  expect([view.organizations.map(({ name }) => name), promoted]).toEqual([['Acme'], ['vault.age.2']]);
  const [aside = ''] = (await readdir(home)).filter((name) => name.startsWith('vault.age.1.set-aside-'));
  expect(await readFile(join(home, aside))).toEqual(bytes);
});

test('M-1 a key in the history that a repair did not keep is in a file still, however often the same window saves after it', async () => {
  const { home, room, recoveryKey, passphrase } = await makeHome(onTestFinished);
  const folder = await temporaryFolder(onTestFinished);
  const elsewhere = join(folder, 'elsewhere');
  await cp(home, elsewhere, { recursive: true });
  const there = createStrongroom(testPorts(elsewhere));
  await there.unlock({ how: 'passphrase', passphrase });
  const id = await storeKey(there, folder, 'ELSEWHERE1');
  for (const name of ['Acme', 'Borealis', 'Ceres']) await room.change(add(name));
  // A sync puts the other machine's vault back over ours.
  await cp(join(elsewhere, 'vault.age'), join(home, 'vault.age'));
  const window = createStrongroom(testPorts(home));
  await window.unlock({ how: 'passphrase', passphrase });
  await window.repair({ keep: 'newest' });
  for (const name of ['Dione', 'Europa', 'Fornax', 'Ganymede', 'Hyperion', 'Io']) await window.change(add(name));
  const vaults = (await readdir(home)).filter((name) => name.startsWith('vault.age'));
  const opened = await Promise.all(vaults.map(async (name) => decodeDocument(await open(await readFile(join(home, name)), recoveryKey))));
  expect(opened.flatMap(({ keys }) => keys.map((key) => key.id))).toContain(id);
});
