import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  codeOf,
  handMade,
  backupPassphrase as passphrase,
  restoreAll,
  sealTar,
  storeKeys,
  vaultWithKeys,
} from '../../../../tests/support/backup.js';
import { makeHome, temporaryFolder } from '../../../../tests/support/home.js';
import { makeKey } from '../../../../tests/support/keys.js';
import { organizationNamed, storedKey, writeVault } from '../../../../tests/support/vault.js';
import type { Strongroom } from '../../client/contract.js';
import { decodeDocument } from '../document/decode.js';
import { createStrongroom } from '../strongroom.js';
import { open } from '../vault/seal.js';

const interactive = false;
const at = '2026-03-01T12:00:00.000Z';
const vault = (count = 2) => vaultWithKeys(onTestFinished, count);
const fresh = async () => (await makeHome(onTestFinished)).room;
const signs = (room: Strongroom, id: string) => room.sign({ id, nowMs: null, lifetimeSeconds: 60, scope: null });

describe('R-82 restore', () => {
  test('brings everything back to a fresh home: organizations, names, roles, defaults, the Trash, and every key signs', async () => {
    const { room, path, keys, folder } = await vault(3);
    const [one, two, three] = keys.map(({ id }) => id) as [string, string, string];
    await storeKeys(room, folder, 1, { organization: 'Borealis', first: 50, issuer: '11111111-2222-3333-4444-555555555555' });
    await room.change({ do: 'edit-key', id: one, set: { name: 'CI uploads', roles: ['ADMIN'], default: true } });
    await room.change({ do: 'trash-key', id: three, at });
    const organization = { program: 'app-store', issuerId: null, teamId: 'T1', vendorNumber: null, notes: 'n', tags: ['x'] } as const;
    await room.change({
      do: 'add-organization',
      organization: { ...organization, id: randomUUID(), name: 'Empty', tags: ['x'], defaultKeyId: null, createdAt: at },
    });
    const before = await room.read();
    await room.backup({ path, passphrase, interactive, leaveOut: [] });
    const second = await fresh();
    const { preview, rows, view } = await restoreAll(second, path);
    expect(preview).toMatchObject({ sameVault: false, emptyOrganizations: 1, warnings: [] });
    expect(preview.rows.map(({ found }) => found)).toEqual(['new', 'new', 'new', 'new']);
    expect(rows.every(({ ok, restored }) => ok && restored)).toBe(true);
    const sorted = <T extends { id: string }>(list: readonly T[]) => [...list].sort((a, b) => a.id.localeCompare(b.id));
    expect(sorted(view.keys)).toEqual(sorted(before.keys));
    expect(sorted(view.organizations)).toEqual(sorted(before.organizations));
    for (const { id, trashedAt } of view.keys) if (trashedAt === null) await signs(second, id);
    expect(await codeOf(signs(second, two))).toBe('no error');
  });

  test('again, it changes nothing; cut short, it goes on', async () => {
    const { room, path } = await vault(3);
    await room.backup({ path, passphrase, interactive, leaveOut: [] });
    const second = await fresh();
    const { ticket, rows } = await second.openBackup({ path, passphrase, interactive });
    const [first] = rows;
    await second.restoreKeys({ ticket, keys: [first?.entry ?? ''], keepBoth: [], at });
    const rest = await restoreAll(second, path);
    expect(rest.preview.rows.map(({ found }) => found)).toEqual(['identical', 'new', 'new']);
    const again = await restoreAll(second, path);
    expect(again.preview.rows.map(({ found }) => found)).toEqual(['identical', 'identical', 'identical']);
    expect(again.view.revision).toBe(rest.view.revision);
    expect(again.view.organizations).toHaveLength(1);
  });

  test('never overwrites: another key under the same Key ID stays, and the backup’s is stored beside it only when asked', async () => {
    const { room, path, keys } = await vault(2);
    await room.backup({ path, passphrase, interactive, leaveOut: [] });
    const folder = await temporaryFolder(onTestFinished);
    const other = await fresh();
    const [mine] = await storeKeys(other, folder, 1);
    const { preview, view } = await restoreAll(other, path);
    expect(preview.rows.map(({ found }) => found)).toEqual(['conflict', 'new']);
    expect(preview.rows[0]).toMatchObject({ stored: { id: mine?.id, name: 'KEY0000001' }, error: { code: 'E_BACKUP_CONFLICT' } });
    expect(view.keys.find(({ id }) => id === mine?.id)?.fingerprint).toBe(mine?.key.fingerprint);
    expect(view.keys).toHaveLength(2);
    const both = await restoreAll(other, path, { keepBoth: true });
    expect(both.view.keys.map(({ fingerprint }) => fingerprint).sort()).toEqual([mine, ...keys].map((one) => one?.key.fingerprint).sort());
    expect(both.view.keys.map(({ name }) => name).sort()).toEqual(['KEY0000001', 'KEY0000001 (2)', 'KEY0000002']);
    expect((await restoreAll(other, path)).preview.rows.map(({ found }) => found)).toEqual(['identical', 'identical']);
  });

  test('what is in the Trash here stays there, and is said to be', async () => {
    const { room, path, keys } = await vault(1);
    await room.backup({ path, passphrase, interactive, leaveOut: [] });
    await room.change({ do: 'trash-key', id: keys[0]?.id ?? '', at });
    const { preview, view } = await restoreAll(room, path);
    expect(preview).toMatchObject({ sameVault: true, rows: [{ found: 'identical', stored: { trashed: true } }] });
    expect(view.keys[0]?.trashedAt).toBe(at);
  });

  test('of what was opened, and of nothing else: locking lets it go', async () => {
    const { room, path, passphrase: opens } = await vault(1);
    await room.backup({ path, passphrase, interactive, leaveOut: [] });
    const { ticket } = await room.openBackup({ path, passphrase, interactive });
    const request = { ticket, keys: [], keepBoth: [], at };
    expect(await codeOf(room.restoreKeys({ ...request, ticket: randomUUID() }))).toBe('E_NOT_FOUND');
    await room.lock();
    await room.unlock({ how: 'passphrase', passphrase: opens });
    expect(await codeOf(room.restoreKeys(request))).toBe('E_NOT_FOUND');
  });

  test('two records of one private key come back as two', async () => {
    const { room, path, keys, folder } = await vault(1);
    const file = join(folder, 'AuthKey_OTHER12345.p8');
    await writeFile(file, keys[0]?.key.applePem ?? '', { mode: 0o600 });
    await room.importKeys({
      organization: { name: 'Acme', program: 'app-store' },
      items: [{ source: { from: 'file', path: file }, keepBoth: true }],
      at,
    });
    await room.backup({ path, passphrase, interactive, leaveOut: [] });
    const second = await fresh();
    expect((await restoreAll(second, path)).view.keys.map(({ keyId }) => keyId)).toEqual(['KEY0000001', 'OTHER12345']);
  });
});

describe('J-11 a backup from another machine', () => {
  test('whose uuid is another key’s here gets a new one; what is here already is known by its fingerprint', async () => {
    const { room, folder, keys } = await vault(2);
    const path = join(folder, 'other.age');
    const stranger = { keyId: 'STRANGER01', key: makeKey(), id: keys[0]?.id ?? '' };
    const known = { keyId: keys[1]?.keyId ?? '', key: keys[1]?.key ?? makeKey() };
    await writeFile(path, await sealTar(handMade([stranger, known]).entries()));
    const { preview, rows, view } = await restoreAll(room, path);
    expect(preview.rows).toMatchObject([{ found: 'new' }, { found: 'identical', stored: { id: keys[1]?.id } }]);
    expect(rows).toMatchObject([{ ok: true, restored: true, organization: 'Acme' }]);
    expect(rows[0]?.id).not.toBe(keys[0]?.id);
    expect(view.keys.find(({ id }) => id === keys[0]?.id)?.fingerprint).toBe(keys[0]?.key.fingerprint);
    expect([view.keys.length, view.organizations.length]).toEqual([3, 1]);
    await signs(room, rows[0]?.id ?? '');
  });

  test('an organization of the same name for another Issuer ID is another organization', async () => {
    const { room, folder } = await vault(1);
    const made = handMade([{ keyId: 'STRANGER01', key: makeKey() }]);
    const [organization] = made.manifest.organizations;
    if (organization) organization.issuerId = '11111111-2222-3333-4444-555555555555';
    const path = join(folder, 'other.age');
    await writeFile(path, await sealTar(made.entries()));
    const { view } = await restoreAll(room, path);
    expect(view.organizations.map(({ name }) => name)).toEqual(['Acme', 'Acme (2)']);
    expect((await restoreAll(room, path)).view.organizations).toHaveLength(2);
  });
});

describe('S-08 what this version does not know of is in a backup too', () => {
  const later = { kept: true };
  /** A vault as a later version may leave it, or as one does that this machine has not heard of yet. */
  async function backedUp() {
    const home = join(await temporaryFolder(onTestFinished), 'home');
    await mkdir(home, { mode: 0o700 });
    const acme = organizationNamed('Acme', { later });
    const made = await writeVault(home, [acme], [storedKey(acme.id, 'CI', { later, trashed: 'no field of ours' })], {
      relayClients: [{ name: 'Postman' }],
      later,
    });
    const room = createStrongroom(made.ports);
    await room.unlock({ how: 'identity', identity: made.identity });
    const path = join(await temporaryFolder(onTestFinished), 'backup.age');
    await room.backup({ path, passphrase, interactive, leaveOut: [] });
    return { path };
  }
  const sealedIn = async ({ home, recoveryKey }: { home: string; recoveryKey: string }) =>
    decodeDocument(await open(await readFile(join(home, 'vault.age')), recoveryKey));

  test('a vault that was empty gets all of it', async () => {
    const { path } = await backedUp();
    const empty = await makeHome(onTestFinished);
    const before = await sealedIn(empty);
    await restoreAll(empty.room, path);
    const after = await sealedIn(empty);
    expect(after).toMatchObject({ relayClients: [{ name: 'Postman' }], later, organizations: [{ later }], keys: [{ later }] });
    const { vaultId, recipients, version } = after;
    expect({ vaultId, recipients, version }).toEqual({ vaultId: before.vaultId, recipients: before.recipients, version: before.version });
    expect(after).not.toHaveProperty('rest');
    expect(after.keys[0]).not.toHaveProperty('file');
  });

  test('and so does one that was made anew of it, where no copy opened any more', async () => {
    const { path } = await backedUp();
    const lost = await makeHome(onTestFinished);
    for (const file of (await readdir(lost.home)).filter((one) => one.startsWith('vault.age'))) await writeFile(join(lost.home, file), 'x');
    const { ticket } = await lost.room.openBackup({ path, passphrase, interactive, into: 'new' });
    const request = { unlock: 'passphrase', recovery: true, passphrase: 'seven green kettles whistle', interactive } as const;
    const { recoveryKey } = await lost.room.restoreToNewVault({ ...request, ticket, evenSealed: true });
    const after = await sealedIn({ home: lost.home, recoveryKey: recoveryKey ?? '' });
    expect(after).toMatchObject({ relayClients: [{ name: 'Postman' }], later, organizations: [{ later }], keys: [{ later }] });
  });

  test('one that holds keys gets what belongs to its keys, and no client that may have been taken away since', async () => {
    const { path } = await backedUp();
    const used = await vault(1);
    await restoreAll(used.room, path);
    const after = await sealedIn(used);
    expect(after.relayClients).toEqual([]);
    expect(after).not.toHaveProperty('later');
    expect(after.keys.map((key) => key.later)).toEqual([undefined, later]);
  });

  test('and nothing in it says whose the vault is, or who opens it', async () => {
    const { folder } = await vault(1);
    const made = handMade([{ keyId: 'STRANGER01', key: makeKey() }]);
    const rest = {
      recipients: { devices: ['age1x'], recovery: null },
      vaultId: 'x',
      revision: 1e9,
      version: 9,
      keys: [],
      purged: ['x'],
      later,
    };
    const path = join(folder, 'other.age');
    const [, ...files] = made.entries();
    await writeFile(path, await sealTar([{ name: 'manifest.json', body: JSON.stringify({ ...made.manifest, rest }) }, ...files]));
    const empty = await makeHome(onTestFinished);
    const before = await sealedIn(empty);
    await restoreAll(empty.room, path);
    const after = await sealedIn(empty);
    expect(after).toEqual({ ...before, later, revision: 2, savedAt: after.savedAt, organizations: after.organizations, keys: after.keys });
    expect(after.keys).toHaveLength(1);
  });
});
