import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');

/** A line that crosses a wall, where it is written, and which guard must refuse it. */
const crossings = [
  { wall: 'shared → core', file: 'src/shared/crossing.ts', line: "export { createKeyrack } from '../core/keyrack.js';" },
  { wall: 'shared/diagnosis → node', file: 'src/shared/diagnosis/crossing.ts', line: "import 'node:fs';" },
  {
    wall: 'shared/diagnosis → core',
    file: 'src/shared/diagnosis/crossing.ts',
    line: "export { createApple } from '../../core/apple/client.js';",
  },
  { wall: 'shared/diagnosis → a package', file: 'src/shared/diagnosis/crossing.ts', line: "export { z } from 'zod';" },
  { wall: 'shared/diagnosis → the clock', file: 'src/shared/diagnosis/crossing.ts', line: 'export const now = (): number => Date.now();' },
  { wall: 'shared/diagnosis → chance', file: 'src/shared/diagnosis/crossing.ts', line: 'export const any = (): number => Math.random();' },
  { wall: 'shared → node', file: 'src/shared/crossing.ts', line: "import 'node:fs';" },
  {
    wall: 'strongroom/client → inside',
    file: 'src/strongroom/client/crossing.ts',
    line: "export const room = import('../inside/strongroom.js');",
  },
  {
    wall: 'strongroom/inside → core',
    file: 'src/strongroom/inside/crossing.ts',
    line: "import type { SystemClock } from '../../core/ports/index.js';\nexport type C = SystemClock;",
  },
  { wall: 'strongroom/inside → zod', file: 'src/strongroom/inside/crossing.ts', line: "export { z } from 'zod';" },
  { wall: 'strongroom/inside → platform', file: 'src/strongroom/inside/crossing.ts', line: "export * from '../../platform/clock.js';" },
  {
    wall: 'core → strongroom/inside',
    file: 'src/core/crossing.ts',
    line: "import type { Ports } from '../strongroom/inside/ports.js';\nexport type P = Ports;",
  },
  { wall: 'core → platform', file: 'src/core/crossing.ts', line: "export * from '../platform/clock.js';" },
  { wall: 'core → electron', file: 'src/core/crossing.ts', line: "import type { App } from 'electron';\nexport type A = App;" },
  {
    wall: 'platform → core beyond its ports',
    file: 'src/platform/crossing.ts',
    line: "export { createKeyrack } from '../core/keyrack.js';",
  },
  {
    wall: 'platform → a room of core',
    file: 'src/platform/crossing.ts',
    line: "export { createStateStore } from '../core/state/state.js';",
  },
  { wall: 'platform → strongroom', file: 'src/platform/crossing.ts', line: "export * from '../strongroom/client/wire.js';" },
  { wall: 'main → cli', file: 'src/main/crossing.ts', line: "export * from '../cli/output.js';" },
  {
    wall: 'main → strongroom/inside',
    file: 'src/main/crossing.ts',
    line: "import type { Ports } from '../strongroom/inside/ports.js';\nexport type P = Ports;",
  },
  { wall: 'cli → main', file: 'src/cli/crossing.ts', line: "export const main = import('../main/index.js');" },
  { wall: 'cli → electron', file: 'src/cli/crossing.ts', line: "import type { App } from 'electron';\nexport type A = App;" },
  { wall: 'preload → the contract', file: 'src/preload/crossing.ts', line: "export { contract } from '../shared/ipc/contract.js';" },
  { wall: 'preload → a package', file: 'src/preload/crossing.ts', line: "export { z } from 'zod';" },
  {
    wall: 'renderer → core',
    file: 'src/renderer/crossing.ts',
    line: "import type { SystemClock } from '../core/ports/index.js';\nexport type C = SystemClock;",
  },
  { wall: 'renderer → node', file: 'src/renderer/crossing.ts', line: "import { readFile } from 'node:fs/promises';\nexport { readFile };" },
  { wall: 'renderer → zod', file: 'src/renderer/crossing.ts', line: "export { z } from 'zod';" },
];

/** What the compiler alone refuses: names that exist only in another room's world, or not for whoever has so little. */
const strangers = [
  { wall: 'DOM in core', file: 'src/core/crossing.ts', line: 'export const title = document.title;', says: 'TS2584' },
  { wall: 'Node in the renderer', file: 'src/renderer/crossing.ts', line: 'export const home = process.env;', says: 'TS2591' },
  { wall: 'main → cli', file: 'src/main/crossing.ts', line: "export * from '../cli/output.js';", says: 'TS6307' },
  {
    wall: 'core → strongroom/inside',
    file: 'src/core/crossing.ts',
    line: "import type { Ports } from '../strongroom/inside/ports.js';\nexport type P = Ports;",
    says: 'TS6307',
  },
  {
    wall: 'a method of the strongroom that its table does not have',
    file: 'src/strongroom/client/crossing.ts',
    line: "declare module './contract/signer.js' { interface Signer { forgotten(): Promise<void> } }\nexport {};",
    says: 'TS2741',
  },
  {
    wall: 'a change by whoever was given the signer alone',
    file: 'src/core/crossing.ts',
    line: "import type { Signer } from '../strongroom/client/contract.js';\nexport const change = (signer: Signer) => signer.change({ do: 'trash-key', id: '', at: '' });",
    says: 'TS2339',
  },
];

// The walls are broken in a copy: the tree itself is never touched.
let copy = '';
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'keyrack-walls-'));
  for (const name of ['src', 'biome.json', 'package.json', 'tsconfig.base.json', '.gitignore']) {
    await cp(join(root, name), join(copy, name), { recursive: true });
  }
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir');
  await run('git', ['init', '-q', copy]);
});
afterAll(() => rm(copy, { recursive: true, force: true }));

async function crossing<T>(file: string, line: string, look: () => Promise<T>): Promise<T> {
  const path = join(copy, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${line}\n`);
  try {
    return await look();
  } finally {
    await rm(path);
  }
}

const failing = async (command: string, ...args: string[]): Promise<string> => {
  const { stdout, stderr } = await run(process.execPath, [join(root, 'node_modules', command), ...args], { cwd: copy }).catch(
    (error: { stdout: string; stderr: string }) => error,
  );
  return stdout + stderr;
};

test.for(crossings)('the lint refuses $wall', async ({ file, line }, { expect }) => {
  const said = await crossing(file, line, () => failing('@biomejs/biome/bin/biome', 'lint', file));
  expect(said).toMatch(/noRestricted(Imports|Globals)/);
});

test.for(strangers)('the compiler refuses $wall', async ({ file, line, says }, { expect }) => {
  const said = await crossing(file, line, () => failing('typescript/bin/tsc', '-b', dirname(file)));
  expect(said).toContain(says);
});

test('the preload may import electron and the channel names', async () => {
  const lines =
    "import { ipcRenderer } from 'electron';\nimport { channels } from '../shared/ipc/channels.js';\nexport const all = [ipcRenderer, channels];";
  const said = await crossing('src/preload/crossing.ts', lines, () =>
    failing('@biomejs/biome/bin/biome', 'lint', 'src/preload/crossing.ts'),
  );
  expect(said).not.toContain('noRestrictedImports');
});

test('a line that stays within its room is not refused', async () => {
  const said = await crossing(
    'src/core/crossing.ts',
    "import type { SystemClock } from './ports/index.js';\nexport type C = SystemClock;",
    () => failing('@biomejs/biome/bin/biome', 'lint', 'src/core/crossing.ts'),
  );
  expect(said).not.toContain('noRestrictedImports');
});

test('the walls’ rules are switched on for every room', async () => {
  const { overrides } = JSON.parse(await readFile(join(root, 'biome.json'), 'utf8')) as { overrides: { includes: string[] }[] };
  const rooms = overrides.flatMap(({ includes }) => includes);
  for (const room of ['shared', 'strongroom/client', 'strongroom/inside', 'core', 'platform', 'main', 'preload', 'renderer', 'cli']) {
    expect(rooms).toContain(`src/${room}/**`);
  }
});
