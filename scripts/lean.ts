import { resolve } from 'node:path';

const bundle = (root: string, name: string) => resolve(root, `src/strongroom/inside/bundle/${name}.ts`);

/**
 * What age asks of its JavaScript primitives, asked of Node instead; and what it needs for recipients that `seal.ts` refuses,
 * left out. Half of the strongroom's bundle, and the slower half of the first decryption.
 */
const parts: Readonly<Record<string, string>> = {
  '@noble/ciphers/chacha.js': 'native',
  '@noble/hashes/hkdf.js': 'native',
  '@noble/hashes/hmac.js': 'native',
  '@noble/hashes/scrypt.js': 'native',
  '@noble/hashes/sha2.js': 'native',
  '@noble/hashes/utils.js': 'native',
  './x25519.js': 'x25519',
  '@noble/curves/nist.js': 'absent',
  '@noble/post-quantum/hybrid.js': 'absent',
};

/**
 * A plugin of vite. The command line's bundle is built with it, and the tests run over it: what they prove is what users run.
 * `root`: the repository's folder (electron-vite bundles its configuration, and this file then does not know where it lay).
 */
export const leanPrimitives = (root: string) => ({
  name: 'lean-primitives',
  enforce: 'pre' as const,
  resolveId(source: string, importer?: string): string | undefined {
    const part = importer?.includes('/age-encryption/') ? parts[source] : undefined;
    return part && bundle(root, part);
  },
});

/** For the window's bundles, whose Node may be Electron's: scrypt alone, with the library's to fall back on. */
export const hostScrypt = (root: string) => ({
  name: 'host-scrypt',
  enforce: 'pre' as const,
  resolveId: (source: string, importer?: string): string | undefined =>
    source === '@noble/hashes/scrypt.js' && importer?.includes('/age-encryption/') ? bundle(root, 'host-scrypt') : undefined,
});

/** The web's streams are globals: who names one is handed the lean ones. */
export const leanStreams = (root: string) => ({
  name: 'lean-streams',
  enforce: 'pre' as const,
  transform(code: string, id: string): string | undefined {
    const isOurs = /\/age-encryption\/|\/strongroom\/inside\/(?!bundle\/)/.test(id);
    if (!isOurs || !/\b(?:ReadableStream|TransformStream|CryptoKey)\b/.test(code)) return undefined;
    return `import { CryptoKey, ReadableStream, TransformStream } from ${JSON.stringify(bundle(root, 'streams'))};\n${code}`;
  },
});
