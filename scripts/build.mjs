// Builds everything `npm ci` leaves behind: the command line, and the window's three bundles.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const bundler = 'node_modules/electron-vite/bin/electron-vite.js';
if (!existsSync(bundler)) {
  // `npm ci --omit=dev` runs `prepare` too.
  console.log('build: nothing is built without the development dependencies.');
  process.exit(0);
}

const run = (level, ...args) => {
  const { status } = spawnSync(process.execPath, [bundler, 'build', '--logLevel', level, ...args], {
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (status !== 0) process.exit(status ?? 1);
};

rmSync('out/cli', { recursive: true, force: true });
// It warns of a preload and a page that are missing, and these three have none.
for (const mode of ['cli', 'strongroom', 'keychain']) run('error', '--mode', mode);
writeFileSync('out/cli/package.json', '{ "type": "commonjs" }\n');
run('warn', '--mode', 'app');

const bin = 'out/cli/keyrack.js';
const code = readFileSync(bin, 'utf8');
if (!code.startsWith('#!')) writeFileSync(bin, `#!/usr/bin/env node\n${code}`);
chmodSync(bin, 0o755);
