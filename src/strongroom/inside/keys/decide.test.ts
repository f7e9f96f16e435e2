import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { issuerId, makeHome, storeKey, temporaryFolder } from '../../../../tests/support/home.js';
import { makeKey } from '../../../../tests/support/keys.js';
import type { ImportItem, ImportRequest } from '../../client/contract.js';

const another = '69a6de70-0000-1111-2222-333344445555';
const acme = { name: 'Acme', program: 'app-store' } as const;
const dune = { name: 'Dune', program: 'app-store' } as const;
const at = '2026-03-01T12:00:00.000Z';

/** Acme, with one key; another of its keys is in the Trash. */
async function opened() {
  const { room } = await makeHome(onTestFinished);
  const folder = await temporaryFolder(onTestFinished);
  const keys = { stored: makeKey(), trashed: makeKey(), fresh: makeKey() };
  const stored = await storeKey(room, folder, '2X9R4HXF34', keys.stored.applePem);
  const trashed = await storeKey(room, folder, 'TRASHED001', keys.trashed.applePem);
  await room.change({ do: 'trash-key', id: trashed, at });
  const file = async (name: string, of: keyof typeof keys) => {
    const path = join(folder, name);
    await writeFile(path, keys[of].applePem, { mode: 0o600 });
    return path;
  };
  /** As the sheet does: looked at, decided about, and then stored all the same. */
  const both = async (path: string, said: Partial<ImportItem>, organization: ImportRequest['organization'] | null = acme) => {
    const [seen] = await room.examine({ sources: [{ from: 'file', path }] });
    if (!seen?.found) throw new Error('nothing was found');
    const { fingerprint, keyId, issuerId: told, kind, program } = seen.found;
    const item: ImportItem = { source: { from: 'file', path }, shown: { fingerprint, keyId, issuerId: told, kind, program }, ...said };
    const [decision] = await room.decide({ items: [{ organization, item }] });
    const { rows } = await room.importKeys({
      organization: organization ?? { name: 'Nobody said so', program: 'app-store' },
      items: [item],
      at,
    });
    return { decision, row: rows[0] };
  };
  return { room, file, both, stored, trashed };
}
const issuer = { issuerId };
const clash = { error: { code: 'E_KEY_CONFLICT' } };

test.for([
  ['new, with all it needs', 'AuthKey_FRESH00001.p8', 'fresh', issuer, acme, { is: 'new', wants: null }, { ok: true }],
  ['its name says no Key ID', 'nameless.p8', 'fresh', issuer, acme, { wants: 'key-id', error: { code: 'E_KID_MISSING' } }, { ok: false }],
  ['B-46 a Key ID that is none', 'nameless.p8', 'fresh', { ...issuer, keyId: 'kurz' }, acme, { wants: 'key-id' }, { ok: false }],
  [
    'B-44 another Key ID than its name’s',
    'AuthKey_FRESH00001.p8',
    'fresh',
    { ...issuer, keyId: 'OTHER00001' },
    acme,
    { wants: 'which-key-id' },
    { warnings: [{ code: 'W_KID_MISMATCH' }] },
  ],
  [
    'B-44 the same, chosen',
    'AuthKey_FRESH00001.p8',
    'fresh',
    { ...issuer, keyId: 'OTHER00001', keyIdWins: 'typed' },
    acme,
    { wants: null },
    { ok: true, keyId: 'OTHER00001' },
  ],
  [
    'B-49 stored already',
    'AuthKey_2X9R4HXF34.p8',
    'stored',
    issuer,
    acme,
    { is: 'stored', wants: null },
    { ok: true, warnings: [{ code: 'W_DUPLICATE' }] },
  ],
  [
    'B-52 in the Trash',
    'AuthKey_TRASHED001.p8',
    'trashed',
    issuer,
    acme,
    { is: 'trashed', wants: null },
    { ok: true, warnings: [{ code: 'W_RESTORED' }] },
  ],
  ['B-51 the Key ID of another key', 'AuthKey_2X9R4HXF34.p8', 'fresh', issuer, acme, { wants: 'keep-both', ...clash }, clash],
  ['B-50 a stored key under another Key ID', 'AuthKey_OTHER00001.p8', 'stored', issuer, acme, { wants: 'keep-both', ...clash }, clash],
  [
    'B-51 the same, both to be kept',
    'AuthKey_2X9R4HXF34.p8',
    'fresh',
    { ...issuer, keepBoth: true },
    acme,
    { is: 'new', wants: null },
    { ok: true },
  ],
  [
    'no Issuer ID, in an organization that has none',
    'AuthKey_FRESH00001.p8',
    'fresh',
    {},
    dune,
    { wants: 'issuer-id' },
    { error: { code: 'E_ISSUER_MISSING' } },
  ],
  ['no Issuer ID, in one that has', 'AuthKey_FRESH00001.p8', 'fresh', {}, acme, { wants: null }, { ok: true }],
  [
    'an Issuer ID that is none',
    'AuthKey_FRESH00001.p8',
    'fresh',
    { issuerId: 'x' },
    dune,
    { wants: 'issuer-id' },
    { error: { code: 'E_ISSUER_FORMAT' } },
  ],
  [
    'another than the organization’s',
    'AuthKey_FRESH00001.p8',
    'fresh',
    { issuerId: another },
    acme,
    { wants: 'which-issuer-id' },
    { error: { code: 'E_ISSUER_MISMATCH' } },
  ],
  ['an individual key has none', 'ApiKey_FRESH00001.p8', 'fresh', {}, dune, { wants: null }, { ok: true }],
] as const)('what was decided is what an import does: %s', async ([, name, of, said, into, decided, done]) => {
  const { file, both } = await opened();
  const { decision, row } = await both(await file(name, of), said, into);
  expect(decision).toMatchObject(decided);
  expect(row).toMatchObject(done);
});

test('the stored key that it is, or clashes with, is named, also once both are to be kept; where nobody says where it goes, that is asked', async () => {
  const { file, both, stored, trashed } = await opened();
  expect((await both(await file('AuthKey_2X9R4HXF34.p8', 'stored'), issuer)).decision).toMatchObject({ stored });
  expect((await both(await file('AuthKey_FRESH00001.p8', 'fresh'), issuer, null)).decision).toMatchObject({
    wants: 'organization',
    stored: null,
  });
  expect((await both(await file('AuthKey_OTHER00001.p8', 'stored'), { ...issuer, keepBoth: true })).decision).toMatchObject({
    wants: null,
    stored,
  });
  expect((await both(await file('AuthKey_TRASHED001.p8', 'trashed'), issuer)).decision).toMatchObject({ is: 'trashed', stored: trashed });
});
