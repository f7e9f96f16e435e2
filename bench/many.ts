/** ten thousand keys in one vault. Medians beside their floors; a figure that is wanted is printed with what it is, and is no assert. */
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Deps } from '../src/core/deps.js';
import { listKeys } from '../src/core/usecases/keys/list-keys.js';
import { openStrongroom } from '../src/strongroom/client/open.js';
import { open, seal } from '../src/strongroom/inside/vault/seal.js';
import { bin } from '../tests/support/cli.js';
import { fourHundredNames, manyKeys, organizationNamed, writeVault } from '../tests/support/vault.js';

const count = 10_000;
/** Of age and JSON alone: two copies are written, one is read back and opened. */
const mostSave = 2.5;
const median = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[times.length >> 1] ?? 0;

async function timed(rounds: number, work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < rounds; n += 1) {
    const begun = performance.now();
    await work();
    times.push(performance.now() - begun);
  }
  return median(times);
}

/** Two in turn, so that a slow moment hits both. */
async function side(rounds: number, ours: () => unknown, floor: () => unknown): Promise<readonly [number, number]> {
  const [mine, least]: [number[], number[]] = [[], []];
  for (let n = 0; n < rounds; n += 1) {
    mine.push(await timed(1, ours));
    least.push(await timed(1, floor));
  }
  return [median(mine), median(least)];
}

function row(what: string, mine: number, unit: string, floor: string, least: number, wanted?: number): void {
  const figure = wanted === undefined ? '' : `  (wanted under ${wanted} ${unit}${mine < wanted ? '' : ', over'})`;
  console.log(
    `${what.padEnd(34)} ${mine.toFixed(2).padStart(9)} ${unit}   ${floor.padEnd(30)} ${least.toFixed(2).padStart(9)} ${unit}   ${(mine / least).toFixed(2)}×${figure}`,
  );
}

/** Answers how many figures are over their bound. */
export async function measureMany(folder: string): Promise<number> {
  console.log(`\n${count.toLocaleString('en')} keys of ${fourHundredNames.length} organizations`);
  const organizations = fourHundredNames.map((name) => organizationNamed(name));
  const keys = manyKeys(organizations, count);
  const { home, identity, store, document } = await writeVault(join(folder, 'home-many'), organizations, keys);
  const json = () => new TextEncoder().encode(JSON.stringify(document));
  const sealed = await seal(json(), document.recipients.devices);
  const openBare = async () => JSON.parse(new TextDecoder().decode(await open(sealed, identity)));
  row('open', await timed(5, () => store.load(identity, { fresh: true })), 'ms', 'age and JSON alone', await timed(5, openBare));
  const [save, floorOfSave] = await side(
    15,
    () => store.commit(identity, (before) => ({ ...before })),
    () => seal(json(), document.recipients.devices),
  );
  row('save', save, 'ms', 'age and JSON alone', floorOfSave, 300);
  const over = save / floorOfSave > mostSave ? 1 : 0;
  console.log(`  a save within ${mostSave}× of age and JSON alone: ${over === 0 ? 'yes' : 'no, over'}`);

  const room = openStrongroom(join(dirname(bin), 'strongroom.js'), { home, keychainChildPath: null, keychainIsOurs: true, secrets: {} });
  await room.unlock({ how: 'identity', identity });
  const view = await room.read();
  const floorOfList = await timed(5, () => structuredClone(view));
  row('read, through the worker', await timed(5, () => room.read()), 'ms', 'a structured clone of it', floorOfList);
  row('read again, nothing is new', await timed(5, () => room.readIfNew(view.revision)), 'ms', 'a structured clone of it', floorOfList);
  const [first] = organizations;
  const edit = async () => {
    const after = await room.change({ do: 'edit-organization', id: first?.id ?? '', set: { notes: `${performance.now()}` } });
    await room.readIfNew(after.revision);
  };
  const sealBare = await timed(5, () => seal(json(), document.recipients.devices));
  row('a change, and what it made read', await timed(5, edit), 'ms', 'age and JSON alone', sealBare);
  await room.close();
  // The two edges that a list asks; the rest is the use case.
  const deps = {
    session: { view: async () => view },
    state: { read: async () => ({ keys: {}, settings: {}, folders: {} }) },
  } as unknown as Deps;
  const list = (query: string | null) => () => listKeys(deps, { query, organization: null, trash: false });
  row('list, as the command line does', await timed(9, list(null)), 'ms', 'a structured clone of it', floorOfList);
  const bare = await timed(9, () => view.keys.filter(({ name }) => name.includes('Key 12')));
  row('search in it', await timed(9, list('juniper key 12')), 'ms', 'one includes() a key', bare);

  // Linux's maxRSS is inherited from whoever started the process; its own peak is in /proc.
  const memory = join(folder, 'memory.cjs');
  await writeFile(
    memory,
    `const { readFileSync, writeSync } = require('node:fs');
    const own = () => /VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1];
    process.on('exit', () => writeSync(2, 'rss=' + (process.platform === 'linux' ? own() : process.resourceUsage().maxRSS)));`,
  );
  const peak = (...args: readonly string[]): number => {
    const env = { PATH: process.env.PATH ?? '', HOME: home, KEYRACK_HOME: home, KEYRACK_IDENTITY: identity };
    const { stderr } = spawnSync(process.execPath, ['--require', memory, ...args], { env, encoding: 'utf8', maxBuffer: 1 << 27 });
    const [, kilobytes] = /rss=(\d+)/.exec(stderr) ?? [];
    if (kilobytes === undefined) throw new Error(stderr);
    return Number(kilobytes) / 1_024;
  };
  row('memory at most, keyrack list', peak(bin, 'list', '--json'), 'MB', 'node -e 0', peak('-e', '0'), 400);
  row('memory at most, a change saved', peak(bin, 'org', 'add', 'One more'), 'MB', 'node -e 0', peak('-e', '0'), 400);
  return over;
}
