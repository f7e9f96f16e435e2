import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { leanPrimitives, leanStreams } from '../../scripts/lean.js';

const root = resolve(import.meta.dirname, '../..');
const bundles = new Map<string, Promise<string>>();

/** A module of this folder as one file: a child that loads its modules one by one takes three times as long to start. */
export function bundled(name: string): Promise<string> {
  const one = bundles.get(name) ?? makeBundle(name);
  bundles.set(name, one);
  return one;
}

async function makeBundle(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `keyrack-${name}-`));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await build({
    logLevel: 'error',
    configFile: false,
    plugins: [leanPrimitives(root), leanStreams(root)],
    ssr: { noExternal: true },
    build: { ssr: resolve(import.meta.dirname, `${name}.ts`), outDir: folder, rollupOptions: { external: ['keytar'] } },
  });
  return join(folder, `${name}.js`);
}
