import * as fs from 'node:fs/promises';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { KeyrackError } from '../../src/shared/errors/index.js';
import { decodeDocument } from '../../src/strongroom/inside/document/decode.js';
import { encodeDocument, recipientsOf } from '../../src/strongroom/inside/document/document.js';
import { createStrongroom } from '../../src/strongroom/inside/strongroom.js';
import { checkReadBack } from '../../src/strongroom/inside/vault/generations.js';
import { open, seal } from '../../src/strongroom/inside/vault/seal.js';
import { keyrack } from '../support/cli.js';
import { failingDisk } from '../support/failing-disk.js';
import { holdersOf } from '../support/generations.js';
import { makeHome, storeKey, temporaryFolder, testPorts } from '../support/home.js';

const organization = (name: string) => ({
  do: 'add-organization' as const,
  organization: {
    id: crypto.randomUUID(),
    name,
    program: 'app-store' as const,
    issuerId: null,
    teamId: null,
    vendorNumber: null,
    notes: '',
    tags: [],
    defaultKeyId: null,
    createdAt: '2026-01-01T00:00:00.000Z',
  },
});

const instantly = { now: () => Date.now(), monotonic: () => performance.now(), wait: async () => undefined };

/** What a reader with the recovery key meets: the names it shows and what it says, or its code. */
async function look(home: string, identity: string) {
  const room = createStrongroom(testPorts(home, { clock: instantly }));
  try {
    const { organizations, health } = await room.unlock({ how: 'identity', identity });
    return { names: organizations.map(({ name }) => name), readOnly: health.readOnly, warnings: health.warnings.map(({ code }) => code) };
  } catch (error) {
    if (!(error instanceof KeyrackError)) throw error;
    return { code: error.code };
  }
}

async function twoRevisions() {
  const { home, room, recoveryKey } = await makeHome(onTestFinished);
  await room.change(organization('Acme'));
  await room.change(organization('Borealis'));
  return { home, recoveryKey };
}

test('R-31 vault.age truncated, emptied, missing or a folder: the copy is shown; with the copy gone too, an older revision, and exit 9', async () => {
  const { home, recoveryKey } = await twoRevisions();
  const path = join(home, 'vault.age');
  const good = await readFile(path);
  const kept = `${home}-kept`;
  onTestFinished(() => rm(kept, { recursive: true, force: true }));
  await cp(home, kept, { recursive: true });
  const spoilt: readonly (() => Promise<unknown>)[] = [
    ...[1, 100, good.length - 1].map((length) => () => writeFile(path, good.subarray(0, length))),
    () => writeFile(path, ''),
    () => writeFile(path, Buffer.alloc(good.length)),
    () => rm(path),
    () => rm(path).then(() => fs.mkdir(path)),
  ];
  for (const spoil of spoilt) {
    await rm(home, { recursive: true });
    await cp(kept, home, { recursive: true });
    await spoil();
    expect(await look(home, recoveryKey)).toMatchObject({ names: ['Acme', 'Borealis'], readOnly: { current: true } });
    await rm(`${path}.1`);
    expect(await look(home, recoveryKey)).toMatchObject({ names: ['Acme'], readOnly: { current: false, file: 'vault.age.2' } });
  }
  const env = { KEYRACK_HOME: home, KEYRACK_IDENTITY: recoveryKey };
  const listed = await keyrack(['org', 'list', '--json'], env);
  expect([listed.code, JSON.parse(listed.out)]).toMatchObject([9, [{ name: 'Acme' }]]);
  expect((await keyrack(['org', 'add', 'Cobalt'], env)).code).toBe(9);
  expect((await keyrack(['recovery', 'repair'], env)).code).toBe(0);
  expect((await keyrack(['org', 'add', 'Cobalt'], env)).code).toBe(0);
  expect(await look(home, recoveryKey)).toEqual({ names: ['Acme', 'Cobalt'], readOnly: null, warnings: [] });
});

test.for(['ENOSPC', 'EIO', 'short'] as const)(
  'R-30 the disk fails with %s at every call of a save: the vault equals the last committed revision',
  async (code) => {
    const { home, recoveryKey } = await twoRevisions();
    for (let at = 1; ; at += 1) {
      const { disk, failed } = failingDisk(at, code);
      const room = createStrongroom(testPorts(home, { disk, clock: instantly }));
      const before = await look(home, recoveryKey);
      await room.unlock({ how: 'identity', identity: recoveryKey });
      const saved = await room.change(organization(`try ${at}`)).then(
        (view) => view,
        (error: unknown) => error as KeyrackError,
      );
      await rm(join(home, 'lock'), { force: true });
      const after = await look(home, recoveryKey);
      if (saved instanceof KeyrackError) {
        expect(saved.code).toMatch(/^E_DISK/);
        expect(after.names).toEqual(before.names);
        expect((await room.read()).organizations.map(({ name }) => name)).toEqual(before.names);
      } else {
        expect(after.names).toEqual([...(before.names ?? []), `try ${at}`]);
      }
      if (!failed()) break;
    }
  },
);

test.for(['ENOSPC', 'EIO', 'short'] as const)(
  'R-30 the disk fails with %s at every call of a purge: said, nothing else lost, and asked again it is done',
  async (code) => {
    const { home, room: first, passphrase, recoveryKey } = await makeHome(onTestFinished);
    const folder = await temporaryFolder(onTestFinished);
    const kept = await storeKey(first, folder, 'KEPT000001');
    const gone = await storeKey(first, folder, 'GONE000001');
    for (let n = 0; n < 4; n += 1) await first.change({ do: 'edit-key', id: kept, set: { name: `Name ${n}` } });
    const before = await temporaryFolder(onTestFinished);
    await cp(home, before, { recursive: true });
    for (let at = 1; ; at += 1) {
      await rm(home, { recursive: true });
      await cp(before, home, { recursive: true });
      const { disk, failed } = failingDisk(at, code);
      const room = createStrongroom(testPorts(home, { disk, clock: instantly }));
      await room.unlock({ how: 'passphrase', passphrase });
      const done = await room.purge({ ids: [gone] }).catch((error: unknown) => error as KeyrackError);
      const again = createStrongroom(testPorts(home, { clock: instantly }));
      const { health } = await again.unlock({ how: 'passphrase', passphrase });
      expect(health.readOnly).toBeNull();
      await again.sign({ id: kept, nowMs: null, lifetimeSeconds: 60, scope: null });
      if ('code' in done) {
        expect(done.code).toMatch(/^E_DISK/);
        // Gone already where only the last sync failed.
        await again.purge({ ids: [gone] }).catch((error: unknown) => expect(error).toMatchObject({ code: 'E_NOT_FOUND' }));
      }
      expect(await holdersOf(home, recoveryKey, gone)).toEqual([]);
      if (!failed()) break;
    }
  },
);

/** One history in two homes, the other home's vault.age copied over ours: what only we saved is in `.1` alone. */
async function otherHistory() {
  const { home, room, recoveryKey } = await makeHome(onTestFinished);
  await room.change(organization('Acme'));
  const second = await temporaryFolder(onTestFinished);
  await cp(home, second, { recursive: true });
  await room.change(organization('Ours'));
  const other = createStrongroom(testPorts(second, { clock: instantly }));
  await other.unlock({ how: 'identity', identity: recoveryKey });
  await other.change(organization('Theirs'));
  await cp(join(second, 'vault.age'), join(home, 'vault.age'));
  return { home, recoveryKey };
}

/** The names in a file that repair moved aside, opened as a vault of its own. */
async function namesIn(home: string, file: string, identity: string) {
  const { organizations } = decodeDocument(await open(await readFile(join(home, file)), identity));
  return organizations.map(({ name }) => name);
}

test.for([
  { keep: 'newest' as const, kept: ['Acme', 'Ours'], aside: ['Acme', 'Theirs'], from: 'vault.age' },
  { keep: 'vault' as const, kept: ['Acme', 'Theirs'], aside: ['Acme', 'Ours'], from: 'vault.age.1' },
])(
  'R-41 vault.age of another history beside a good copy is read-only until repair --keep $keep; the other one is set aside, not lost',
  async ({ keep, kept, aside, from }) => {
    const { home, recoveryKey } = await otherHistory();
    expect(await look(home, recoveryKey)).toMatchObject({ names: ['Acme', 'Ours'], readOnly: { error: { code: 'E_VAULT_OLD' } } });
    const room = createStrongroom(testPorts(home, { clock: instantly }));
    await room.unlock({ how: 'identity', identity: recoveryKey });
    await expect(room.change(organization('New'))).rejects.toThrow('different histories');
    await expect(room.repair({})).rejects.toMatchObject({ code: 'E_VAULT_OLD' });
    const { movedAside } = await room.repair({ keep });
    expect(movedAside).toEqual([{ from, to: expect.stringContaining(`${from}.set-aside-`) }]);
    expect(await namesIn(home, movedAside[0]?.to ?? '', recoveryKey)).toEqual(aside);
    await room.change(organization('New'));
    expect(await look(home, recoveryKey)).toEqual({ names: [...kept, 'New'], readOnly: null, warnings: [] });
  },
);

test('R-41 an older vault.age that is kept over newer revisions sets them aside, and the words say what is not in it', async () => {
  const { home, recoveryKey } = await twoRevisions();
  await cp(join(home, 'vault.age.2'), join(home, 'vault.age'));
  const env = { KEYRACK_HOME: home, KEYRACK_IDENTITY: recoveryKey };
  const { code, out } = await keyrack(['recovery', 'repair', '--keep', 'vault'], env);
  expect(code).toBe(0);
  expect(out).toMatch(/The vault is now revision 2 of vault\.age, saved \S+; changes saved later are not in it\./);
  const to = /Moved vault\.age\.1 to (\S+)\./.exec(out)?.[1] ?? '';
  expect(await namesIn(home, to, recoveryKey)).toEqual(['Acme', 'Borealis']);
  expect(await look(home, recoveryKey)).toEqual({ names: ['Acme'], readOnly: null, warnings: [] });
});

test.for(['save', 'purge'] as const)(
  'R-41 a %s cut off between its last two renames is no other history: a warning, and the next change makes the copy good',
  async (what) => {
    const { home, room: first, passphrase, recoveryKey } = await makeHome(onTestFinished);
    const id = await storeKey(first, await temporaryFolder(onTestFinished), 'GONE000001');
    const cut = (name: string) => {
      if (name === 'save:committed') throw new Error('cut off');
    };
    const room = createStrongroom(testPorts(home, { clock: instantly, step: cut }));
    await room.unlock({ how: 'passphrase', passphrase });
    if (what === 'save') await room.change(organization('Borealis'));
    else await expect(room.purge({ ids: [id] })).rejects.toMatchObject({ code: 'E_DISK' });
    expect(await look(home, recoveryKey)).toMatchObject({ readOnly: null, warnings: ['W_VAULT_COPY_DAMAGED'] });
    const again = createStrongroom(testPorts(home, { clock: instantly }));
    await again.unlock({ how: 'passphrase', passphrase });
    await again.change(organization('Cobalt'));
    expect(await look(home, recoveryKey)).toMatchObject({ readOnly: null, warnings: [] });
  },
);

test.for([Number.MAX_SAFE_INTEGER, 9_007_199_254_740_990, 2_000_000, 1e300])(
  'R-30 a noted revision of %d is no revision of ours: repair and the next save write what can be read',
  async (revision) => {
    const { home, recoveryKey } = await twoRevisions();
    await writeFile(join(home, 'state.json'), JSON.stringify({ revision }), { mode: 0o600 });
    expect(await look(home, recoveryKey)).toEqual({ names: ['Acme', 'Borealis'], readOnly: null, warnings: [] });
    await rm(join(home, 'vault.age'));
    const room = createStrongroom(testPorts(home, { clock: instantly }));
    await room.unlock({ how: 'identity', identity: recoveryKey });
    expect((await room.repair({})).view.revision).toBe(4);
    await room.change(organization('Cobalt'));
    expect(await look(home, recoveryKey)).toEqual({ names: ['Acme', 'Borealis', 'Cobalt'], readOnly: null, warnings: [] });
  },
);

test('R-30 a document that could not be read again is never sealed, and what is read back is what was meant', async () => {
  const { home, recoveryKey } = await twoRevisions();
  const document = decodeDocument(await open(await readFile(join(home, 'vault.age')), recoveryKey));
  expect(() => encodeDocument({ ...document, revision: Number.MAX_SAFE_INTEGER + 1 })).toThrow(
    expect.objectContaining({ code: 'E_VAULT_VERIFY' }),
  );
  const another = await seal(encodeDocument({ ...document, revision: 9 }), recipientsOf(document));
  await expect(checkReadBack(another, recoveryKey, encodeDocument(document))).rejects.toMatchObject({ code: 'E_VAULT_VERIFY' });
});
