import { join } from 'node:path';
import { isMistyped, KeyrackError, type Warning, warn } from '../../../shared/errors/index.js';
import type { UnlockWay } from '../../../shared/model.js';
import { codeOf, notCopied, syncFolder } from '../disk/files.js';
import type { Ports, Secrets } from '../ports.js';
import { writePair } from '../vault/writer.js';
import type { SealingPassphrase } from './new-passphrase.js';
import { openWithPassphrase, sealWithPassphrase } from './passphrase.js';

/** Where the device identity is kept: the keychain, or identity.age under this passphrase. */
export type WayIn = { readonly unlock: 'keychain' } | { readonly unlock: 'passphrase'; readonly passphrase: SealingPassphrase };

export const accountOf = (vaultId: string): string => `vault:${vaultId}`;

/** Stored, and read back before anything is sealed to it. Replaces what was kept that way before. */
export async function keepIdentity(ports: Ports, vaultId: string, identity: string, way: WayIn): Promise<void> {
  if (way.unlock === 'keychain') {
    await ports.keychain.set(accountOf(vaultId), identity);
    if ((await ports.keychain.get(accountOf(vaultId))) !== identity) throw new KeyrackError('E_KEYCHAIN_LOCKED');
    return;
  }
  const { passphrase } = way;
  const { copied } = await writePair(ports, {
    name: 'identity.age',
    bytes: await sealWithPassphrase(new TextEncoder().encode(`${identity}\n`), passphrase, ports.scryptLogN),
    verify: async (back) => {
      if (new TextDecoder().decode(await openWithPassphrase(back, passphrase)).trim() !== identity)
        throw new KeyrackError('E_VAULT_VERIFY');
    },
  });
  if (!copied) throw notCopied('identity.age');
}

/** Where a keychain keeps nothing, what to do about it depends on what was wanted: no recovery key opens a vault that is not there yet. */
export const withoutKeychain =
  (next: string) =>
  (error: unknown): never => {
    if (!(error instanceof KeyrackError) || !error.code.startsWith('E_KEYCHAIN_')) throw error;
    throw new KeyrackError(error.code, error.message, { cause: error, next });
  };

/** Takes the way that no longer is one out of the world. Files go without a word; a keychain may say no, and that is told. */
export async function forgetOtherWay(ports: Ports, vaultId: string, before: UnlockWay, now: UnlockWay): Promise<readonly Warning[]> {
  if (now === 'passphrase') {
    if (before === 'passphrase') return [];
    try {
      await ports.keychain.delete(accountOf(vaultId));
      return [];
    } catch {
      return [warn('W_OLD_WAY_KEPT')];
    }
  }
  for (const file of ['identity.age', 'identity.age.1']) {
    await ports.disk.unlink(join(ports.home, file)).catch((error: unknown) => {
      if (codeOf(error) !== 'ENOENT') throw error;
    });
  }
  await syncFolder(ports.disk, ports.home);
  return [];
}

const passphraseTries = 3;

/** On a terminal a slip of the finger is no end: asked again where `open` says that it is the wrong one, three times in all. */
export async function askPassphrase<T>(secrets: Secrets, open: (passphrase: string) => Promise<T>, prompt = 'Passphrase: '): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await open(await secrets.ask(tried === 1 ? prompt : `That is not it. ${prompt}`));
    } catch (error) {
      if (!isMistyped(error) || tried === passphraseTries) throw error;
    }
  }
}
