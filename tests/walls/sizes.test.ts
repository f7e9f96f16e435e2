import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
/** What docs/architecture.md names, each with its reason. */
const [, section = ''] = readFileSync(join(root, 'docs/architecture.md'), 'utf8').split('\n## Where it is larger\n');
const excepted = [...(section.split('\n## ')[0] ?? '').matchAll(/^- `([^`]+)`: (.+)$/gm)].map(([, path = '']) => path);
const files = ['src', 'tests', 'tools', 'scripts', 'stand-in', 'bench'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((name) => /\.(tsx?|css|mjs)$/.test(name)),
);

test('no file is longer than 300 lines, but for those that docs/architecture.md names with a reason', () => {
  const long = files.filter((name) => readFileSync(join(root, name), 'utf8').split('\n').length - 1 > 300);
  expect(long.filter((name) => !excepted.includes(name))).toEqual([]);
});

test('no folder of src holds more than 15 source files, but for those named there', () => {
  const holding = new Map<string, number>();
  for (const name of files.filter((one) => one.startsWith('src/') && !/\.test\.tsx?$/.test(one)))
    holding.set(dirname(name), (holding.get(dirname(name)) ?? 0) + 1);
  expect([...holding].filter(([folder, n]) => n > 15 && !excepted.includes(folder))).toEqual([]);
});

test('what Biome lets have long functions is named there too, and all that is named is there', () => {
  const { overrides } = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'));
  const freed = overrides
    .filter(({ linter }: { linter: { rules: { complexity?: object } } }) => linter.rules.complexity)
    .flatMap(({ includes }: { includes: readonly string[] }) => includes)
    .filter((name: string) => name.startsWith('src/'));
  expect([freed.length > 0, freed.filter((name: string) => !excepted.includes(name))]).toEqual([true, []]);
  expect(excepted.filter((name) => !existsSync(join(root, name)))).toEqual([]);
});
