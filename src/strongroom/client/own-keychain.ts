import { join } from 'node:path';

/**
 * S-02a: on macOS an item of the keychain trusts the program that made it. Made under a general `node` (or an Electron as it is
 * downloaded), it would trust that one, and so every script it runs, without a question. There only our own signed programs
 * touch it: the packaged app, and the command line that runs on the Node which was packed with it.
 */
export const keychainIsOurs = ({ platform, packaged }: { readonly platform: NodeJS.Platform; readonly packaged: boolean }): boolean =>
  platform !== 'darwin' || packaged;

/** Whether the command line runs on the Node that was packed beside it (scripts/pack-cli.mjs). `folder`: where its bundles are. */
export const isPackedCommandLine = (execPath: string, folder: string): boolean => execPath === join(folder, '..', 'node', 'node');
