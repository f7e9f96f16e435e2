import { join } from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import type { UnlockWay } from '../../src/shared/model.js';
import { rewriteSteps } from '../../src/strongroom/inside/vault/rewrite.js';
import { saveSteps } from '../../src/strongroom/inside/vault/writer.js';
import { rekeySteps } from '../../src/strongroom/inside/ways-in/rekey.js';
import { backupPassphrase, vaultWithKeys } from '../support/backup.js';
import { generationsOf, holdersOf, openedBy } from '../support/generations.js';
import { sampled } from '../support/long.js';
import { begin, holds, type World, ways } from '../support/world.js';

const oldest = saveSteps.filter((step) => !step.startsWith('save:rotated'));
const counts = ways.flatMap((way) => [1, 50].map((count) => ({ way, count })));
const each = (of: string, steps: readonly string[]) =>
  sampled(
    counts.flatMap((one) => steps.map((step) => ({ ...one, step }))),
    8,
    of,
  );

/** Made once and copied for each test: what is looked at is how it ends. */
function once<T>(make: (way: UnlockWay, count: number) => Promise<T>): (way: UnlockWay, count: number) => Promise<T> {
  const made = new Map<string, Promise<T>>();
  return (way, count) => {
    const name = `${way} ${count}`;
    const one = made.get(name) ?? make(way, count);
    made.set(name, one);
    return one;
  };
}
const template = once(async (way, count) => {
  const world = await begin(way, afterAllOfThem);
  const paths = await world.download(count);
  await world.lives([{ do: 'init' }, { do: 'unlock' }, { do: 'import', paths }, { do: 'edit', name: 'Borealis' }]);
  return world;
});
const otherVault = once(async (_way, count) => {
  const made = await vaultWithKeys(afterAllOfThem, count);
  await made.room.backup({ path: made.path, passphrase: backupPassphrase, interactive: false, leaveOut: [] });
  return made;
});
const endings: (() => Promise<void>)[] = [];
const afterAllOfThem = (work: () => Promise<void>) => void endings.push(work);
afterAll(async () => {
  for (const end of endings) await end();
});

/** A home with this many keys, each told. */
const filled = async (way: UnlockWay, count: number): Promise<World> => begin(way, onTestFinished, await template(way, count));
const idsOf = ({ told }: World) => told.flatMap((one) => (one.told === 'stored' ? [one.id] : []));

test.for(each('a purge', [...rewriteSteps('purge'), ...oldest]))(
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

test.for(each('a rotation', [...rekeySteps, ...rewriteSteps('reseal-both'), ...rewriteSteps('reseal-new'), ...oldest]))(
  'S-05 a $way home, $count keys, killed at $step of a rotation: it opens; once it went through, the old identity opens nothing',
  async ({ way, count, step }) => {
    const world = await filled(way, count);
    const before = await world.identity();
    const { killed } = await world.lives([{ do: 'unlock' }, { do: 'rotate' }], { killAtStep: step });
    expect(killed).toBe(true);
    await holds(world);
    const mine = await world.identity();
    for (const [file, opened] of await generationsOf(world.place.home, mine)) expect(opened, file).not.toBeInstanceOf(Error);
    await world.lives([{ do: 'unlock' }, { do: 'rotate' }]);
    await holds(world);
    expect(await openedBy(world.place.home, before)).toEqual([]);
    expect(await openedBy(world.place.home, await world.identity())).toContain('vault.age');
  },
);

test.for(each('a restore', [...saveSteps, 'restore:saved', 'restore:verified']))(
  'R-82 a $way home, killed at $step of a restore of $count keys: what was called restored signs, and the next restore goes on',
  async ({ way, count, step }) => {
    const other = await otherVault('passphrase', count);
    const world = await begin(way, onTestFinished);
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
