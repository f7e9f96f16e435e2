import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
const written = ['src', 'docs', 'tests', 'scripts', 'tools', 'stand-in', 'bench']
  .flatMap(filesIn)
  .filter((name) => /\.(tsx?|mjs|css|md|html)$/.test(name) && !name.endsWith('citations.test.ts'));
// keytar's licence is packed with it.
const documents = new Set([...filesIn('docs'), ...readdirSync(root), 'LICENSE.md'].map((name) => basename(name)));

test('a document that is named is in the repository, or has the address where it can be read', () => {
  const named = written.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/(?:^|[\s(`"'“/[])((?:[\w-]+\/)*[\w-]+\.md)\b/g)].map(([, name = '']) => ({
      file,
      name,
    })),
  );
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter(({ name }) => !documents.has(basename(name)))).toEqual([]);
});

test('no source is cited by a letter that nobody can look up', () => {
  const cited = written.filter((file) => /\[[APU]\](?!\.)/.test(readFileSync(join(root, file), 'utf8')));
  expect(cited).toEqual([]);
});
