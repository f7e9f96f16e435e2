import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../support/home.js';

const root = resolve(import.meta.dirname, '../..');
const exec = promisify(execFile);

/** A change to one file: what is put before what stands there, or a new file. */
interface Part {
  readonly file: string;
  readonly before?: string;
  readonly put: string;
}

/** Something new of each kind, in as few files as it takes (tests' samples and the documentation aside). `missed`: who finds the second one forgotten, and where. */
const added: Readonly<Record<string, { readonly parts: readonly Part[]; readonly missed: readonly ['compiler' | 'wall', RegExp] }>> = {
  channel: {
    parts: [
      {
        file: 'src/shared/ipc/contract.ts',
        before: '    showFolder: {',
        put: '    hello: { input: nothing, output: nothing, perMinute: 30 },\n',
      },
      { file: 'src/main/ipc/handlers/app.ts', before: '  async showFolder()', put: '  hello: async () => ({}),\n' },
    ],
    missed: ['compiler', /src\/main\/ipc\/handlers\/app\.ts.*hello/s],
  },
  'menu entry': {
    parts: [
      { file: 'src/shared/ipc/commands.ts', before: '  help: {', put: "  hello: { menu: 'help', label: 'Hello', key: null },\n" },
      { file: 'src/renderer/features/home/commands.ts', before: '  help: () =>', put: '  hello: () => undefined,\n' },
    ],
    missed: ['compiler', /src\/renderer\/features\/home\/commands\.ts.*hello/s],
  },
  tool: {
    parts: [
      {
        file: 'src/shared/tools/registry.ts',
        before: '  asckey: {',
        put: "  hello: { name: 'hello', places: {}, foldersDown: 0, json: { marks: [] }, toDrop: null },\n",
      },
      { file: 'src/strongroom/inside/keys/json/readers.ts', before: '  asckey: ofObject', put: '  hello: () => null,\n' },
    ],
    missed: ['compiler', /src\/strongroom\/inside\/keys\/json\/readers\.ts.*hello/s],
  },
  command: {
    parts: [
      {
        file: 'src/cli/commands/hello.ts',
        put: "import { Command } from 'commander';\nimport type { CommandModule } from '../command.js';\n\nexport const helloCommand: CommandModule<void> = {\n  build: (run) => new Command('hello').description('says so').action(() => run()),\n  run: async () => undefined,\n};\n",
      },
      {
        file: 'src/cli/commands.ts',
        before: '  completionCommand,\n];',
        put: '  helloCommand,\n',
      },
    ],
    missed: ['wall', /every command that is written stands in the list/],
  },
  check: {
    parts: [
      {
        file: 'src/core/doctor/hello.ts',
        put: "import { type Finding, ok } from './finding.js';\n\nexport function checkHello(): Finding {\n  return ok('hello', 'Hello', 'Nothing to say.');\n}\n",
      },
      { file: 'src/core/usecases/vault/doctor.ts', before: '  Proxy: (', put: '  Hello: () => checkHello(),\n' },
    ],
    missed: ['wall', /every check that is written is in the list/],
  },
  error: {
    parts: [
      {
        file: 'src/shared/errors/vault.ts',
        before: '  E_VAULT_MISSING: {',
        put: "  E_VAULT_HELLO: { kind: 'usage', title: 'Hello', cause: 'Somebody said hello.', next: 'Say it too.', keySafe: 'untouched' },\n",
      },
    ],
    missed: ['compiler', /src\/shared\/errors\/vault\.ts/],
  },
};
/** What the second part needs beside its line, in the same file. */
const imports: Readonly<Record<string, string>> = {
  'src/cli/commands.ts': "import { helloCommand } from './commands/hello.js';\n",
  'src/core/usecases/vault/doctor.ts': "import { checkHello } from '../../doctor/hello.js';\n",
};
/** A sample for the suite that runs over every tool: a test's, and not compiled without. */
const sample: Part = { file: 'tests/support/tool-samples.ts', before: '  asckey: [', put: '  hello: [],\n' };

let copy = '';
const toEnd: (() => Promise<void>)[] = [];
beforeAll(async () => {
  copy = await temporaryFolder((work) => void toEnd.push(work));
  const { stdout } = await exec('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, maxBuffer: 1 << 26 });
  for (const file of stdout.split('\n').filter((name) => name !== '' && existsSync(join(root, name)))) {
    await mkdir(dirname(join(copy, file)), { recursive: true });
    await cp(join(root, file), join(copy, file));
  }
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(async () => {
  for (const work of toEnd) await work();
});

async function apply({ file, before, put }: Part): Promise<void> {
  const path = join(copy, file);
  if (before === undefined) return writeFile(path, put);
  const text = await readFile(path, 'utf8');
  expect(text, file).toContain(before);
  await writeFile(path, (imports[file] ?? '') + text.replace(before, () => put + before));
}
/** As the tree has it. */
async function takeBack({ file, before }: Part): Promise<void> {
  if (before === undefined) await rm(join(copy, file));
  else await cp(join(root, file), join(copy, file));
}
const ran = async (...args: string[]): Promise<{ readonly isGreen: boolean; readonly said: string }> =>
  exec(process.execPath, args, { cwd: copy, maxBuffer: 1 << 26, env: { ...process.env, NO_COLOR: '1' } }).then(
    ({ stdout }) => ({ isGreen: true, said: stdout }),
    (error: { stdout: string; stderr: string }) => ({ isGreen: false, said: error.stdout + error.stderr }),
  );
const compiled = () => ran('node_modules/typescript/bin/tsc', '-b');
const walls = () =>
  ran(
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project',
    'unit',
    'tests/walls/command-line.test.ts',
    'src/core/usecases/vault/doctor.test.ts',
  );

const all = Object.entries(added);
const partsAt = (n: number) => all.flatMap(([, { parts }]) => parts[n] ?? []);

test('something new of each kind is two files at most, and what is forgotten of it does not compile or turns a test red', async () => {
  for (const [kind, { parts }] of all) expect(new Set(parts.map(({ file }) => file)).size, kind).toBeLessThanOrEqual(2);
  await apply(sample);
  // The first of each alone; of the error, without its kind.
  for (const part of partsAt(0)) await apply({ ...part, put: part.put.replace("kind: 'usage', ", '') });
  const first = await compiled();
  for (const [kind, { missed }] of all) if (missed[0] === 'compiler') expect(first.said, kind).toMatch(missed[1]);
  const found = await walls();
  for (const [kind, { missed }] of all) if (missed[0] === 'wall') expect(found.said, kind).toMatch(missed[1]);
  expect([first.isGreen, found.isGreen]).toEqual([false, false]);
  // The second of each alone.
  for (const part of partsAt(0)) await takeBack(part);
  for (const part of partsAt(1)) await apply(part);
  const second = await compiled();
  for (const { file } of partsAt(1)) expect(second.said).toContain(file);
  // And both.
  for (const part of partsAt(0)) await apply(part);
  const both = await compiled();
  expect(both.isGreen, both.said).toBe(true);
});
