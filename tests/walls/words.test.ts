import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { hintOf } from '../../src/renderer/words/errors.js';
import { inWindow } from '../../src/renderer/words/health.js';
import { catalogue, warnings } from '../../src/shared/errors/index.js';
import { visibleWords } from '../support/visible-words.js';

const root = resolve(import.meta.dirname, '../..');
const sources = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .sort();

test('every word the window shows stands in the catalogue, src/renderer/words', () => {
  const others = sources('src/renderer').filter((file) => !file.startsWith('src/renderer/words/'));
  const loose = others.flatMap((file) => visibleWords(join(root, file)).map(({ line, text }) => `${file}:${line} ${text}`));
  expect(others.length).toBeGreaterThan(90);
  expect(loose).toEqual([]);
});

/** For the terminal, the developer and the browser. */
const notSeen =
  /^(web |Keyrack could not clear|Keyrack does not start|: it would open|no (answer|handler)|Keyrack$|text\/|CmdOrCtrl|UseKeychainKeyProvider)/;
test('every word main shows by itself stands in its catalogue, src/main/words.ts', () => {
  const others = sources('src/main').filter((file) => file !== 'src/main/words.ts');
  const loose = others.flatMap((file) => visibleWords(join(root, file)).map(({ line, text }) => ({ file, line, text })));
  expect(loose.filter(({ text }) => !notSeen.test(text))).toEqual([]);
});

const seenIn = (source: string) => visibleWords('a.tsx', source).map(({ text }) => text);
test.each([
  ['text', '<p>Hello</p>', ['Hello']],
  ['text between values', '<p>{n} of {m}</p>', ['of']],
  ['a label', '<Field label="name" id="name" />', ['name']],
  ['a label that depends', '<b title={on ? "on" : ok && "off it"} className={on ? "Big one" : "small"} />', ['on', 'off it']],
  ['a toast', "const f = () => say('Put back.');", ['Put back.']],
  ['a template', `const f = (a: string) => \`\${a} moved\`;`, ['moved']],
  ['what is compared, a key, a selector, a type', "if (e.key === 'Enter') document.querySelector('main .x y'); type A = 'Big A';", []],
])('words are seen in JSX and out of it: %s', (_, source, words) => {
  expect(seenIn(source)).toEqual(words);
});

/** A command of ours, an option or a variable: of no use in a window. */
const commandLine = /keyrack [a-z]|\s--[a-z]|KEYRACK_/;
const errors = Object.entries(catalogue).map(([code, entry]) => ({ code, ...entry, next: hintOf({ code, hint: entry.next }) }));

test('every error says in the window what happened and what to do there, without the command line', () => {
  const bad = errors.filter(
    ({ title, cause, next }) => [title, cause, next].some((words) => words.trim() === '') || commandLine.test(`${cause} ${next}`),
  );
  expect(bad).toEqual([]);
});

test('every warning has its words in the window, without the command line', () => {
  const bad = Object.entries(warnings).filter(([, words]) => words.trim() === '' || commandLine.test(inWindow(words)));
  expect(bad).toEqual([]);
});

test('nothing says only “failed”', () => {
  const only = /^(\w+ )?(has )?(failed|error|went wrong)\W*$/i;
  const said = [...errors.flatMap(({ title, cause, next }) => [title, cause, next]), ...Object.values(warnings)];
  expect(said.filter((words) => only.test(words))).toEqual([]);
});
