// node scripts/release-ready.mjs [FOLDER]: exit 1, and what is missing, while something stands for what nobody has settled yet
// (docs/releasing.md), or while the version is not said where a release says it.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(process.argv[2] ?? join(import.meta.dirname, '..'));
const read = (path) => readFileSync(join(root, path), 'utf8');
// Its name is the application's id, which is one of them.
const metainfo = `resources/linux/${readdirSync(join(root, 'resources/linux')).find((name) => name.endsWith('.metainfo.xml'))}`;

const [, unsettled = ''] = read('docs/releasing.md').split(/^\| stands now \|.*\n\|[ -|]*\n/m);
const rows = unsettled
  .split('\n\n')[0]
  .split('\n')
  .filter((line) => line.startsWith('|'));
const missing = rows.map((row) => `docs/releasing.md still has ${row.split('|')[1].trim()} to be settled.`);

for (const path of ['package.json', 'electron-builder.yml', metainfo, 'build/installer.nsh', 'README.md', 'SECURITY.md', 'CONTRIBUTING.md'])
  if (/\.example\b/.test(read(path))) missing.push(`${path} names an address of .example, which is nobody’s.`);

const { version } = JSON.parse(read('package.json'));
const locked = JSON.parse(read('package-lock.json')).version;
if (locked !== version) missing.push(`package-lock.json says ${locked}, package.json ${version}.`);
if (
  !read('CHANGELOG.md')
    .split('\n')
    .some((line) => line === `## ${version}` || line.startsWith(`## ${version} `))
)
  missing.push(`CHANGELOG.md has no heading “## ${version}”.`);
if (!read(metainfo).includes(`<release version="${version}"`)) missing.push(`${metainfo} has no release ${version}.`);

for (const one of missing) console.error(one);
if (missing.length > 0) {
  console.error('Not to be released yet: docs/releasing.md says what to do.');
  process.exitCode = 1;
} else console.log(`Keyrack ${version} may be released.`);
