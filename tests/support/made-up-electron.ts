import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { temporaryFolder } from './home.js';

type Later = Parameters<typeof temporaryFolder>[0];

/** Where the fuses lie in Electron's binary: this text, the wire's version, how many, one character each. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** A folder that looks to a packager like Electron for Linux. Nothing in it runs: what is packaged is looked at, and run on the stand-in. */
export async function madeUpElectron(later: Later, { fuses = 9 } = {}): Promise<string> {
  const folder = await temporaryFolder(later);
  for (const one of ['resources', 'locales']) await mkdir(join(folder, one));
  const wire = Buffer.concat([Buffer.from(sentinel), Buffer.from([1, fuses]), Buffer.from('1'.repeat(fuses))]);
  await writeFile(join(folder, 'electron'), Buffer.concat([Buffer.alloc(9_000, 7), wire, Buffer.alloc(500, 7)]), { mode: 0o755 });
  const others = ['version', 'LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox', 'icudtl.dat', 'locales/en-US.pak', 'locales/de.pak'];
  for (const name of others) await writeFile(join(folder, name), '45.0.0');
  return folder;
}

export interface Packaged {
  readonly code: number | null;
  readonly said: string;
  /** Where everything was put. */
  readonly folder: string;
}

/** `npm run package -- --linux TARGETS` with what is built already, into a folder of its own. */
export async function packageFor(
  later: Later,
  targets: readonly string[],
  { electron, env = {} }: { electron: string; env?: Record<string, string> },
): Promise<Packaged> {
  const folder = await temporaryFolder(later);
  const root = resolve(import.meta.dirname, '../..');
  const child = spawn(process.execPath, ['scripts/package.mjs', '--no-build', '--linux', ...targets], {
    cwd: root,
    env: { ...process.env, KEYRACK_PACKED: folder, ELECTRON_OVERRIDE_DIST_PATH: electron, ...env },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += String(part)));
  const code = await new Promise<number | null>((done) => child.once('close', done));
  return { code, said, folder };
}
