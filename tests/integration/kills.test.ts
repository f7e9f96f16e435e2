import { expect, onTestFinished, test } from 'vitest';
import { saveSteps } from '../../src/strongroom/inside/vault/writer.js';
import { type Deed, seeded } from '../support/life.js';
import { many, sampled } from '../support/long.js';
import { begin, holds, type World, ways } from '../support/world.js';

const matrix = ways.flatMap((way) =>
  [1, 50].flatMap((count) => [...saveSteps, 'import:saved', 'import:verified'].map((step) => ({ way, count, step }))),
);
test.for(sampled(matrix, 5, 'kills of an import'))(
  'R-32 a $way home, $count files, killed at $step of the import: what was called stored signs',
  async ({ way, count, step }) => {
    const world = await begin(way, onTestFinished);
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

test.for(
  sampled(
    ways.flatMap((way) => saveSteps.map((step) => ({ way, step }))),
    3,
    'kills of a save',
  ),
)(
  'R-30 a $way home killed at $step of a save: the vault is as before or as after, and the next save goes through',
  async ({ way, step }) => {
    const world = await begin(way, onTestFinished);
    await world.lives([{ do: 'init' }, { do: 'unlock' }, { do: 'edit', name: 'Acme' }]);
    await world.lives([{ do: 'unlock' }, { do: 'edit', name: 'Borealis' }], { killAtStep: step });
    await world.lives([{ do: 'unlock' }, { do: 'edit', name: 'Cobalt' }]);
    const names = (await (await world.open()).read()).organizations.map(({ name }) => name);
    expect(names.filter((name) => name !== 'Borealis')).toEqual(['Acme', 'Cobalt']);
  },
);

test.for(ways)(
  'R-32 a %s home killed at random, each after a random number of calls to the disk: nothing that was told is lost',
  { timeout: 1_800_000 },
  async (way) => {
    const random = seeded(way === 'passphrase' ? 20_261 : 20_262);
    const day = async (world: World, n: number): Promise<readonly Deed[]> => {
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
    // Homes of 25 kills each, in verify one of 10: in one of 100, every look at what must hold would be longer than the one before.
    for (let home = 0; home < many(1, 4); home += 1) {
      const world = await begin(way, onTestFinished);
      await world.lives([{ do: 'init' }]);
      const whole = await world.lives(await day(world, 0));
      const calls = whole.told.flatMap((one) => (one.told === 'calls' ? [one.calls] : []))[0] ?? 0;
      expect(calls).toBeGreaterThan(50);
      let kills = 0;
      for (let n = 1; kills < many(10, 25); n += 1) {
        const { killed } = await world.lives(await day(world, n), { killAtCall: 1 + Math.floor(random() * calls) });
        kills += killed ? 1 : 0;
        await holds(world);
      }
    }
  },
);
