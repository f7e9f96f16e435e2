import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { type Plugin, runnerImport } from 'vite';
import { hostScrypt, leanPrimitives, leanStreams } from './scripts/lean.js';

const root = import.meta.dirname;
const at = (path: string) => resolve(root, path);

/** The strongroom's worker and the keychain child stand beside whoever starts them. */
const beside = {
  strongroom: at('src/strongroom/inside/worker.ts'),
  keychain: at('src/strongroom/inside/ways-in/keychain/child.ts'),
};

const { version } = JSON.parse(readFileSync(at('package.json'), 'utf8')) as { version: string };
const define = { __KEYRACK_VERSION__: JSON.stringify(version) };
const outside = ['keytar', /^node:/];

const leaner = {
  name: 'leaner',
  enforce: 'pre' as const,
  transform: (code: string, id: string) => {
    // commander would start subcommands that are programs of their own; ours are none, and Node's module is a heavy one.
    if (id.endsWith('/commander/lib/command.js')) return code.replace("require('node:child_process')", '{}');
    if (/\/(?:strongroom\/inside\/disk\/disks|platform\/home-files|platform\/folders)\.ts$/.test(id))
      return code.replace(/from ['"]node:fs\/promises['"]/, `from ${JSON.stringify(at('src/cli/bundle/prompt-fs.ts'))}`);
    return undefined;
  },
};

/**
 * The command line: bundled whole, minified and as CommonJS, because every process pays for what it loads.
 * keytar stays outside: it is a native addon, and optional.
 */
const commandLine = (entry: Record<string, string>) =>
  defineConfig({
    main: {
      define,
      plugins: [leanPrimitives(root), leanStreams(root), leaner],
      build: {
        outDir: 'out/cli',
        emptyOutDir: false,
        externalizeDeps: false,
        minify: true,
        lib: { entry, formats: ['cjs'] },
        rollupOptions: { external: outside, output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' } },
      },
    },
  });

const modes = {
  cli: commandLine({ keyrack: at('src/cli/keyrack.ts') }),
  // Builds of their own: what each of them loads at its start is one file.
  strongroom: commandLine({ strongroom: beside.strongroom }),
  keychain: commandLine({ keychain: beside.keychain }),
};

/** The names of channels and events as they stand, in place of what makes them of the contract: the preload carries no schema and no zod. */
const channelNames: Plugin = {
  name: 'channel names',
  enforce: 'pre',
  async load(id) {
    if (id !== at('src/shared/ipc/channels.ts')) return null;
    this.addWatchFile(at('src/shared/ipc/contract.ts'));
    const { module } = await runnerImport<Record<string, unknown>>(id);
    return Object.entries(module)
      .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
      .join('\n');
  },
};

/** The window: main (ES modules), the preload (one CommonJS file, as the sandbox asks) and the page. */
const app = defineConfig({
  main: {
    define,
    plugins: [hostScrypt(root), leanStreams(root)],
    build: {
      outDir: 'out/main',
      externalizeDeps: false,
      lib: { entry: { index: at('src/main/index.ts'), ...beside }, formats: ['es'] },
      rollupOptions: {
        // How long a plugin took says nothing to whoever installs this.
        checks: { pluginTimings: false },
        external: ['electron', ...outside],
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    plugins: [channelNames],
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
      minify: true,
      // Nothing inlined as `data:`, no polyfill script: the content security policy stays strict.
      assetsInlineLimit: 0,
      modulePreload: false,
      rollupOptions: {
        input: at('src/renderer/index.html'),
        // The catalogue's words go where they are used, as if they had been written there.
        optimization: { inlineConst: { mode: 'all', pass: 2 } },
      },
    },
  },
});

export default defineConfig(({ mode }) => (Object.hasOwn(modes, mode) ? modes[mode as keyof typeof modes] : app));
