// node scripts/electron-age.mjs [LATEST]: exit 1 when the Electron in package-lock.json is more than two majors behind the latest, which
// is when it gets no more fixes (https://www.electronjs.org/docs/latest/tutorial/electron-timelines). LATEST: instead of asking npm.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const { packages } = JSON.parse(readFileSync(join(import.meta.dirname, '../package-lock.json'), 'utf8'));
const ours = packages['node_modules/electron'].version;
const latest =
  process.argv[2] ?? execFileSync('npm', ['view', 'electron', 'version'], { encoding: 'utf8', shell: process.platform === 'win32' }).trim();
const major = (version) => {
  const [, digits] = /^v?(\d+)\.\d+\.\d+/.exec(version) ?? [];
  if (digits === undefined) throw new Error(`“${version}” is no version of Electron’s.`);
  return Number(digits);
};
const behind = major(latest) - major(ours);
console.log(`Electron ${ours}, the latest is ${latest}.`);
if (behind > 2) {
  console.error(`It is ${behind} majors behind and gets no more fixes: take a newer one.`);
  process.exitCode = 1;
}
