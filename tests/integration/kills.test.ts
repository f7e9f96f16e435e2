import { verify } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { UnlockWay } from '../../src/shared/model.js';
import type { Strongroom } from '../../src/strongroom/client/contract.js';
import { openWithPassphrase } from '../../src/strongroom/inside/passphrase.js';
import { rekeySteps } from '../../src/strongroom/inside/rekey.js';
import { rewriteSteps } from '../../src/strongroom/inside/rewrite.js';
import { createStrongroom } from '../../src/strongroom/inside/strongroom.js';
import { saveSteps } from '../../src/strongroom/inside/writer.js';
import { backupPassphrase, vaultWithKeys } from '../support/backup.js';
import { holdersOf, openedBy } from '../support/generations.js';
import { keychainIn, temporaryFolder, testPorts } from '../support/home.js';
import { makeKey, type TestKey } from '../support/keys.js';
import { type Deed, type Life, live, seeded, type Told } from '../support/life.js';

const passphrase = 'correct horse battery staple';
const ways = ['passphrase', 'keychain'] as const;

/** A home of its own, and everything the user was ever told about it. */
async function begin(way: UnlockWay) {
  const folder = await temporaryFolder(onTestFinished);
  const place = { home: join(folder, 'home'), way, passphrase, keychainFile: join(folder, 'keychain.json') };
  const files = new Map<string, TestKey>();
  const told: Told[] = [];
  /** Of what the user wanted purged nothing is promised but that it goes in the end. */
  const asked = new Set<string>();
  let made = 0;
  const open = async (): Promise<Strongroom> => {
    const room = createStrongroom(testPorts(place.home, way === 'keychain' ? { keychain: keychainIn(place.keychainFile) } : {}));
    await room.unlock(way === 'passphrase' ? { how: 'passphrase', passphrase } : { how: 'any', interactive: false });
    return room;
  };
  return {
    told,
    asked,
    files,
    open,
    place,
    /** What opens the vault today. */
    async identity(): Promise<string> {
      if (way === 'keychain') return Object.values(JSON.parse(await readFile(place.keychainFile, 'utf8')))[0] as string;
      const opened = await openWithPassphrase(await readFile(join(place.home, 'identity.age')), passphrase);
      return new TextDecoder().decode(opened).trim();
    },
    recoveryKey: () => told.flatMap((one) => (one.told === 'recovery' && one.key ? [one.key] : []))[0] ?? '',
    async download(count: number): Promise<readonly string[]> {
      const paths: string[] = [];
      for (let n = 0; n < count; n += 1) {
        const key = makeKey();
        made += 1;
        const path = join(folder, `AuthKey_${String(made).padStart(10, 'K')}.p8`);
        await writeFile(path, key.applePem, { mode: 0o600 });
        files.set(path, key);
        paths.push(path);
      }
      return paths;
    },
    async lives(deeds: readonly Deed[], kill: Pick<Life, 'killAtStep' | 'killAtCall'> = {}) {
      for (const deed of deeds) if (deed.do === 'purge') asked.add(deed.id);
      const ended = await live({ ...place, ...kill, deeds });
      told.push(...ended.told);
      return ended;
    },
  };
}
type World = Awaited<ReturnType<typeof begin>>;

/** Every key the user was told is stored, and did not want purged, signs, with the private key of its own file; every file is as it was. */
async function holds({ told, asked, files, open }: World): Promise<void> {
  const room = await open();
  const { keys, health } = await room.read();
  expect(health.readOnly).toBeNull();
  for (const key of keys.filter(({ trashedAt }) => trashedAt === null)) {
    const source = [...files.values()].find(({ fingerprint }) => fingerprint === key.fingerprint);
    const { token } = await room.sign({ id: key.id, nowMs: null, lifetimeSeconds: 60, scope: null });
    const [signed, signature] = [token.slice(0, token.lastIndexOf('.')), token.slice(token.lastIndexOf('.') + 1)];
    if (!source) throw new Error(`nobody imported ${key.fingerprint}`);
    const raw = { key: source.publicKey, dsaEncoding: 'ieee-p1363' } as const;
    expect(verify('sha256', Buffer.from(signed), raw, Buffer.from(signature, 'base64url')), key.keyId).toBe(true);
  }
  const stored = new Set([...keys.map(({ id }) => id), ...asked]);
  expect(told.flatMap((one) => (one.told === 'stored' && !stored.has(one.id) ? [one] : []))).toEqual([]);
  for (const [path, key] of files) expect(await readFile(path, 'utf8')).toBe(key.applePem);
}

const matrix = ways.flatMap((way) =>
  [1, 50].flatMap((count) => [...saveSteps, 'import:saved', 'import:verified'].map((step) => ({ way, count, step }))),
);
test.for(matrix)(
  'R-32 a $way home, $count files, killed at $step of the import: what was called stored signs',
  async ({ way, count, step }) => {
    const world = await begin(way);
    await world.lives([{ do: 'init' }]);
    const paths = await world.download(count);
    const { killed } = await world.lives([{ do: 'unlock' }, { do: 'import', paths }], { killAtStep: step });
    expect(killed).toBe(true);
    await holds(world);
    // Whatever it was, it can simply be done again.
    await world.lives([{ do: 'unlock' }, { do: 'import', paths }]);
    await holds(world);
    expect((await (await world.open()).read()).keys).toHaveLength(count);
  },
);

const oldest = saveSteps.filter((step) => !step.startsWith('save:rotated'));
const counts = ways.flatMap((way) => [1, 50].map((count) => ({ way, count })));
const each = (steps: readonly string[]) => counts.flatMap((one) => steps.map((step) => ({ ...one, step })));

/** A home with this many keys, each told. */
async function filled(way: UnlockWay, count: number): Promise<World> {
  const world = await begin(way);
  await world.lives([
    { do: 'init' },
    { do: 'unlock' },
    { do: 'import', paths: await world.download(count) },
    { do: 'edit', name: 'Borealis' },
  ]);
  return world;
}
const idsOf = ({ told }: World) => told.flatMap((one) => (one.told === 'stored' ? [one.id] : []));

test.for(each([...rewriteSteps('purge'), ...oldest]))(
  'R-33 a $way home, $count keys, killed at $step of a purge: all others sign; after the next purge or change no generation holds it',
  async ({ way, count, step }) => {
    const world = await filled(way, count);
    const [id = ''] = idsOf(world);
    const { killed } = await world.lives([{ do: 'unlock' }, { do: 'purge', id }], { killAtStep: step });
    expect(killed).toBe(true);
    const left = (await (await world.open()).read()).keys;
    // Between the commit and its copy the key is gone already, and only the copy still has it: any change sees to that.
    const isLeft = left.some((key) => key.id === id);
    await world.lives([{ do: 'unlock' }, isLeft ? { do: 'purge', id } : { do: 'edit', name: 'Cobalt' }]);
    await holds(world);
    expect(await holdersOf(world.place.home, world.recoveryKey(), id)).toEqual([]);
  },
);

test.for(each([...rekeySteps, ...rewriteSteps('reseal-both'), ...rewriteSteps('reseal-new'), ...oldest]))(
  'S-05 a $way home, $count keys, killed at $step of a rotation: it opens; once it went through, the old identity opens nothing',
  async ({ way, count, step }) => {
    const world = await filled(way, count);
    const before = await world.identity();
    const { killed } = await world.lives([{ do: 'unlock' }, { do: 'rotate' }], { killAtStep: step });
    expect(killed).toBe(true);
    await holds(world);
    await world.lives([{ do: 'unlock' }, { do: 'rotate' }]);
    await holds(world);
    expect(await openedBy(world.place.home, before)).toEqual([]);
    expect(await openedBy(world.place.home, await world.identity())).toContain('vault.age');
  },
);

test.for(each([...saveSteps, 'restore:saved', 'restore:verified']))(
  'R-82 a $way home, killed at $step of a restore of $count keys: what was called restored signs, and the next restore goes on',
  async ({ way, count, step }) => {
    const other = await vaultWithKeys(onTestFinished, count);
    await other.room.backup({ path: other.path, passphrase: backupPassphrase, interactive: false, leaveOut: [] });
    const world = await begin(way);
    for (const { keyId, key } of other.keys) world.files.set(join(other.folder, `AuthKey_${keyId}.p8`), key);
    await world.lives([{ do: 'init' }]);
    const deeds = [{ do: 'unlock' }, { do: 'restore', path: other.path }] as const;
    expect((await world.lives(deeds, { killAtStep: step })).killed).toBe(true);
    await holds(world);
    await world.lives(deeds);
    await holds(world);
    expect((await (await world.open()).read()).keys).toHaveLength(count);
  },
);

test.for(ways.flatMap((way) => saveSteps.map((step) => ({ way, step }))))(
  'R-30 a $way home killed at $step of a save: the vault is as before or as after, and the next save goes through',
  async ({ way, step }) => {
    const world = await begin(way);
    await world.lives([{ do: 'init' }, { do: 'unlock' }, { do: 'edit', name: 'Acme' }]);
    await world.lives([{ do: 'unlock' }, { do: 'edit', name: 'Borealis' }], { killAtStep: step });
    await world.lives([{ do: 'unlock' }, { do: 'edit', name: 'Cobalt' }]);
    const names = (await (await world.open()).read()).organizations.map(({ name }) => name);
    expect(names.filter((name) => name !== 'Borealis')).toEqual(['Acme', 'Cobalt']);
  },
);

test.for(ways)(
  'R-32 a %s home killed 100 times, each after a random number of calls to the disk: nothing that was told is lost',
  { timeout: 900_000 },
  async (way) => {
    const random = seeded(way === 'passphrase' ? 20_261 : 20_262);
    const world = await begin(way);
    const day = async (n: number): Promise<readonly Deed[]> => {
      const ids = n === 0 ? [] : (await (await world.open()).read()).keys.map((key) => key.id);
      const id = ids[Math.floor(random() * ids.length)];
      const deeds: Deed[] = [
        { do: 'unlock' },
        { do: 'import', paths: await world.download(1 + (n % 3)) },
        { do: 'edit', name: `Day ${n}` },
      ];
      if (id !== undefined) deeds.push({ do: 'trash', id }, { do: n % 5 === 0 ? 'purge' : 'undo', id });
      if (n % 7 === 0) deeds.push({ do: 'rotate' });
      return deeds;
    };
    await world.lives([{ do: 'init' }]);
    const whole = await world.lives(await day(0));
    const calls = whole.told.flatMap((one) => (one.told === 'calls' ? [one.calls] : []))[0] ?? 0;
    expect(calls).toBeGreaterThan(50);
    let kills = 0;
    for (let n = 1; kills < 100; n += 1) {
      const { killed } = await world.lives(await day(n), { killAtCall: 1 + Math.floor(random() * calls) });
      kills += killed ? 1 : 0;
      await holds(world);
    }
  },
);
