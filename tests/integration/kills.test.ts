import { verify } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { UnlockWay } from '../../src/shared/model.js';
import type { Strongroom } from '../../src/strongroom/client/contract.js';
import { createStrongroom } from '../../src/strongroom/inside/strongroom.js';
import { saveSteps } from '../../src/strongroom/inside/writer.js';
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
  let made = 0;
  const open = async (): Promise<Strongroom> => {
    const room = createStrongroom(testPorts(place.home, way === 'keychain' ? { keychain: keychainIn(place.keychainFile) } : {}));
    await room.unlock(way === 'passphrase' ? { how: 'passphrase', passphrase } : { how: 'any', interactive: false });
    return room;
  };
  return {
    told,
    files,
    open,
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
      const ended = await live({ ...place, ...kill, deeds });
      told.push(...ended.told);
      return ended;
    },
  };
}
type World = Awaited<ReturnType<typeof begin>>;

/** Every key the user was told is stored signs, with the private key of its own file; every file is as it was. */
async function holds({ told, files, open }: World): Promise<void> {
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
  const stored = new Set(keys.map(({ id }) => id));
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
  async (way) => {
    const random = seeded(way === 'passphrase' ? 20_261 : 20_262);
    const world = await begin(way);
    const stored = () => world.told.flatMap((one) => (one.told === 'stored' ? [one.id] : []));
    const day = async (n: number): Promise<readonly Deed[]> => {
      const ids = stored();
      const id = ids[Math.floor(random() * ids.length)];
      const about: readonly Deed[] =
        id === undefined
          ? []
          : [
              { do: 'trash', id },
              { do: 'restore', id },
            ];
      return [{ do: 'unlock' }, { do: 'import', paths: await world.download(1 + (n % 3)) }, { do: 'edit', name: `Day ${n}` }, ...about];
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
