import { randomUUID, verify } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { chmod, cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Decrypter, Encrypter } from 'age-encryption';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Organization } from '../../src/shared/model.js';
import { createStrongroom } from '../../src/strongroom/inside/strongroom.js';
import { keyrack } from '../support/cli.js';
import { temporaryFolder, testPorts } from '../support/home.js';
import { makeKey, type TestKey } from '../support/keys.js';
import { documentOfVersion1 } from '../support/version-1.js';

const fixtures = resolve(import.meta.dirname, '../fixtures');
const names = readdirSync(fixtures, { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? [one.name] : []));
const passphrase = 'fixture passphrase';

/** A copy of a released version's home, to be opened by this one. */
async function homeOf(name: string) {
  const home = join(await temporaryFolder(onTestFinished), 'home');
  await cp(join(fixtures, name, 'home'), home, { recursive: true });
  // git keeps no 0600.
  await chmod(home, 0o700);
  for (const file of await readdir(home)) await chmod(join(home, file), 0o600);
  const recoveryKey = (await readFile(join(fixtures, name, 'recovery-key.txt'), 'utf8')).trim();
  return { home, recoveryKey, room: createStrongroom(testPorts(home)) };
}

/** The sealed document as any age would show it. */
async function documentIn(home: string, recoveryKey: string, file = 'vault.age') {
  const decrypter = new Decrypter();
  decrypter.addIdentity(recoveryKey);
  return JSON.parse(await decrypter.decrypt(await readFile(join(home, file)), 'text'));
}

/** Written past Keyrack, as that version would have: sealed to the document's own recipients, with its copy. */
async function write(home: string, document: { recipients: { devices: string[]; recovery: string } }) {
  const encrypter = new Encrypter();
  for (const recipient of [...document.recipients.devices, document.recipients.recovery]) encrypter.addRecipient(recipient);
  const bytes = await encrypter.encrypt(JSON.stringify(document));
  for (const file of ['vault.age', 'vault.age.1']) await writeFile(join(home, file), bytes, { mode: 0o600 });
}

/** A key as version 1 wrote it. */
const storedKey = (key: TestKey, organizationId: string) => ({
  id: randomUUID(),
  organizationId,
  kind: 'team',
  keyId: '2X9R4HXF34',
  name: 'CI uploads',
  roles: ['ADMIN'],
  privateKey: key.opensslPem,
  fingerprint: key.fingerprint,
  sourceName: 'AuthKey_2X9R4HXF34.p8',
  addedAt: '2026-01-01T00:00:00.000Z',
  trashedAt: null,
});

const contents = async (home: string) =>
  Promise.all((await readdir(home)).sort().map(async (file) => [file, (await readFile(join(home, file))).toString('base64')]));

describe.each(names)('S-08 a home of %s', (name) => {
  test('opens by its passphrase and by its recovery key, with all that was in it', async () => {
    const { home, room, recoveryKey } = await homeOf(name);
    for (const request of [
      { how: 'passphrase', passphrase },
      { how: 'identity', identity: recoveryKey },
    ] as const) {
      const view = await room.unlock(request);
      expect(view.health).toEqual({ readOnly: null, warnings: [] });
      expect(view.organizations.map((one: Organization) => [one.name, one.program, one.notes])).toEqual([
        ['Acme', 'app-store', 'two\nlines'],
        ['Boréalis 北極光', 'enterprise', 'two\nlines'],
      ]);
    }
    const listed = await keyrack(['org', 'list', '--json'], { KEYRACK_HOME: home, KEYRACK_IDENTITY: recoveryKey });
    expect([listed.code, listed.err, JSON.parse(listed.out)]).toEqual([
      0,
      '',
      [expect.objectContaining({ name: 'Acme' }), expect.anything()],
    ]);
  });

  test('its keys sign, and what this version does not know survives a change, wherever it stands', async () => {
    const { home, room, recoveryKey } = await homeOf(name);
    const before = await documentIn(home, recoveryKey);
    const key = makeKey();
    const [organization] = before.organizations;
    const stored = { ...storedKey(key, organization.id), later: { kept: true } };
    await write(home, {
      ...before,
      later: [1],
      recipients: { ...before.recipients, later: 'r' },
      organizations: before.organizations.map((one: object) => ({ ...one, later: 'o' })),
      keys: [stored],
      relayClients: [{ later: 'c' }],
    });
    await room.unlock({ how: 'identity', identity: recoveryKey });
    await room.change({ do: 'edit-key', id: stored.id, set: { name: 'Uploads' } });
    const after = await documentIn(home, recoveryKey);
    expect(after).toMatchObject({
      version: 1,
      later: [1],
      recipients: { later: 'r' },
      organizations: [{ later: 'o' }, { later: 'o' }],
      keys: [{ name: 'Uploads', later: { kept: true } }],
      relayClients: [{ later: 'c' }],
    });
    expect(after.revision).toBe(before.revision + 1);
    const { token } = await room.sign({ id: stored.id, nowMs: null, lifetimeSeconds: 60, scope: null });
    const [head, body, signature = ''] = token.split('.');
    const how = { key: key.publicKey, dsaEncoding: 'ieee-p1363' } as const;
    expect(verify('sha256', Buffer.from(`${head}.${body}`), how, Buffer.from(signature, 'base64url'))).toBe(true);
  });
});

/** What the builds of each version read. Which of them still reads what is saved, whatever this version has learnt since, stands here. */
const builds: Readonly<Record<string, { parse(document: unknown): unknown }>> = { 'vault-v1': documentOfVersion1 };

test.each(names)('S-08 a vault of %s that was used by this version opens in the build of before, with nothing missing', async (name) => {
  const { home, room, recoveryKey } = await homeOf(name);
  const before = builds[name];
  if (!before) throw new Error(`What did the build that wrote ${name} read? Say so in builds.`);
  await room.unlock({ how: 'passphrase', passphrase });
  const [acme] = (await room.read()).organizations;
  const { rows } = await room.importKeys({
    organization: { id: acme?.id ?? '' },
    items: [1, 2].map(() => ({ source: { from: 'text', text: makeKey().applePem }, keyId: randomKeyId() })),
    at: new Date().toISOString(),
  });
  const [one = '', two = ''] = rows.map(({ id }) => id ?? '');
  await room.change({ do: 'edit-key', id: one, set: { name: 'Uploads 🗝', roles: ['ADMIN'], default: true } });
  await room.change({ do: 'edit-organization', id: acme?.id ?? '', set: { notes: 'three\nmore\nlines', tags: ['a', 'b'] } });
  await room.change({ do: 'trash-key', id: two, at: new Date().toISOString() });
  await room.purge({ ids: [two] });
  await room.sign({ id: one, nowMs: null, lifetimeSeconds: 60, scope: null });
  const changed = { unlock: 'passphrase', passphrase: 'seven green kettles whistle', current: passphrase, interactive: false } as const;
  await room.changeUnlock({ ...changed, rotate: true, recovery: false });
  const saved = (await readdir(home)).filter((file) => /^vault\.age(\.\d)?$/.test(file));
  expect(saved.length).toBe(6);
  for (const file of saved) {
    const document = await documentIn(home, recoveryKey, file);
    expect(before.parse(document), file).toEqual(document);
  }
  const { organizations, keys, purged } = await documentIn(home, recoveryKey);
  expect([organizations.length, keys.map((key: { name: string }) => key.name), purged.length]).toEqual([2, ['Uploads 🗝'], 1]);
});

const randomKeyId = () => randomUUID().replaceAll('-', '').slice(0, 10).toUpperCase();

describe('S-08 a vault of a newer version', () => {
  const newest = names.at(-1) ?? '';
  async function newer(change: object) {
    const made = await homeOf(newest);
    const document = await documentIn(made.home, made.recoveryKey);
    const key = storedKey(makeKey(), document.organizations[0].id);
    await write(made.home, { ...document, version: 2, keys: [key], ...change });
    return { ...made, key, env: { KEYRACK_HOME: made.home, KEYRACK_IDENTITY: made.recoveryKey } };
  }

  test('is read, its keys still sign, and it says “made by a newer Keyrack”; every change exits 9 and writes nothing', async () => {
    const { home, env, room, recoveryKey } = await newer({ shapes: 'unknown', relayClients: { not: 'a list' } });
    const vaultFiles = async () => (await contents(home)).filter(([file]) => /^(vault|identity|keyrack)/.test(String(file)));
    const before = await vaultFiles();
    const list = await keyrack(['list', '--json'], env);
    expect([list.code, JSON.parse(list.out)]).toEqual([0, [expect.objectContaining({ keyId: '2X9R4HXF34' })]]);
    expect(JSON.parse(list.err).warnings).toEqual([{ code: 'W_VAULT_NEWER', message: expect.stringContaining('made by a newer Keyrack') }]);
    expect((await keyrack(['token', '2X9R4HXF34'], env)).code).toBe(0);
    for (const args of [
      ['org', 'add', 'Cobalt'],
      ['edit', '2X9R4HXF34', '--name', 'X'],
      ['remove', '2X9R4HXF34'],
      ['purge', '2X9R4HXF34', '--yes'],
      ['recovery', 'repair'],
    ]) {
      const { code, err } = await keyrack([...args, '--json'], env);
      expect([args[0], code, JSON.parse(err).error.code]).toEqual([args[0], 9, 'E_VAULT_NEWER']);
    }
    await room.unlock({ how: 'identity', identity: recoveryKey });
    await expect(room.change({ do: 'trash-key', id: randomUUID(), at: '' })).rejects.toMatchObject({ code: 'E_VAULT_NEWER' });
    expect(await vaultFiles()).toEqual(before);
  });

  test('that cannot be read at all is no damage: what is older is shown, exit 9, and repair puts nothing over it', async () => {
    const { home, env } = await newer({ keys: 'in another shape' });
    const before = (await contents(home)).filter(([file]) => String(file).startsWith('vault'));
    const list = await keyrack(['org', 'list', '--json'], env);
    expect([list.code, JSON.parse(list.err).error.code, JSON.parse(list.out)[0].name]).toEqual([9, 'E_VAULT_NEWER', 'Acme']);
    const repair = await keyrack(['recovery', 'repair', '--json'], env);
    expect([repair.code, JSON.parse(repair.err).error.code]).toEqual([9, 'E_VAULT_NEWER']);
    expect((await contents(home)).filter(([file]) => String(file).startsWith('vault'))).toEqual(before);
  });
});
