// Bundles the stand-in to out/stand-in: one CommonJS module for Node, and one script for each of a page's two worlds.
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

const here = import.meta.dirname;
const out = join(here, '../out/stand-in');

/** Does nothing when the bundles are newer than every source. Safe when two runs build at once: each replaces whole files. */
export async function buildStandIn() {
  if (built() > newest(here)) return;
  // Not before it is needed: each file of tests would pay for loading it.
  const { build } = await import('vite');
  mkdirSync(out, { recursive: true });
  const draft = mkdtempSync(join(out, 'draft-'));
  const bundle = (entry, format, fileName, extra = {}) =>
    build({
      configFile: false,
      logLevel: 'error',
      root: here,
      build: {
        target: 'node20',
        outDir: draft,
        emptyOutDir: false,
        minify: false,
        lib: { entry: join(here, entry), formats: [format], name: 'standIn', fileName: () => fileName },
        rollupOptions: { external: [/^node:/, 'playwright-core'] },
        ...extra,
      },
    });
  try {
    await bundle('page/main-world.ts', 'iife', 'main-world.js');
    await bundle('page/preload-world.ts', 'iife', 'preload-world.js');
    await bundle('electron.ts', 'cjs', 'electron.cjs', { ssr: true });
    for (const name of ['main-world.js', 'preload-world.js', 'electron.cjs']) renameSync(join(draft, name), join(out, name));
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function built() {
  try {
    return statSync(join(out, 'electron.cjs')).mtimeMs;
  } catch {
    return 0;
  }
}

const newest = (folder) =>
  Math.max(
    ...readdirSync(folder, { withFileTypes: true }).map((entry) =>
      entry.isDirectory() ? newest(join(folder, entry.name)) : statSync(join(folder, entry.name)).mtimeMs,
    ),
  );
