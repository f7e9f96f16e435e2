// node scripts/red-before.mjs BASE CODES [TESTS]: takes the tree of the commit TESTS (HEAD, unless it is named), puts the `src` of the
// commit BASE in place of its own, and runs the tests whose titles begin with a code that matches CODES (a regular expression, such as
// 'M-\d+'). Lists those that pass: they prove nothing of what has changed since. Exit 1 if there is one. A test whose file does not even
// load there counts as red, and is counted; so TESTS is best a commit in which files lay where they lay in BASE.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

const [base, codes, testsOf = 'HEAD'] = process.argv.slice(2);
if (!base || !codes) {
  console.error('Usage: node scripts/red-before.mjs BASE CODES [TESTS]');
  process.exit(2);
}
const root = join(import.meta.dirname, '..');
const place = mkdtempSync(join(tmpdir(), 'keyrack-base-'));
const title = new RegExp(`^(?:${codes})\\b`);
const inSource = new RegExp(`['"\`](?:${codes})\\b`);

try {
  layOut();
  const files = filesIn(place).filter((path) => /\.test\.tsx?$/.test(path) && inSource.test(readFileSync(path, 'utf8')));
  const seen = ['unit', 'integration', 'e2e'].map((project) => ran(project, files));
  const passed = seen.flatMap((one) => one.passed);
  const count = (of) => seen.reduce((sum, one) => sum + one[of], 0);
  console.log(`${files.length} files hold tests named ${codes}; over the src of ${base}, ${count('unloaded')} of them do not load.`);
  console.log(`Of the others ${count('tests')} such tests ran: ${count('tests') - passed.length} failed, ${passed.length} passed.`);
  for (const one of passed) console.log(`passes without the change: ${one}`);
  process.exitCode = passed.length > 0 || files.length === 0 ? 1 : 0;
} finally {
  rmSync(place, { recursive: true, force: true });
}

function run(command, args, cwd = place) {
  return spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 28 });
}

function must(what, { status, stdout, stderr }) {
  if (status !== 0) throw new Error(`${what} failed.\n${stderr}${stdout}`);
}

/** The commit whose tests are run with the `src` of BASE, but for the tests in it. */
function layOut() {
  must('git clone', run('git', ['clone', '--quiet', root, place], root));
  must('git checkout', run('git', ['checkout', '--quiet', '--detach', testsOf]));
  const tests = filesIn(join(place, 'src')).filter((path) => /\.test\.tsx?$/.test(path));
  rmSync(join(place, 'src'), { recursive: true });
  must('git checkout', run('git', ['checkout', '--quiet', base, '--', 'src']));
  for (const path of filesIn(join(place, 'src'))) if (/\.test\.tsx?$/.test(path)) rmSync(path);
  must('git checkout', run('git', ['checkout', '--quiet', 'HEAD', '--', ...tests.map((path) => relative(place, path))]));
  symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'));
  must('npm run build', run('npm', ['run', '--silent', 'build']));
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile() && !one.parentPath.includes('node_modules') && !one.parentPath.includes('/.git'))
    .map((one) => join(one.parentPath, one.name));
}

/** One project's share of these files: `passed` names what is green, `unloaded` counts files of which no test was found. */
function ran(project, files) {
  const mine = files.filter((path) => projectOf(relative(place, path)) === project);
  if (mine.length === 0) return { passed: [], tests: 0, unloaded: 0 };
  const report = join(place, `${project}.json`);
  const vitest = [
    'npx',
    '--no-install',
    'vitest',
    'run',
    '--project',
    project,
    '-t',
    codes,
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  run('dbus-run-session', ['--', ...vitest, ...mine]);
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const tests = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter((one) => title.test(one.title) && ['passed', 'failed'].includes(one.status))
      .map((one) => ({ status: one.status, says: `${relative(place, name)}: ${one.title}` })),
  );
  return {
    passed: tests.filter(({ status }) => status === 'passed').map(({ says }) => says),
    tests: tests.length,
    unloaded: testResults.filter(({ assertionResults }) => assertionResults.length === 0).length,
  };
}

function projectOf(path) {
  if (path.startsWith('tests/integration/')) return 'integration';
  return path.startsWith('tests/e2e/') ? 'e2e' : 'unit';
}
