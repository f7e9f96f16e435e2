// npm test: the unit tests of what has changed since this branch left main: tests that changed, and tests that import a file that did.
// With nothing changed it runs nothing. `npm test -- ARGUMENTS` hands them to vitest, over all unit tests; `--list` only names the files.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const given = process.argv.slice(2);
const isTest = (path) => /^(?:src|tools|tests\/walls)\/.*\.test\.tsx?$/.test(path);
const list = given.includes('--list');
if (given.length > 0 && !list) process.exit(vitest(given));

const { base, changed } = changes();
const tests = unitTests().filter((path) => changed.has(path) || importsOf(path).some((one) => changed.has(one)));
if (tests.length === 0) {
  const what = changed.size === 0 ? 'Nothing has changed' : `No unit test is of the ${changed.size} files that changed`;
  console.log(`${what} since ${base.slice(0, 9)}: nothing to run. All of them: npm run test:unit.`);
} else if (list) {
  for (const path of tests) console.log(path);
} else {
  process.exit(vitest(tests));
}

function vitest(rest) {
  return spawnSync('npx', ['--no-install', 'vitest', 'run', '--project', 'unit', ...rest], { stdio: 'inherit' }).status ?? 1;
}

function git(...words) {
  const { status, stdout } = spawnSync('git', words, { encoding: 'utf8', maxBuffer: 1 << 26 });
  return status === 0 ? stdout.trim() : null;
}

/** The commit where this branch left main, and the files that differ from it, committed or not. */
function changes() {
  const base = git('merge-base', 'HEAD', 'origin/main') ?? git('merge-base', 'HEAD', 'main') ?? 'HEAD';
  const names = [git('diff', '--name-only', base), git('ls-files', '--others', '--exclude-standard')];
  return { base, changed: new Set(names.flatMap((text) => (text ?? '').split('\n')).filter((name) => name !== '')) };
}

function unitTests() {
  return ['src', 'tools', 'tests/walls']
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => `${folder}/${name.replaceAll('\\', '/')}`))
    .filter(isTest)
    .sort();
}

/** The repository's files that a test imports by their paths, and the file it stands beside. */
function importsOf(test) {
  const beside = ['.ts', '.tsx'].map((end) => test.replace(/\.test\.tsx?$/, end));
  const named = [...readFileSync(test, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g)].flatMap(([, path]) => {
    const at = join(dirname(test), path);
    return [at, at.replace(/\.js$/, '.ts'), at.replace(/\.js$/, '.tsx')];
  });
  return [...beside, ...named];
}
