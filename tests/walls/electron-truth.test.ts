import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const page = read('docs/electron-truth.md');
const known = Object.keys(JSON.parse(read('tests/codes.json')));
const files = ['src', 'tests'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
);

/** “H-20…H-25” is all the codes between the two. */
const codesIn = (text: string): readonly string[] =>
  [...text.matchAll(/(H-\d\d)(?:…(H-\d\d))?/g)].flatMap(([, first = '', last]) =>
    last === undefined ? [first] : known.slice(known.indexOf(first), known.indexOf(last) + 1),
  );
const rows = page
  .split('\n')
  .filter((line) => /^\| H-\d\d/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, codes = '', tests = '']) => ({ codes: codesIn(codes), tests }));

test('each of H-01…H-66 stands once on the page of what a real run proves', () => {
  const wanted = known.filter((code) => /^H-[0-6]\d$/.test(code));
  expect(rows.flatMap(({ codes }) => codes).sort()).toEqual(wanted.sort());
});

test('each has a test that names it, or the reason why there is none', () => {
  const unproven = rows.flatMap(({ codes, tests }) => {
    if (tests.startsWith('none: ')) return [];
    const named = [...tests.matchAll(/`([^`]+\.test\.ts)`/g)].map(([, name = '']) => basename(name));
    const texts = files.filter((path) => named.includes(basename(path))).map(read);
    return codes.filter((code) => !texts.some((text) => codesIn(text).includes(code)));
  });
  expect(unproven).toEqual([]);
});

test('every file that the page names is there', () => {
  const paths = [...page.matchAll(/`((?:src|tests|scripts|stand-in|\.github)\/[\w./-]+)`/g)].map(([, path = '']) => path);
  expect(paths.length).toBeGreaterThan(20);
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
