import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
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

export default cli;
