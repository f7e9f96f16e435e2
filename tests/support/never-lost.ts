import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { KeyrackError } from '../../src/shared/errors/index.js';
import type { UnlockWay } from '../../src/shared/model.js';
import type { OtherCopy, Strongroom } from '../../src/strongroom/client/contract.js';
import { decodeDocument } from '../../src/strongroom/inside/document/decode.js';
import { encodeDocument, recipientsOf } from '../../src/strongroom/inside/document/document.js';
import type { Ports } from '../../src/strongroom/inside/ports.js';
import { createStrongroom } from '../../src/strongroom/inside/strongroom.js';
import { newIdentity, open, recipientOf, seal } from '../../src/strongroom/inside/vault/seal.js';
import { openWithPassphrase } from '../../src/strongroom/inside/ways-in/passphrase.js';
import { backupPassphrase, restoreAll } from './backup.js';
import { errnos } from './errnos.js';
import { type Fate, hookedDisk } from './failing-disk.js';
import { issuerId, testPorts } from './home.js';
import { makeKey } from './keys.js';
import { seeded } from './life.js';
import { organizationNamed, storedKey } from './vault.js';

/**
 * M-1 as a model: what is done to a vault at random, on a disk that fails at random, and what must be true after each step, looked at
 * on the real disk. One seed, one sequence: the same each time.
 */
export interface Template {
  readonly folder: string;
  readonly way: UnlockWay;
  readonly keychain: ReadonlyMap<string, string>;
  readonly recoveryKey: string;
  /** Whole files of other vaults: one that the same keys open, one that they do not; and of this vault, as it went on elsewhere. */
  readonly others: readonly Buffer[];
}

export const passphrase = 'correct horse battery staple';
const generations = ['vault.age', ...[1, 2, 3, 4, 5].map((n) => `vault.age.${n}`)];
// A disk of memory where there is one: what is looked at is what was asked of it, not how long it takes.
const root = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
export const modelFolder = (): Promise<string> => fs.mkdtemp(join(root, 'keyrack-model-'));

function keychainOf(kept: Map<string, string>): Ports['keychain'] {
  return {
    name: 'a map',
    get: async (account) => kept.get(account) ?? null,
    set: async (account, secret) => void kept.set(account, secret),
    delete: async (account) => kept.delete(account),
  };
}

/**
 * Time that passes only where somebody waits for a moment; its clock hardly moves, so that names by the time come twice. A deadline
 * for what hangs never ends: here nothing hangs.
 */
function clockOf(): Ports['clock'] {
  let passed = 0;
  const never = (signal?: AbortSignal) => new Promise<void>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
  return {
    now: () => 1_800_000_000_000 + Math.floor(passed / 1000),
    monotonic: () => passed,
    wait: async (ms, signal) => {
      if (ms >= 1_000) return never(signal);
      passed += ms;
    },
  };
}

export async function makeTemplate(way: UnlockWay): Promise<Template> {
  const folder = await modelFolder();
  const home = join(folder, 'home');
  const keychain = new Map<string, string>();
  const room = createStrongroom(testPorts(home, { keychain: keychainOf(keychain), clock: clockOf() }));
  const { recoveryKey } = await room.init({ unlock: way, recovery: true, passphrase, interactive: false });
  await enter(room, way);
  for (const keyId of ['FIRST00001', 'SECOND0001', 'THIRD00001']) await mustImport(room, folder, keyId);
  await room.backup({ path: join(folder, 'backup.age'), passphrase: backupPassphrase, interactive: false, leaveOut: [] });
  await mustImport(room, folder, 'AFTER00001');
  const document = decodeDocument(await open(await fs.readFile(join(home, 'vault.age')), recoveryKey ?? ''));
  const organization = organizationNamed('Theirs');
  const theirs = { ...document, vaultId: randomUUID(), organizations: [organization], keys: [storedKey(organization.id, 'Theirs')] };
  const sealed = async (to: readonly string[]) => Buffer.from(await seal(encodeDocument(theirs), to));
  const [first] = document.organizations;
  const elsewhere = { ...document, keys: [...document.keys.slice(0, 1), storedKey(first?.id ?? '', 'Elsewhere')] };
  const others = [
    await sealed(recipientsOf(document)),
    await sealed([await recipientOf(await newIdentity())]),
    Buffer.from(await seal(encodeDocument(elsewhere), recipientsOf(document))),
  ];
  return { folder, way, keychain, recoveryKey: recoveryKey ?? '', others };
}

const enter = (room: Strongroom, way: UnlockWay) =>
  room.unlock(way === 'keychain' ? { how: 'any', interactive: false } : { how: 'passphrase', passphrase });

async function importOne(room: Strongroom, folder: string, keyId: string): Promise<readonly string[]> {
  const path = join(folder, `AuthKey_${keyId}.p8`);
  await fs.writeFile(path, makeKey().applePem, { mode: 0o600 });
  const items = [{ source: { from: 'file' as const, path }, issuerId }];
  const { rows } = await room.importKeys({ organization: { name: 'Acme', program: 'app-store' }, items, at: '2026-01-01T00:00:00.000Z' });
  return rows.flatMap(({ ok, id }) => (ok && id ? [id] : []));
}

/** For the template, on a good disk. */
async function mustImport(room: Strongroom, folder: string, keyId: string): Promise<void> {
  if ((await importOne(room, folder, keyId)).length !== 1) throw new Error(`${keyId} was not stored`);
}

/** Private keys (PEM) by the file they are in, of all files below the home that one of these identities opens. */
type Opened = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Throws where the invariant does not hold, with all that was done. Answers how many faults were met, and how many steps went through. */
export async function liveThrough(seed: number, template: Template, steps: number): Promise<{ faults: number; done: number }> {
  const random = seeded(seed);
  const below = (n: number) => Math.floor(random() * n);
  const one = <T>(of: readonly T[]): T => of[below(of.length)] as T;
  const folder = await modelFolder();
  const home = join(folder, 'home');
  await fs.cp(template.folder, folder, { recursive: true });
  const keychain = new Map(template.keychain);
  const { way } = template;
  /** What the user was shown and keeps. */
  const papers = new Set([template.recoveryKey]);
  const purged = new Set<string>();
  const log: string[] = [];
  let [faults, done, made] = [0, 0, 0];

  const cache = new Map<string, { readonly tried: Set<string>; keys: ReadonlyMap<string, string> | null }>();
  async function keysIn(bytes: Buffer, identities: readonly string[]): Promise<ReadonlyMap<string, string> | null> {
    const sha = createHash('sha256').update(bytes).digest('hex');
    const known = cache.get(sha) ?? { tried: new Set<string>(), keys: null };
    cache.set(sha, known);
    for (const identity of identities) {
      if (known.keys !== null || known.tried.has(identity)) continue;
      known.tried.add(identity);
      known.keys = await open(bytes, identity)
        .then(decodeDocument)
        .then(
          ({ keys }) => new Map(keys.map(({ id, privateKey }) => [privateKey, id] as const)),
          () => null,
        );
    }
    return known.keys;
  }
  /** Where links lead: outside the home, and not to be touched. */
  const elsewhere = join(folder, 'elsewhere');
  const lyingElsewhere = async (): Promise<string> => {
    const names = await fs.readdir(elsewhere).catch(() => []);
    return (await Promise.all(names.map(async (name) => `${name} ${await fs.readFile(join(elsewhere, name), 'hex')}`))).join();
  };
  const files = async (): Promise<readonly string[]> =>
    (await fs.readdir(home, { recursive: true, withFileTypes: true }))
      .filter((it) => it.isFile())
      .map((it) => join(it.parentPath, it.name));
  /** Scrypt is slow, and these files seldom change. */
  const typedBy = new Map<string, string | null>();
  async function identityIn(bytes: Buffer): Promise<string | null> {
    const sha = createHash('sha256').update(bytes).digest('hex');
    const known = typedBy.get(sha);
    if (known !== undefined) return known;
    const identity = await openWithPassphrase(bytes, passphrase).then(
      (opened) => new TextDecoder().decode(opened).trim(),
      () => null,
    );
    typedBy.set(sha, identity);
    return identity;
  }
  /** What opens a vault for its user now: the way in, and every recovery key he was ever shown. */
  async function identitiesNow(): Promise<readonly string[]> {
    const typed: string[] = [];
    // The home's own last: the one in use, and not one that was set aside.
    const kept = (await files()).filter((it) => /^identity\.age(\.1)?$/.test(basename(it)));
    for (const path of kept.toSorted((a, b) => b.split('/').length - a.split('/').length)) {
      const identity = await identityIn(await fs.readFile(path));
      if (identity) typed.push(identity);
    }
    return [...papers, ...keychain.values(), ...typed];
  }
  async function openedNow(): Promise<Opened> {
    const identities = await identitiesNow();
    const found = new Map<string, ReadonlyMap<string, string>>();
    for (const path of await files()) {
      const keys = await keysIn(await fs.readFile(path), identities);
      if (keys) found.set(relative(home, path), keys);
    }
    return found;
  }
  const allOf = (opened: Opened) => new Set([...opened.values()].flatMap((keys) => [...keys.keys()]));
  const device = async (): Promise<string> => (await identitiesNow()).findLast((it) => !papers.has(it)) ?? '';

  const portsWith = (disk: Ports['disk']): Ports => {
    const ports = testPorts(home, { disk, otherDisk: disk, clock: clockOf(), keychain: keychainOf(keychain) });
    return ports;
  };
  /** Whoever looks afterwards, by what lets him in; null where nothing does. */
  async function look() {
    for (const identity of [...(await identitiesNow())].reverse()) {
      const room = createStrongroom(portsWith(hookedDisk(() => 'real')));
      const view = await room.unlock({ how: 'identity', identity }).catch(() => null);
      if (view) return view;
    }
    return null;
  }
  const isFine = async () => (await look())?.health.readOnly === null;
  const fail = (what: string): never => {
    throw new Error(`seed ${seed}, a ${way} vault: ${what}\n${log.join('\n')}`);
  };

  /** What befalls a home that Keyrack did not do. */
  async function mischief(): Promise<void> {
    const there = (await fs.readdir(home, { withFileTypes: true })).filter((it) => it.isFile()).map(({ name }) => name);
    const vaults = there.filter((name) => generations.includes(name));
    if (vaults.length === 0) return;
    const file = one(vaults);
    const path = join(home, file);
    const spoil = async (name: string, how: number) => {
      const bytes = await fs.readFile(join(home, name));
      const at = below(bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8));
      await fs.writeFile(join(home, name), how === 0 ? bytes : how === 1 ? bytes.subarray(0, below(bytes.length)) : '');
    };
    const which = below(14);
    log.push(`   (mischief ${which} at ${file})`);
    if (which <= 2) return spoil(file, which);
    if (which === 3) return fs.rm(path);
    if (which === 4) return fs.rm(path).then(() => fs.mkdir(path));
    if (which === 5) return fs.copyFile(join(home, one(vaults)), path);
    if (which === 6) return fs.writeFile(path, one(template.others));
    if (which === 7) return fs.copyFile(path, join(home, `${file}.damaged-2026-01-01T00-00-00-000Z`));
    if (which === 8) return fs.copyFile(path, join(home, `${file}.${randomUUID()}.tmp`));
    if (which === 9) return fs.rename(path, join(home, `${file}.damaged-2026-02-02T00-00-00-000Z`));
    if (which === 10) return fs.writeFile(join(home, `vault.age.damaged-2026-03-03T00-00-00-000Z`), one(template.others));
    if (which === 11) return fs.copyFile(path, join(home, one(['vault (1).age', 'vault.age.bak'])));
    if (which === 12) {
      await fs.mkdir(elsewhere, { recursive: true });
      const target = join(elsewhere, `${file}-${made}`);
      await fs.rename(path, target);
      return fs.symlink(target, path);
    }
    for (const name of vaults) await spoil(name, below(2));
  }

  type Deed = (room: Strongroom, armed: () => void) => Promise<() => Promise<void>>;
  const named = async (room: Strongroom) => ({ mayDelete: below(4) === 0 ? [] : (await room.leftovers()).unopened });
  const inView = async (ids: readonly string[], what: string) => {
    const view = await look();
    for (const id of ids) if (!view?.keys.some((key) => key.id === id)) fail(`${what}: ${id} was called stored and is not in the vault`);
  };
  /** What was set aside is named by its name; what others made is in the answer, as is a folder that could not be looked through. */
  const namedIn = (found: readonly OtherCopy[]) => (file: string) =>
    file.includes('set-aside') ||
    found.some((it) => it.file === file || (it.is === 'unread' && (it.file === '.' || file.startsWith(`${it.file}/`))));
  const shut = async (identity: string, what: string, found: readonly OtherCopy[]) => {
    const isNamed = namedIn(found);
    for (const path of await files()) {
      if (isNamed(relative(home, path))) continue;
      const isOpen = await open(await fs.readFile(path), identity).then(
        () => true,
        () => false,
      );
      if (isOpen) fail(`${what}: what was dropped still opens ${relative(home, path)}`);
    }
  };
  const anyId = async (room: Strongroom) => one((await room.read()).keys)?.id ?? '';
  const pemOf = async (id: string) =>
    [...(await openedNow()).values()].flatMap((keys) => [...keys].flatMap(([pem, it]) => (it === id ? [pem] : [])));

  const deeds: Readonly<Record<string, Deed>> = {
    async save(room, armed) {
      const id = await anyId(room);
      armed();
      made += 1;
      const name = `Name ${made}`;
      await room.change({ do: 'edit-key', id, set: { name } });
      return async () => {
        if (!(await look())?.keys.some((key) => key.name === name)) fail('save: it is not saved');
      };
    },
    async import(room, armed) {
      made += 1;
      armed();
      const ids = await importOne(room, folder, `NEW${String(made).padStart(7, '0')}`);
      return () => inView(ids, 'import');
    },
    async purge(room, armed) {
      const id = await anyId(room);
      const pems = await pemOf(id);
      armed();
      const request = { ids: [id], ...(await named(room)) };
      for (const pem of pems) purged.add(pem);
      const { found } = await room.purge(request);
      const isNamed = namedIn(found);
      return async () => {
        for (const [file, keys] of await openedNow())
          if (!isNamed(file) && pems.some((pem) => keys.has(pem))) fail(`purge: ${file} still holds the key, and was not named`);
      };
    },
    async rotate(room, armed) {
      const before = await device();
      armed();
      const request = { unlock: way, rotate: true, recovery: false, passphrase, interactive: false, ...(await named(room)) };
      const { found } = await room.changeUnlock(request);
      return () => shut(before, 'rotate', found);
    },
    async 'new recovery key'(room, armed) {
      const before = await device();
      armed();
      const { recoveryKey } = await room.offerRecovery({ for: 'itself', passphrase, interactive: false });
      papers.add(recoveryKey);
      const { found } = await room.adoptRecovery(await named(room));
      return () => shut(before, 'new recovery key', found);
    },
    async repair(room, armed) {
      armed();
      const keep = one([undefined, 'vault', 'newest'] as const);
      await room.repair(keep ? { keep } : {});
      return async () => {
        const view = await look();
        if (view?.health.readOnly !== null) fail(`repair: said to be done, and ${JSON.stringify(view?.health)}`);
      };
    },
    async restore(room, armed) {
      armed();
      const { rows } = await restoreAll(room, join(folder, 'backup.age'));
      const ids = rows.flatMap(({ ok, id }) => (ok && id ? [id] : []));
      return async () => {
        await inView(ids, 'restore');
        for (const id of ids) for (const pem of await pemOf(id)) purged.delete(pem);
      };
    },
    async 'set aside'(room, armed) {
      armed();
      const { ticket } = await room.openBackup({
        path: join(folder, 'backup.age'),
        passphrase: backupPassphrase,
        interactive: false,
        into: 'new',
      });
      const done = await room.restoreToNewVault({
        ticket,
        unlock: way,
        recovery: true,
        passphrase,
        interactive: false,
        evenSealed: below(2) === 0,
      });
      if (done.recoveryKey) papers.add(done.recoveryKey);
      const ids = done.rows.flatMap(({ ok, id }) => (ok && id ? [id] : []));
      return async () => {
        await inView(ids, 'set aside');
        for (const id of ids) for (const pem of await pemOf(id)) purged.delete(pem);
      };
    },
    async init(room, armed) {
      armed();
      const { recoveryKey } = await room.init({ unlock: way, recovery: true, passphrase, interactive: false });
      if (recoveryKey) papers.add(recoveryKey);
      return async () => undefined;
    },
  };
  const often = [
    'save',
    'import',
    'purge',
    'rotate',
    'new recovery key',
    'repair',
    'repair',
    'restore',
    'set aside',
    'init',
    'save',
    'import',
  ];

  /** From call `from` on, `length` calls that `only` lets through fail; some of them do half of it and say nothing. */
  function plan(): (call: string, path: string) => Fate {
    const quiet = below(4) === 0;
    const from = 1 + below(90);
    const length = one([1, 1, 1, 2, 3, 8, 30, Number.POSITIVE_INFINITY]);
    const kind = one([
      null,
      null,
      null,
      'open',
      'handle.readFile',
      'handle.stat',
      'writeFile',
      'sync',
      'rename',
      'unlink',
      'link',
      'lstat',
    ]);
    const file = one([null, null, null, 'vault.age', 'vault.age.1', 'vault.age.2', 'vault.age.5', 'identity.age', 'keyrack.json']);
    const start = kind === null && file === null ? from : 1 + below(8);
    const constant = below(2) === 0 ? random() : null;
    log.push(
      quiet ? '   a good disk' : `   ${length} calls fail from ${start}${kind ? `, only ${kind}` : ''}${file ? `, only of ${file}` : ''}`,
    );
    let calls = 0;
    return (call, path) => {
      if (quiet || (kind && call !== kind) || (file && basename(path) !== file)) return 'real';
      calls += 1;
      if (calls < start || calls >= start + length) return 'real';
      const codes = errnos[call];
      if (!codes) throw new Error(`no errno is known of ${call}`);
      faults += 1;
      const isShort = ['writeFile', 'write', 'handle.readFile'].includes(call) && below(4) === 0;
      const code = codes[Math.floor((constant ?? random()) * codes.length)] ?? 'EIO';
      log.push(`     ${call} ${basename(path)}: ${isShort ? 'half' : code}`);
      return isShort ? 'short' : { code };
    };
  }

  let fate: (call: string, path: string) => Fate = () => 'real';
  const opening = () => createStrongroom(portsWith(hookedDisk((call, path) => fate(call, path), { reads: true })));
  let room = opening();
  try {
    for (let n = 0; n < steps; n += 1) {
      const name = one(often);
      log.push(`${n + 1}. ${name}`);
      const wasSpoilt = below(3) === 0;
      if (wasSpoilt) await mischief();
      const opened = await openedNow();
      const before = allOf(opened);
      const wasFine = await isFine();
      // A window goes on with what it knows; a command knows nothing.
      if (below(2) === 0) room = opening();
      const wasElsewhere = await lyingElsewhere();
      const armed = () => {
        fate = plan();
      };
      const isLate = below(3) > 0;
      if (!isLate) armed();
      let check: (() => Promise<void>) | null = null;
      try {
        const isIn = await enter(room, way).then(
          () => true,
          () => false,
        );
        // What is refused at the door is none of the others' business but the two that are for such a case.
        if (isIn || name === 'set aside' || name === 'init') check = (await deeds[name]?.(room, isLate ? armed : () => undefined)) ?? null;
      } catch (error) {
        if (!(error instanceof KeyrackError) || error.code === 'E_INTERNAL')
          fail(`${name}: ${error instanceof Error ? error.stack : error}`);
        else log.push(`   → ${error.code}: ${error.message}`);
      }
      fate = () => 'real';
      if ((await lyingElsewhere()) !== wasElsewhere) fail(`${name}: what a link named was changed`);
      const after = allOf(await openedNow());
      const lost = [...before].filter((pem) => !after.has(pem) && !purged.has(pem));
      const where = [...opened].filter(([, keys]) => lost.some((pem) => keys.has(pem))).map(([file]) => file);
      if (lost.length > 0) fail(`${name}: ${lost.length} keys that were not purged are in no file any more, before in ${where.join(', ')}`);
      if (wasFine && !(await isFine())) fail(`${name}: the vault opened, and may not be changed or does not open now`);
      if (check) {
        done += 1;
        await check();
      }
    }
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
  return { faults, done };
}
