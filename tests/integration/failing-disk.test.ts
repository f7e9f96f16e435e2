import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import type { KeyrackError } from '../../src/shared/errors/index.js';
import type { UnlockWay } from '../../src/shared/model.js';
import type { VaultView } from '../../src/strongroom/client/contract.js';
import { decodeDocument } from '../../src/strongroom/inside/document/decode.js';
import { createStrongroom } from '../../src/strongroom/inside/strongroom.js';
import { open } from '../../src/strongroom/inside/vault/seal.js';
import { backupPassphrase, vaultWithKeys } from '../support/backup.js';
import { type Around, bytesIn, type Deed, deeds, fresh, type Said } from '../support/failing-deeds.js';
import { changing, failingDisk } from '../support/failing-disk.js';
import { openedBy } from '../support/generations.js';
import { storeKey, temporaryFolder } from '../support/home.js';
import { makeKey } from '../support/keys.js';
import { strides } from '../support/long.js';
import { deviceIn, opened, type Place, passphrase, placeIn, portsOf, unlockAs } from '../support/places.js';

const stored = ['STORED0001', 'STORED0002'];
const clock = { now: () => Date.now(), monotonic: () => performance.now(), wait: async () => undefined };

const endings: (() => Promise<void>)[] = [];
const afterAllOfThem = (work: () => Promise<void>) => void endings.push(work);
afterAll(async () => {
  for (const end of endings) await end();
});

interface Made {
  readonly folder: string;
  readonly recoveryKey: string;
  readonly device: string;
}

/** A vault of two keys with two revisions behind it, three downloads and another vault's backup; made once, copied for every failure. */
async function makeOne(way: UnlockWay): Promise<Made> {
  const folder = await temporaryFolder(afterAllOfThem);
  const place = placeIn(folder);
  const room = createStrongroom(portsOf(place));
  const { recoveryKey, vaultId } = await room.init({ unlock: way, recovery: true, passphrase, interactive: false });
  await unlockAs(room, way);
  await mkdir(join(folder, 'downloads'));
  for (const keyId of stored) await storeKey(room, folder, keyId);
  for (const keyId of fresh) await writeFile(join(folder, 'downloads', `AuthKey_${keyId}.p8`), makeKey().applePem, { mode: 0o600 });
  const other = await vaultWithKeys(afterAllOfThem);
  const path = join(folder, 'downloads', 'backup.age');
  await other.room.backup({ path, passphrase: backupPassphrase, interactive: false, leaveOut: [] });
  return { folder, recoveryKey: recoveryKey ?? '', device: await deviceIn(place, vaultId, passphrase) };
}
const made = new Map<UnlockWay, Promise<Made>>();
const templateOf = (way: UnlockWay): Promise<Made> => {
  const one = made.get(way) ?? makeOne(way);
  made.set(way, one);
  return one;
};
const around = (folder: string): Around => ({
  home: placeIn(folder).home,
  downloads: fresh.map((keyId) => join(folder, 'downloads', `AuthKey_${keyId}.p8`)),
  backup: join(folder, 'downloads', 'backup.age'),
});

/** What a vault is to its user. */
const contentOf = ({ organizations, keys }: Pick<VaultView, 'organizations' | 'keys'>) => ({
  organizations: organizations.map(({ name }) => name),
  keys: keys.map(({ keyId, name, fingerprint }) => ({ keyId, name, fingerprint })),
});

/** The content of every file of the home that one of these identities opens, under whatever name it lies. */
async function contentsIn(home: string, identities: readonly string[]): Promise<readonly string[]> {
  const contents = await Promise.all(
    (await readdir(home)).flatMap((file) =>
      identities.map(async (identity) => {
        try {
          return JSON.stringify(contentOf(decodeDocument(await open(await readFile(join(home, file)), identity))));
        } catch {
          return null;
        }
      }),
    ),
  );
  return [...new Set(contents.filter((one) => one !== null))].sort();
}

/** The vault as another process finds it by one of these recovery keys, the one that may change it if there is one. Every key signs. */
async function found(place: Place, papers: readonly string[]): Promise<VaultView> {
  const views: VaultView[] = [];
  for (const identity of papers) {
    const room = createStrongroom(portsOf(place, { clock }));
    const view = await room.unlock({ how: 'identity', identity }).catch((error: KeyrackError) => error.code);
    if (typeof view === 'string') continue;
    for (const { id } of view.keys) await room.sign({ id, nowMs: null, lifetimeSeconds: 60, scope: null });
    views.push(view);
  }
  const best = views.find(({ health }) => health.readOnly === null) ?? views[0];
  if (!best) throw new Error('no recovery key opens the vault');
  return best;
}

const keyIdsOf = ({ keys }: VaultView) => keys.map(({ keyId }) => keyId);
const isRefused = (row: Said[number] | undefined, code: string) => row !== undefined && 'refused' in row && row.refused === code;

type Code = 'ENOSPC' | 'EIO' | 'short';

interface Before {
  readonly view: VaultView;
  readonly contents: readonly string[];
  readonly downloads: ReadonlyMap<string, string>;
}

/** A copy of the template, with what has happened to it. */
async function copyFor(deed: Deed): Promise<string> {
  const folder = await temporaryFolder(onTestFinished);
  await cp((await templateOf(deed.from)).folder, folder, { recursive: true });
  await deed.spoil?.(placeIn(folder).home);
  return folder;
}

async function before(deed: Deed): Promise<Before> {
  const [folder, { recoveryKey }] = [await copyFor(deed), await templateOf(deed.from)];
  const place = placeIn(folder);
  return {
    view: await found(place, [recoveryKey]),
    contents: await contentsIn(place.home, [recoveryKey]),
    downloads: await bytesIn(join(folder, 'downloads')),
  };
}

/** One run with one call failing: what was said, what is there, and what asking again comes to. Null: there was no such call. */
async function failAt(deed: Deed, was: Before, code: Code, at: number): Promise<string | null> {
  const [folder, template] = [await copyFor(deed), await templateOf(deed.from)];
  const [place, papers] = [placeIn(folder), [template.recoveryKey]];
  const { disk, arm, failed } = failingDisk(at, code, { armed: false, reads: code === 'EIO' && deed.reads });
  const room = createStrongroom(portsOf(place, { disk, clock }));
  await unlockAs(room, deed.from);
  arm(true);
  const show = (key: string) => void papers.push(key);
  const said = await deed.do(room, around(folder), show).catch(({ code: refused }: KeyrackError): Said => [{ refused }]);
  arm(false);
  const where = `${deed.name}, call ${at} (${failed()})`;
  const refusals = said.flatMap((row) => ('refused' in row ? [row.refused] : []));
  if (!failed()) expect(refusals, where).toEqual([]);
  for (const refusal of refusals) expect(refusal, where).toMatch(/^E_(DISK|DISK_FULL|VAULT_VERIFY|VAULT_READ|VAULT_DAMAGED|FILE_READ)$/);

  // What was there is there still, or the new whole; a key that was called stored signs.
  const after = await found(place, papers);
  const ids = keyIdsOf(was.view);
  // A download that could not be read is none of the others' business.
  const read = deed.adds.filter((_, n) => !isRefused(said[n], 'E_FILE_READ'));
  if (keyIdsOf(after).join() !== ids.join()) expect(keyIdsOf(after), where).toEqual([...ids, ...read]);
  const told = said.flatMap((row) => ('stored' in row ? [row.stored] : []));
  expect(
    after.keys.map(({ id }) => id),
    where,
  ).toEqual(expect.arrayContaining(told));
  // Nothing is called stored before its second copy is there.
  if (told.length > 0) expect(after.health.warnings, where).toEqual([]);
  if (refusals.length === 0) expect([keyIdsOf(after), after.health.readOnly], where).toEqual([[...ids, ...deed.adds], null]);
  if (!deed.spoil) expect(after.health.readOnly, where).toBeNull();
  const contents = await contentsIn(place.home, papers);
  expect(contents, where).toEqual(expect.arrayContaining([...was.contents]));
  expect(await bytesIn(join(folder, 'downloads')), where).toEqual(was.downloads);
  // Memory is what the disk holds.
  expect(contentOf(await room.read()), where).toEqual(contentOf(after));
  if (failed() !== 'unlink')
    expect(
      (await readdir(place.home)).filter((name) => name.endsWith('.tmp')),
      where,
    ).toEqual([]);

  // Asked again, it goes through. Where a change failed, what is left does not depend on the code: it is gone on from once.
  if (code === 'EIO' && changing.has(failed() ?? '')) return failed();
  const again = deed.spoil ? await unlocked(place, deed.from) : (await opened(place)).room;
  for (const row of await deed.do(again, around(folder), show)) if ('refused' in row) expect(row.refused, where).toBe('E_DUPLICATE');
  const last = await opened(place);
  const view = await last.room.read();
  expect([keyIdsOf(view).toSorted(), view.health], where).toEqual([[...ids, ...deed.adds].toSorted(), { readOnly: null, warnings: [] }]);
  expect(await readdir(place.home), where).not.toContain('lock');
  if (deed.rotates) expect(await openedBy(place.home, template.device), where).toEqual([]);
  return failed();
}

async function unlocked(place: Place, way: UnlockWay) {
  const room = createStrongroom(portsOf(place, { clock }));
  await unlockAs(room, way);
  return room;
}

test.for(deeds.flatMap((deed) => (['ENOSPC', 'EIO', 'short'] as const).map((code) => ({ deed, code, name: deed.name }))))(
  'R-30 the disk fails with $code at a call of $name: the vault is as it was or the new one whole, said as it is, and asked again it is done',
  async ({ deed, code }) => {
    const was = await before(deed);
    expect(was.contents.length).toBeGreaterThan(1);
    // What a call that is cut short comes to is soon asked: there are few of them.
    const { from, by } = code === 'short' ? { from: 0, by: 1 } : strides(9, `${deed.name} ${code}`);
    let at = from + 1;
    while ((await failAt(deed, was, code, at)) !== null) at += by;
    expect(at - 1).toBeGreaterThan(code === 'short' ? 1 : 10);
  },
);
