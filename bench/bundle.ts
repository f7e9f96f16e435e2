/** What the page loads before it can draw anything, as it would be packed. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

const renderer = resolve(import.meta.dirname, '../out/renderer');

/** Bytes after gzip: the entry with what it imports at once, and the styles. */
export async function bundleSizes(): Promise<{ readonly js: number; readonly css: number }> {
  const html = await readFile(resolve(renderer, 'index.html'), 'utf8');
  const linked = (ending: string) =>
    [...html.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].flatMap(([, path]) => (path?.endsWith(ending) ? [path] : []));
  return { js: await total(await withImports(linked('.js'))), css: await total(linked('.css')) };
}

async function withImports(paths: readonly string[]): Promise<readonly string[]> {
  const all = new Set<string>();
  const visit = async (path: string): Promise<void> => {
    if (all.has(path)) return;
    all.add(path);
    const code = await readFile(resolve(renderer, path), 'utf8');
    // `import … from "./x.js"` and `import "./x.js"`; a call `import("./x.js")` is for later.
    for (const [, name = ''] of code.matchAll(/(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g)) await visit(`assets/${name}`);
  };
  for (const path of paths) await visit(path);
  return [...all];
}

async function total(paths: readonly string[]): Promise<number> {
  const sizes = await Promise.all(paths.map(async (path) => gzipSync(await readFile(resolve(renderer, path))).length));
  return sizes.reduce((sum, size) => sum + size, 0);
}
