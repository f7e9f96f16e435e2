import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const at = (path: string) => resolve(import.meta.dirname, path);

/** The strongroom's worker and the keychain child stand beside whoever starts them. */
const beside = {
  strongroom: at('src/strongroom/inside/worker.ts'),
  keychain: at('src/strongroom/inside/keychain/child.ts'),
};

/**
 * The command line: bundled whole, because a bundle starts in 184 ms where `node_modules` takes 265 ms.
 * keytar stays outside: it is a native addon, and optional.
 */
const { version } = JSON.parse(readFileSync(at('package.json'), 'utf8')) as { version: string };

const cli = defineConfig({
  main: {
    define: { __KEYRACK_VERSION__: JSON.stringify(version) },
    build: {
      outDir: 'out/cli',
      externalizeDeps: false,
      lib: { entry: { keyrack: at('src/cli/keyrack.ts'), ...beside }, formats: ['es'] },
      rollupOptions: {
        external: ['keytar', /^node:/],
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
});

/** The window: main (ES modules), the preload (one CommonJS file, as the sandbox asks) and the page. */
const app = defineConfig({
  main: {
    define: { __KEYRACK_VERSION__: JSON.stringify(version) },
    build: {
      outDir: 'out/main',
      externalizeDeps: false,
      lib: { entry: { index: at('src/main/index.ts'), ...beside }, formats: ['es'] },
      rollupOptions: {
        external: ['electron', 'keytar', /^node:/],
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      lib: { entry: { index: at('src/preload/index.ts') }, formats: ['cjs'] },
      rollupOptions: { output: { entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: at('src/renderer'),
    // Relative: the page lives under app://bundle and never needs to know it.
    base: './',
    plugins: [react()],
    build: {
      outDir: at('out/renderer'),
      // Nothing inlined as `data:`, no polyfill script: the content security policy stays strict.
      assetsInlineLimit: 0,
      modulePreload: false,
      rollupOptions: { input: at('src/renderer/index.html') },
    },
  },
});

export default defineConfig(({ mode }) => (mode === 'cli' ? cli : app));
