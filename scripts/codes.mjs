// The codes of tests/codes.json, held against the titles of tests: which code no title starts with, alone or in a list. It reads names and
// proves nothing of what a test does. A code that no test is named for must be explained in docs/known-issues.md; else exit 1. With a folder of vitest's JSON reports (verify) only tests that passed
// count; without one, the tests that there are.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const code = String.raw`(?:[SRBJH]-\d{2,3}|M-\d{1,2})`;
const range = new RegExp(`(${code})(?:…(${code}))?`, 'g');

/** Every code a text names. “B-57…B-65” is all the codes of `all` between the two. */
const codesIn = (text, all) =>
  [...text.matchAll(range)].flatMap(([, first, last]) => {
    if (!last) return [first];
    const [from, to] = [all.indexOf(first), all.indexOf(last)];
    return from < 0 || to < from ? [first, last] : all.slice(from, to + 1);
  });

const ahead = new RegExp(`^(?:${code}(?:…${code})?(?:, | and | )?)+`);

/** The codes a title starts with. One in its middle does not count: it is no promise of the test. */
const codesAhead = (title, all) => codesIn(ahead.exec(title)?.[0] ?? '', all);

const root = join(import.meta.dirname, '..');
const known = JSON.parse(readFileSync(join(root, 'tests/codes.json'), 'utf8'));
const all = Object.keys(known);

const titles = process.argv[2] ? passedIn(process.argv[2]) : listed();
const tested = new Set(titles.flatMap((title) => codesAhead(title, all)));
const explained = new Set(codesIn(readFileSync(join(root, 'docs/known-issues.md'), 'utf8'), all));

const strange = [...tested].filter((code) => !(code in known));
const untested = all.filter((code) => !tested.has(code));
const open = untested.filter((code) => !explained.has(code));
console.log(`${all.length} codes, ${all.length - untested.length} in a test’s title (which says what to read, not that it holds).`);
const waiting = untested.filter((code) => explained.has(code));
for (const code of waiting) console.log(`In no test’s title: ${code} ${known[code]}. ${reasonFor(code)}`);
for (const code of open) console.log(`In no test’s title and not explained: ${code} ${known[code]}`);
for (const code of strange) console.log(`A test’s title starts with ${code}, which tests/codes.json does not know.`);
process.exit(open.length + strange.length === 0 ? 0 : 1);

/** What the page of what a real run proves says of it, else its part of the sentence in docs/known-issues.md. */
function reasonFor(code) {
  const read = (name) => readFileSync(join(root, 'docs', name), 'utf8').split('\n');
  const row = read('electron-truth.md').find((line) => line.startsWith('| H-') && codesIn(line.split('|')[1], all).includes(code));
  if (row) return row.split('|')[2].trim();
  const parts = read('known-issues.md').flatMap((line) => line.split(' · '));
  return (
    parts
      .find((part) => codesIn(part, all).includes(code))
      ?.replace(/^- \*\*|\*\*/g, '')
      .trim() ?? ''
  );
}

function passedIn(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')).testResults)
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'passed')
    .flatMap(({ ancestorTitles, title }) => [...ancestorTitles, title]);
}

/** vitest lists one project at a time: two that differ in workers cannot be listed together. */
function listed() {
  return ['unit', 'integration', 'e2e'].flatMap((project) => {
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    const { stdout, status } = spawnSync(process.execPath, [vitest, 'list', '--project', project], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    if (status !== 0) throw new Error(`vitest cannot list ${project}`);
    return stdout.split('\n').flatMap((line) => line.split(' > ').slice(1));
  });
}
